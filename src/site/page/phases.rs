//! The phase bar: how an incident's time went, drawn to scale.

use serde::Serialize;

use super::{Length, Moment};

/// A horizontal bar of phases, with everything it shows also in words.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseBar {
    /// The phases in order of time.
    pub segments: Vec<Segment>,
    /// The whole bar as one sentence, for those who do not see it.
    pub summary: String,
    /// Whether the last phase was cut short to let the others be seen.
    pub cut: bool,
}

/// One phase.
#[derive(Debug, Clone, Serialize)]
pub struct Segment {
    /// The end of a CSS class: `unnoticed`, `noticed`, `response`, `cleanup`.
    pub phase: String,
    /// Its name in words: `Unnoticed`.
    pub label: String,
    /// What it means: `from the start of impact until somebody noticed`.
    pub meaning: String,
    /// Its left edge in per cent of the bar.
    pub x: String,
    /// Its width in per cent of the bar.
    pub width: String,
    /// How long it took.
    pub length: Length,
    /// When it began.
    pub from: Moment,
    /// When it ended; absent while it lasts.
    pub to: Option<Moment>,
    /// Whether its width is not to scale.
    pub cut: bool,
}
