//! The first page, and the page of one year.

use serde::Serialize;

use super::{Badge, Frame, Length, Link, Moment, Person, PhaseBar, Progress};

/// The first page: what is open now, then the record.
#[derive(Debug, Clone, Serialize)]
pub struct IndexPage {
    /// What surrounds it.
    pub frame: Frame,
    /// What is open now.
    pub open: Vec<OpenCard>,
    /// What no longer hurts and is not done with yet.
    pub waiting: Vec<Link>,
    /// The incidents that are over, by year, newest first.
    pub years: Vec<Year>,
    /// Drills, maintenance, false alarms, duplicates.
    pub apart: Vec<Row>,
    /// The years that have a page of their own.
    pub more: Vec<YearLink>,
    /// `12 incidents since 2017`; absent when there are none.
    pub count: Option<String>,
    /// Whether there is no record at all yet.
    pub empty: bool,
}

/// The page of one year, for long records.
#[derive(Debug, Clone, Serialize)]
pub struct YearPage {
    /// What surrounds it.
    pub frame: Frame,
    /// The year and its incidents.
    pub year: Year,
    /// Drills, maintenance, false alarms, duplicates of that year.
    pub apart: Vec<Row>,
    /// The other years.
    pub more: Vec<YearLink>,
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
    /// Where the rest of the year is, when not all of it is shown.
    pub rest: Option<Link>,
}

/// The way to the page of a year.
#[derive(Debug, Clone, Serialize)]
pub struct YearLink {
    /// `2025`.
    pub title: String,
    /// Where it is, relative to the page.
    pub href: String,
    /// `312 incidents`.
    pub count: String,
    /// Whether this is the page one is on.
    pub current: bool,
}
