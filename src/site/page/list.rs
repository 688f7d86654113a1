//! Lists of incidents: the archive by month, and the older parts of any list that is too long for one page.

use serde::Serialize;

use super::{Badge, Frame, Length, Link, Moment};

/// An incident on one line.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Where its page is, relative to the page.
    pub href: String,
    /// Its title, cut when it is very long.
    pub title: String,
    /// When it began.
    pub at: Moment,
    /// How bad.
    pub severity: Badge,
    /// Where it stands; absent when it is resolved, as most are.
    pub status: Option<Badge>,
    /// Drill, preemptive, security …; absent for a plain incident.
    pub kind: Option<Badge>,
    /// What was affected: `Login, Session store and 2 more`.
    pub components: Option<String>,
    /// How long it hurt.
    pub length: Length,
    /// What this list has to say about it: `lead for 2 h`, `a written review is owed`.
    pub note: Option<String>,
}

/// The incidents of a month, or an older part of a longer list.
#[derive(Debug, Clone, Serialize)]
pub struct ListPage {
    /// What surrounds it.
    pub frame: Frame,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// `March 2026`.
    pub title: String,
    /// What the list is, in a sentence.
    pub lead: Option<String>,
    /// Newest first.
    pub lines: Vec<Line>,
    /// The part, or the month, before.
    pub earlier: Option<Link>,
    /// The part, or the month, after.
    pub later: Option<Link>,
}

/// Every month there is something in.
#[derive(Debug, Clone, Serialize)]
pub struct ArchivePage {
    /// What surrounds it.
    pub frame: Frame,
    /// Newest first.
    pub years: Vec<ArchiveYear>,
    /// Incidents without a date, if there are any.
    pub undated: Option<Link>,
    /// `312 incidents since 2017`; absent when there are none.
    pub count: Option<String>,
}

/// The months of a year.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveYear {
    /// `2026`.
    pub title: String,
    /// January to December.
    pub months: Vec<ArchiveMonth>,
}

/// A month of the archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveMonth {
    /// `March`.
    pub name: String,
    /// `Mar`.
    pub short: String,
    /// Its page; absent when nothing is in it.
    pub href: Option<String>,
    /// How many incidents, drills and planned work too.
    pub count: usize,
}
