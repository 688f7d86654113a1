//! A follow-up, and how far a set of them has come.

use serde::Serialize;

use super::{Badge, Link, Moment, Person};

/// One follow-up as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct FollowupView {
    /// Its anchor on the incident page.
    pub anchor: String,
    /// Where to read about it: the incident page and anchor, relative to the page.
    pub href: String,
    /// What will be different.
    pub title: String,
    /// `Prevent`, `Detect` …
    pub kind: Option<String>,
    /// The incident it came from; absent on that incident's own page.
    pub incident: Option<Link>,
    /// Who has it; absent when nobody does.
    pub owner: Option<Person>,
    /// When it is due.
    pub due: Option<Moment>,
    /// Open, overdue, waived, done …
    pub state: Badge,
    /// The group it belongs to: `overdue`, `open`, `waived`, `settled`.
    pub group: String,
    /// Whether it must be settled before the incident is resolved.
    pub blocking: bool,
    /// The ticket.
    pub tracker: Option<Link>,
    /// What shows that it is done.
    pub evidence: Vec<Link>,
    /// How it was settled or waived, in a sentence.
    pub disposition: Option<String>,
    /// Where it went, when it moved or is a duplicate.
    pub to: Option<Link>,
    /// Anything else.
    pub note_html: Option<String>,
}

/// How far a set of follow-ups has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// How many there are.
    pub total: usize,
    /// How many have a final disposition.
    pub settled: usize,
    /// How many unsettled ones are waived; never counted as settled.
    pub waived: usize,
    /// How many unsettled ones are past their date.
    pub overdue: usize,
    /// `2 of 5 settled`.
    pub text: String,
    /// `1 waived, 1 overdue`; absent when there is nothing to add.
    pub extra: Option<String>,
    /// The settled part in per cent of the bar.
    pub settled_width: String,
    /// The waived part in per cent of the bar, to the right of the settled part.
    pub waived_width: String,
}
