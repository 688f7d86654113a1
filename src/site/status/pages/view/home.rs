//! The first page: how everything is now.

use serde::Serialize;

use super::{Frame, GroupView, Link, Moment, State, Story};

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// What surrounds it.
    pub frame: Frame,
    /// The first thing anybody reads.
    pub banner: Banner,
    /// Incidents that are open, with every update.
    pub open: Vec<Story>,
    /// Maintenance that is going on.
    pub running: Vec<Story>,
    /// Maintenance to come, soonest first.
    pub upcoming: Vec<Story>,
    /// The components.
    pub groups: Vec<GroupView>,
    /// What the bars mean and how figures are made; absent without components.
    pub legend: Option<Legend>,
    /// `The last 14 days`.
    pub past_span: String,
    /// The last days, newest first; days on which nothing happened are one.
    pub past: Vec<PastDay>,
}

/// The first thing anybody reads.
#[derive(Clone, Debug, Serialize)]
pub struct Banner {
    /// How everything is, in a sentence.
    pub state: State,
    /// What is not well, worst first.
    pub worst: Vec<Worst>,
    /// When anything last changed.
    pub changed: Moment,
    /// The same in a sentence, around the instant: what stands before it and after it.
    pub changed_around: (String, String),
}

/// Components in the same state.
#[derive(Clone, Debug, Serialize)]
pub struct Worst {
    /// The state.
    pub state: State,
    /// The components; each leads to its place on the page.
    pub components: Vec<Link>,
}

/// What the bars mean.
#[derive(Clone, Debug, Serialize)]
pub struct Legend {
    /// Each kind of bar.
    pub items: Vec<LegendItem>,
    /// How the figures are made, sentence by sentence.
    pub counted: Vec<String>,
}

/// One kind of bar.
#[derive(Clone, Debug, Serialize)]
pub struct LegendItem {
    /// What it means.
    pub state: State,
    /// The middle of its height.
    pub y: usize,
}

/// A day of the last two weeks, or several on which nothing happened.
#[derive(Clone, Debug, Serialize)]
pub struct PastDay {
    /// The day, or the first and last of them.
    pub title: String,
    /// What is said when nothing happened.
    pub quiet: Option<String>,
    /// What happened.
    pub stories: Vec<Story>,
}
