//! A finding in plain words, for the formats that have no fields for its parts.

use std::cmp::Reverse;

use super::places::{Places, Region};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::lint::Outcome;
use crate::source::visible;

/// A finding of which every part is one line without control characters, whoever wrote the record.
pub(super) struct Plain {
    pub rule: &'static str,
    pub level: Level,
    pub message: String,
    pub help: Option<String>,
    pub path: String,
    /// `path:line:column`, or the path alone.
    pub place: String,
    pub region: Region,
    /// Other places, each with a few words.
    pub related: Vec<String>,
}

impl Plain {
    /// All findings, in the order of every report.
    pub fn all(outcome: &Outcome) -> Vec<Self> {
        let places = Places::new(outcome);
        outcome.diagnostics.iter().map(|diagnostic| Self::new(diagnostic, &places)).collect()
    }

    /// The same, errors before warnings: for those who read only the head of a list.
    pub fn errors_first(outcome: &Outcome) -> Vec<Self> {
        let mut all = Self::all(outcome);
        all.sort_by_key(|finding| Reverse(finding.level));
        all
    }

    fn new(diagnostic: &Diagnostic, places: &Places<'_>) -> Self {
        Self {
            rule: diagnostic.rule,
            level: diagnostic.level,
            message: line(&diagnostic.message),
            help: diagnostic.help.as_deref().map(line),
            path: line(diagnostic.primary.path.as_str()),
            place: places.in_words(&diagnostic.primary),
            region: places.of(&diagnostic.primary),
            related: diagnostic.related.iter().map(|label| other_place(label, places)).collect(),
        }
    }

    /// Place and message, then the way out and other places: a line each.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}: {}", self.place, self.message)];
        lines.extend(self.help.iter().map(|help| format!("help: {help}")));
        lines.extend(self.related.iter().map(|other| format!("see also: {other}")));
        lines
    }
}

fn other_place(label: &Label, places: &Places<'_>) -> String {
    let place = places.in_words(label);
    if label.text.is_empty() { place } else { format!("{place}: {}", line(&label.text)) }
}

/// Text of a record on one line, without what runners take for a command (`##[error]` works anywhere in a line of a log).
pub(super) fn line(text: &str) -> String {
    text.chars().map(visible).collect::<String>().replace("##[", "## [")
}
