//! Text of a record, fit for one line of a report.

use super::visible;

/// Longest message, in characters; records are quoted in messages, and records may be hostile.
const LONGEST_MESSAGE: usize = 400;

/// Text for one line of a report: control characters (terminal sequences, line breaks, bidirectional overrides) are shown, not sent.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line: String = text.chars().map(visible).take(LONGEST_MESSAGE).collect();
    if text.chars().count() > LONGEST_MESSAGE {
        line.push('…');
    }
    line
}
