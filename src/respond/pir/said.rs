//! What entries say under a heading already: "Went well: the roll-back was one command."

use super::story::brief;
use crate::corpus::Corpus;
use crate::model::Incident;

/// Words before a heading's own that people leave out when they write.
const LEFT_OUT: [&str; 4] = ["what ", "where we ", "where we got ", "open "];

/// The lines of entries that begin with the heading and a colon.
pub(super) fn under(corpus: &Corpus, incident: &Incident, title: &str) -> String {
    let title = title.to_lowercase();
    let short = LEFT_OUT.iter().filter_map(|words| title.strip_prefix(words));
    let mut names: Vec<String> = short.map(ToOwned::to_owned).chain([title.clone()]).collect();
    let singular: Vec<String> = names.iter().filter_map(|name| name.strip_suffix('s')).map(ToOwned::to_owned).collect();
    names.extend(singular);
    let lines = incident.entries.iter().filter(|entry| !incident.is_corrected(entry)).flat_map(|entry| {
        let lines = entry.text.lines().filter_map(|line| after(line, &names));
        lines.map(|said| {
            let by = entry.record.by.as_deref().map_or_else(String::new, |by| format!(" ({})", corpus.person_name(by)));
            format!("- {}{by}\n", brief(said))
        })
    });
    lines.collect()
}

/// What follows one of the names and a colon, at the head of a line, with or without the marks of a list or of bold text.
fn after<'t>(line: &'t str, names: &[String]) -> Option<&'t str> {
    let line = line.trim().trim_start_matches(['-', '*', ' ']);
    let (head, said) = line.split_once(':')?;
    let head = head.trim_end_matches('*').to_lowercase();
    let said = said.trim_start_matches('*').trim();
    (names.contains(&head) && !said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_and_a_colon() {
        let names = ["went well".to_owned(), "what went well".to_owned()];
        for (line, said) in [
            ("Went well: one command", Some("one command")),
            ("- **What went well:** one command", Some("one command")),
            ("It went well: one command", None),
            ("Went well:", None),
            ("Went well", None),
        ] {
            assert_eq!(after(line, &names), said, "{line}");
        }
    }
}
