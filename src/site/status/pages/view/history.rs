//! A month of the history.

use serde::Serialize;

use super::{Frame, Link, Story};

/// A month of the history.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// What surrounds it.
    pub frame: Frame,
    /// `March 2026`; absent when nothing was ever published.
    pub month: Option<String>,
    /// Its incidents, newest first.
    pub incidents: Vec<Story>,
    /// Its maintenance, newest first.
    pub maintenances: Vec<Story>,
    /// The month before, of those with something in them.
    pub earlier: Option<Link>,
    /// The month after.
    pub later: Option<Link>,
    /// All months with something in them, newest first.
    pub years: Vec<Year>,
}

/// The months of a year.
#[derive(Clone, Debug, Serialize)]
pub struct Year {
    /// `2026`.
    pub title: String,
    /// Newest first.
    pub months: Vec<MonthLink>,
}

/// The way to a month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthLink {
    /// `March 2026`.
    pub label: String,
    /// Where it is, relative to the page.
    pub href: String,
    /// Whether this is the page one is on.
    pub current: bool,
}
