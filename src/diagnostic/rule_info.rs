//! What is known about a rule apart from its check.

use super::Level;

/// A rule's metadata; its documentation is the doc comment of its declaration, so the two cannot drift apart.
#[derive(Debug)]
pub struct RuleInfo {
    /// Its id, also the name of its file: `unknown-person`.
    pub id: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The level when the policy says nothing.
    pub level: Level,
    /// Markdown: what it looks for, why it matters, how to mend it.
    pub doc: &'static [&'static str],
}

impl RuleInfo {
    /// The documentation as one Markdown text.
    #[must_use]
    pub fn markdown(&self) -> String {
        let lines: Vec<&str> = self.doc.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n").trim().to_owned()
    }
}
