//! How a value's own parser says why it refused, through serde's text-only errors.
//!
//! serde carries an error as one text. A time that has no offset wants to name its rule, its message and its remedy; the three travel
//! in that text with a separator that no record can contain (a control character is refused on reading).

use crate::source::ProblemKind;

const SEPARATOR: char = '\u{1}';

/// A refusal for [`serde::de::Error::custom`]: the rule, what is wrong, the way out, and a text that mends it.
#[must_use]
pub fn reason(kind: ProblemKind, message: &str, help: &str, replacement: Option<&str>) -> String {
    [kind.rule(), message, help, replacement.unwrap_or_default()].join(&SEPARATOR.to_string())
}

/// The parts of a text made by [`reason`]: kind, message, help, replacement.
pub(super) fn parts(text: &str) -> Option<(ProblemKind, String, String, Option<String>)> {
    let mut parts = text.splitn(4, SEPARATOR);
    let kind = ProblemKind::from_rule(parts.next()?)?;
    let (message, help, replacement) = (parts.next()?, parts.next()?, parts.next()?);
    let replacement = (!replacement.is_empty()).then(|| replacement.to_owned());
    Some((kind, message.to_owned(), help.to_owned(), replacement))
}
