//! Text of a record, fit for one line of a report.

/// Longest message, in characters; records are quoted in messages, and records may be hostile.
const LONGEST_MESSAGE: usize = 400;

/// Text for one line of a report: control characters (terminal sequences, line breaks, bidirectional overrides) are shown, not sent.
#[must_use]
pub fn one_line(text: &str) -> String {
    let tame = |c: char| if c.is_control() || is_bidirectional(c) { '\u{fffd}' } else { c };
    let mut line: String = text.chars().map(tame).take(LONGEST_MESSAGE).collect();
    if text.chars().count() > LONGEST_MESSAGE {
        line.push('…');
    }
    line
}

fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
