//! Counts in words.

use crate::corpus::Counts;
use crate::diagnostic::Level;
use crate::lint::Outcome;

/// `1 incident`, `3 incidents`; follow-ups and entries have plurals of their own.
#[must_use]
pub fn counted(count: usize, singular: &str) -> String {
    let plural = match singular.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{singular}s"),
    };
    format!("{count} {}", if count == 1 { singular } else { &plural })
}

/// `12 incidents, 40 entries, 3 follow-ups checked`.
pub(super) fn looked_at(counts: Counts) -> String {
    let parts = [
        counted(counts.incidents, "incident"),
        counted(counts.entries, "entry"),
        counted(counts.followups, "follow-up"),
    ];
    format!("{} checked", parts.join(", "))
}

/// `2 errors, 1 warning`, or `all clean`.
pub(super) fn verdict(outcome: &Outcome) -> String {
    let (errors, warnings) = (outcome.count(Level::Error), outcome.count(Level::Warn));
    match (errors, warnings) {
        (0, 0) => "all clean".to_owned(),
        (0, _) => counted(warnings, "warning"),
        (_, 0) => counted(errors, "error"),
        _ => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}
