//! The page of all follow-ups.

use serde::Serialize;

use super::{FollowupView, Frame, Person, Progress};

/// What must still change, over all incidents.
#[derive(Debug, Clone, Serialize)]
pub struct FollowupsPage {
    /// What surrounds it.
    pub frame: Frame,
    /// How far everything together has come; absent when there are none.
    pub progress: Option<Progress>,
    /// Overdue, open, waived, settled: in this order, empty ones too.
    pub sections: Vec<Section>,
}

/// The follow-ups of one group.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Its anchor: `overdue`, `open`, `waived`, `settled`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What the group means, in a sentence.
    pub meaning: String,
    /// How many there are.
    pub count: usize,
    /// By owner, in alphabetical order; those that nobody owns come first.
    pub owners: Vec<OwnerGroup>,
    /// What to say when there are none.
    pub empty: String,
    /// How many are left out of a long list, in a sentence.
    pub left_out: Option<String>,
    /// Whether it starts folded.
    pub folded: bool,
}

/// The follow-ups of one owner.
#[derive(Debug, Clone, Serialize)]
pub struct OwnerGroup {
    /// Who; absent when nobody owns them.
    pub owner: Option<Person>,
    /// By date, then title.
    pub items: Vec<FollowupView>,
}
