//! Patterns for paths and for names of branches: `*` is any run of characters but `/`, `**` any run at all, `?` one character.

/// Whether `path` fits `pattern` from beginning to end.
#[must_use]
pub fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<char>, Vec<char>) = (pattern.chars().collect(), path.chars().collect());
    // reached[j]: the pattern read so far fits the first j characters of the path. Linear in both; no backtracking to exploit.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    let mut at = 0;
    while at < pattern.len() {
        let double = pattern[at] == '*' && pattern.get(at + 1) == Some(&'*');
        reached = step(&reached, pattern[at], double, &path);
        at += if double { 2 } else { 1 };
    }
    reached[path.len()]
}

fn step(before: &[bool], symbol: char, double: bool, path: &[char]) -> Vec<bool> {
    let mut after = vec![false; before.len()];
    for end in 0..before.len() {
        let last = end.checked_sub(1).map(|index| path[index]);
        after[end] = match (symbol, last) {
            ('*', None) => before[end],
            ('*', Some(c)) => before[end] || (after[end - 1] && (double || c != '/')),
            ('?', Some(c)) => before[end - 1] && c != '/',
            (_, Some(c)) => before[end - 1] && c == symbol,
            (_, None) => false,
        };
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, path, expected) in [
            ("incidents/2019/**", "incidents/2019/a/timeline.yaml", true),
            ("incidents/*/timeline.yaml", "incidents/a/timeline.yaml", true),
            ("incidents/*/timeline.yaml", "incidents/a/b/timeline.yaml", false),
            ("**/pir.md", "incidents/a/pir.md", true),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("", "", true),
            ("*", "", true),
            ("x", "xy", false),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_hostile_pattern_costs_no_more_than_its_length() {
        assert!(!fits(&"*a".repeat(400), &"a".repeat(399)));
    }
}
