//! Counts in words.

/// `1 incident`, `3 incidents`; follow-ups and entries have plurals of their own.
#[must_use]
pub fn counted(count: usize, singular: &str) -> String {
    let plural = match singular.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{singular}s"),
    };
    format!("{count} {}", if count == 1 { singular } else { &plural })
}
