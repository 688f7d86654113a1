//! Text of a record where it may act on whoever shows it: terminals, logs, reports.

/// The character itself, or U+FFFD for one that would act instead of being seen: terminal sequences, line breaks, bidirectional
/// overrides.
#[must_use]
pub fn visible(c: char) -> char {
    if c.is_control() || is_bidirectional(c) { char::REPLACEMENT_CHARACTER } else { c }
}

const fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
