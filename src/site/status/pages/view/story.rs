//! An incident or maintenance, in full and on its own page.

use serde::Serialize;

use super::{Frame, Link, Moment, Span, State};

/// An incident or maintenance as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Story {
    /// Where its page is, relative to the page.
    pub href: String,
    /// Its title; without one in the record, what it is and what it affects.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// How bad: `Major`; absent of maintenance.
    pub impact: Option<State>,
    /// Its summary.
    pub summary_html: Option<String>,
    /// The components affected.
    pub components: Vec<Link>,
    /// The same in one sentence; absent when there are none.
    pub affected: Option<String>,
    /// When it began.
    pub began: Moment,
    /// When customers were no longer hurt, or the work was over.
    pub ended: Option<Moment>,
    /// `1 hour 27 minutes`; absent while it lasts.
    pub duration: Option<String>,
    /// `Lasted 1 hour 27 minutes`, or `Since …`.
    pub length: String,
    /// What is said of one that hurts nobody.
    pub note: Option<String>,
    /// What customers were told, newest first.
    pub updates: Vec<UpdateView>,
    /// Whether there is a review.
    pub has_review: bool,
    /// Of maintenance: when it is planned.
    pub planned: Option<Planned>,
    /// Whether it is over.
    pub over: bool,
}

/// When maintenance is planned.
#[derive(Clone, Debug, Serialize)]
pub struct Planned {
    /// From when to when.
    pub span: Span,
    /// What is said when it takes longer than that.
    pub extended: Option<String>,
}

/// One thing that customers were told.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// Its place on the page.
    pub anchor: String,
    /// When.
    pub at: Moment,
    /// The status from then on.
    pub state: State,
    /// The words; absent when nobody wrote any.
    pub body_html: Option<String>,
    /// `Sign-in: Degraded performance (before: Major outage)`.
    pub changes: Vec<String>,
    /// Whether a later update puts it right.
    pub corrected: bool,
}

/// The page of an incident or maintenance.
#[derive(Clone, Debug, Serialize)]
pub struct StoryPage {
    /// What surrounds it.
    pub frame: Frame,
    /// The incident or maintenance.
    pub story: Story,
    /// Whether it is maintenance.
    pub is_maintenance: bool,
    /// The review for customers.
    pub review_html: Option<String>,
    /// The month in the history that it stands in.
    pub month: Link,
}
