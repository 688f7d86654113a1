//! What the record owes now, for whoever looks after it: open incidents with their missing steps, and follow-ups whose day has passed.

use std::fmt::Write as _;

use super::counted;
use super::findings_markdown::{code_span, words};
use crate::gate::{Ladder, StepState};

/// A follow-up whose day has passed.
#[derive(Clone, Debug)]
pub struct Overdue {
    /// The incident's id.
    pub incident: String,
    /// The follow-up's title; its id when the incident is restricted.
    pub title: String,
    /// Its owner's name.
    pub owner: Option<String>,
    /// The day.
    pub due: String,
}

/// Lines that are written out of each list.
const MOST: usize = 50;

/// The reminder as Markdown; empty when nothing is owed.
#[must_use]
pub fn reminder_markdown(open: &[Ladder], overdue: &[Overdue]) -> String {
    if open.is_empty() && overdue.is_empty() {
        return String::new();
    }
    let mut text = "### What is owed now\n".to_owned();
    if !open.is_empty() {
        let _ = writeln!(text, "\n**{} open**\n", counted(open.len(), "incident"));
    }
    for ladder in open.iter().take(MOST) {
        let missing = ladder.count(StepState::Missing) + ladder.count(StepState::Unknown);
        let empty: Vec<String> =
            ladder.roles.iter().filter(|role| role.held_by.is_empty()).map(|role| words(&role.id)).collect();
        let _ = write!(text, "- {} ({}): {}", words(&ladder.title), code_span(&ladder.incident), ladder.status);
        if let Some(to) = ladder.to {
            let _ = write!(text, ", {} to {to}", counted(missing, "step"));
        }
        if !empty.is_empty() {
            let _ = write!(text, "; nobody is {}", empty.join(", "));
        }
        text.push('\n');
    }
    if !overdue.is_empty() {
        let _ = writeln!(text, "\n**{} overdue**\n", counted(overdue.len(), "follow-up"));
    }
    for late in overdue.iter().take(MOST) {
        let owner = late.owner.as_deref().map_or_else(|| "nobody owns it".to_owned(), words);
        let _ = writeln!(text, "- {}, due {}, {owner} ({})", words(&late.title), late.due, code_span(&late.incident));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_owed_says_nothing_and_text_of_records_does_nothing() {
        assert_eq!(reminder_markdown(&[], &[]), "");
        let title = "<img src=x> @acme/all [x](http://x)".to_owned();
        let late = Overdue { incident: "2026-03-14-x".to_owned(), title, owner: None, due: "2026-03-28".to_owned() };
        let text = reminder_markdown(&[], &[late]);
        assert!(
            text.contains("- `<img src=x> @acme/all [x](http://x)`, due 2026-03-28, nobody owns it (`2026-03-14-x`)"),
            "{text}"
        );
    }
}
