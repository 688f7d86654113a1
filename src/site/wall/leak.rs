//! What was found, in words that are no leak themselves: logs of a private repository's runs are read by many.

use std::fmt;

use super::Kind;
use crate::source::{RepoPath, visible};

/// How many a message lists.
const LISTED: usize = 20;

/// Something internal in a file for the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The produced file.
    pub file: String,
    /// Where in it: `line 12`, or a JSON pointer; absent when only the file is known.
    pub at: Option<String>,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Where the record says it; absent for what comes from git.
    pub source: Option<RepoPath>,
    /// The words that were found, as the file has them. Never in a message.
    pub found: String,
}

/// All that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaks(pub Vec<Leak>);

impl Leak {
    /// In one line; with the words themselves only when `shown`.
    #[must_use]
    pub fn line(&self, shown: bool) -> String {
        let at = self.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
        let source = match &self.source {
            Some(path) if shown => format!(", from {path}"),
            Some(path) => format!(", from {}", veiled(path)),
            None => String::new(),
        };
        let words: String = if shown { self.found.chars().map(visible).collect() } else { masked(&self.found) };
        format!("{}{at}: {}{source}: {words}", self.file, self.kind.in_words())
    }
}

impl Leaks {
    /// The list, cut at twenty.
    #[must_use]
    pub fn list(&self, shown: bool) -> String {
        let mut lines: Vec<String> = self.0.iter().take(LISTED).map(|leak| format!("  {}", leak.line(shown))).collect();
        let more = self.0.len().saturating_sub(LISTED);
        if more > 0 {
            lines.push(format!("  and {more} more"));
        }
        lines.join("\n")
    }

    /// The way out of the first.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.0.first().map_or("", |leak| leak.kind.help())
    }
}

impl fmt::Display for Leaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.list(false))
    }
}

/// Enough to recognise it by for somebody who knows it.
fn masked(text: &str) -> String {
    let count = text.chars().count();
    let end = |c: Option<char>| c.map(visible).filter(|_| count >= 6).map(String::from).unwrap_or_default();
    format!("`{}…{}` ({count} characters)", end(text.chars().next()), end(text.chars().last()))
}

/// A path without what the names of folders and files say about an incident.
fn veiled(path: &RepoPath) -> String {
    let mut hides = false;
    let parts = path.as_str().split('/').map(|part| {
        let hidden = std::mem::replace(&mut hides, matches!(part, "followups" | "attachments"));
        match part.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok()) {
            _ if hidden => "…".to_owned(),
            Some(day) => format!("{day}-…"),
            None => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("/")
}
