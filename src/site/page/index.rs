//! The first page.

use serde::Serialize;

use super::{Badge, Frame, Length, Line, Link, Moment, Person, PhaseBar, Progress};

/// The first page: what is open now and what it owes, then the latest of the record.
#[derive(Debug, Clone, Serialize)]
pub struct IndexPage {
    /// What surrounds it.
    pub frame: Frame,
    /// What is open now.
    pub open: Vec<OpenCard>,
    /// What is open too, when that is more than cards can show.
    pub also_open: Vec<Line>,
    /// What no longer hurts and is not done with yet.
    pub waiting: Vec<Link>,
    /// What is owed, by sort; sorts of which nothing is owed are left out.
    pub owed: Vec<DueGroup>,
    /// For the next review meeting: over, and not looked at together yet.
    pub agenda: Vec<Line>,
    /// How many older ones nobody has looked at, in a sentence.
    pub agenda_left_out: Option<String>,
    /// Resolved in the last fourteen days.
    pub recent: Vec<Line>,
    /// On this day in earlier years.
    pub anniversaries: Vec<Line>,
    /// The latest incidents that are over, by year, newest first.
    pub years: Vec<Year>,
    /// The latest drills, maintenance, false alarms, duplicates.
    pub apart: Vec<Row>,
    /// Whether there is no record at all yet.
    pub empty: bool,
}

/// What is owed of one sort.
#[derive(Debug, Clone, Serialize)]
pub struct DueGroup {
    /// `Updates`, `Roles`, `Follow-ups` …
    pub title: String,
    /// The most pressing first.
    pub items: Vec<DueItem>,
    /// Where the others are, when not all are shown.
    pub more: Option<Link>,
}

/// One thing that is owed.
#[derive(Debug, Clone, Serialize)]
pub struct DueItem {
    /// What: `Nobody is communications lead`, a follow-up's title.
    pub what: Link,
    /// The incident it belongs to; absent when `what` names it already.
    pub incident: Option<Link>,
    /// Whose it is.
    pub who: Option<Person>,
    /// `due`, `promised for`, `ran out`; printed before the time.
    pub word: String,
    /// The time.
    pub when: Option<Moment>,
    /// Whether it is late.
    pub late: bool,
}

/// An incident that is open now.
#[derive(Debug, Clone, Serialize)]
pub struct OpenCard {
    /// The same as in a list.
    pub row: Row,
    /// How long it has been going on.
    pub running: Length,
    /// Who leads; absent when nobody does, which the page says.
    pub lead: Option<Person>,
    /// Whom to ask.
    pub comms: Option<Person>,
    /// The next word promised.
    pub next_update: Option<Moment>,
    /// Whether that is past.
    pub overdue: bool,
}

/// An incident in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Where its page is, relative to the page.
    pub href: String,
    /// The folder's name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its summary as plain text.
    pub summary: Option<String>,
    /// When it began.
    pub at: Moment,
    /// How bad.
    pub severity: Badge,
    /// Where it stands.
    pub status: Badge,
    /// Drill, preemptive, security …; absent for a plain incident.
    pub kind: Option<Badge>,
    /// What was affected.
    pub components: Vec<String>,
    /// How long it hurt.
    pub length: Length,
    /// How the time went; drawn small.
    pub phases: Option<PhaseBar>,
    /// How far the follow-ups have come; absent when there are none.
    pub progress: Option<Progress>,
}

/// The incidents of one year.
#[derive(Debug, Clone, Serialize)]
pub struct Year {
    /// `2026`, or `Date unknown`.
    pub title: String,
    /// Newest first.
    pub rows: Vec<Row>,
}
