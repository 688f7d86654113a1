//! Footnotes, numbered in the order in which the text refers to them.

use std::collections::BTreeMap;

/// The numbers given so far, over all parts of one text.
#[derive(Default)]
pub(super) struct Footnotes {
    numbers: BTreeMap<String, usize>,
    references: BTreeMap<usize, usize>,
}

impl Footnotes {
    /// The mark in the text. Only the first reference to a note can be come back to.
    pub fn reference(&mut self, label: &str, prefix: &str) -> String {
        let number = self.number(label);
        let seen = self.references.entry(number).or_default();
        *seen += 1;
        let back = if *seen == 1 { format!(r#" id="{prefix}ref-{number}""#) } else { String::new() };
        format!(r##"<sup{back}><a href="#{prefix}note-{number}" title="Footnote {number}">{number}</a></sup>"##)
    }

    /// What stands before a note.
    pub fn opening(&mut self, label: &str, prefix: &str) -> String {
        let number = self.number(label);
        let mark = match self.references.contains_key(&number) {
            true => format!(r##"<a href="#{prefix}ref-{number}" title="Back to the text">{number}</a>"##),
            false => number.to_string(),
        };
        format!(r#"<div class="footnote" id="{prefix}note-{number}"><sup>{mark}</sup> "#)
    }

    /// What stands after a note.
    pub const fn closing() -> &'static str {
        "</div>\n"
    }

    fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_owned()).or_insert(next)
    }
}
