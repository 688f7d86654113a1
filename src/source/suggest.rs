//! "Did you mean …?"

/// The candidate nearest to what was written, when it is near enough to be meant.
///
/// Nearness is the Damerau–Levenshtein distance without regard to case, `-` and `_`; up to a third of the length, at least one.
pub fn did_you_mean<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let wanted = plain(written);
    let allowed = (wanted.chars().count() / 3).max(1);
    let length = wanted.chars().count();
    candidates
        .into_iter()
        // Lengths alone rule out most; the distance is the expensive part.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, candidate)| (distance, candidate))
        .map(|(_, candidate)| candidate)
}

/// "`a`, `b` or `c`": a vocabulary as a reader wants it.
pub fn one_of<'c>(words: impl IntoIterator<Item = &'c str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_is_near_and_nothing_else() {
        let words = ["investigating", "identified", "monitoring"];
        assert_eq!(did_you_mean("Investigatng", words), Some("investigating"));
        assert_eq!(did_you_mean("next-update", ["next_update"]), Some("next_update"));
        assert_eq!(did_you_mean("done", words), None);
        assert_eq!(did_you_mean("", words), None);
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(one_of(["a"]), "`a`");
    }
}
