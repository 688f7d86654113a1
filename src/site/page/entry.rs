//! The timeline: days, entries, and what an entry changed.

use serde::Serialize;

use super::{Badge, Link, Moment, Person};

/// The entries of one calendar day in the site's time zone.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// `Saturday, 14 March 2026`, or as much of it as is known.
    pub title: String,
    /// For `<time datetime>`.
    pub datetime: Option<String>,
    /// The entries in the order of the fold.
    pub entries: Vec<EntryView>,
}

/// One entry of the timeline.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// Its permanent anchor.
    pub anchor: String,
    /// When it happened.
    pub at: Moment,
    /// `+12 min`: how long after the impact began; absent when that is not known exactly enough.
    pub offset: Option<String>,
    /// `recorded 25 min later`; absent when it was written down at once, or when that is not known.
    pub recorded: Option<String>,
    /// Who did or said it.
    pub by: Option<Person>,
    /// The number of its author in the timeline's filter; 0 for those without one.
    pub author: usize,
    /// The kind's id, for CSS.
    pub kind: String,
    /// The kind in words; absent for a plain note.
    pub kind_label: Option<String>,
    /// What it changed: status, severity, roles, components.
    pub changes: Vec<ChangeChip>,
    /// The text.
    pub body_html: String,
    /// Commands, addresses, files.
    pub evidence: Vec<Evidence>,
    /// Whether customers may read it.
    pub public: bool,
    /// `Destructive`, `Safe action`; absent when nothing of note was said.
    pub risk: Option<Badge>,
    /// Who gave the go-ahead.
    pub approved_by: Option<Person>,
    /// When the next word was promised.
    pub next_update: Option<Moment>,
    /// The entry this one puts right.
    pub corrects: Option<EntryRef>,
    /// The entries that put this one right.
    pub corrected_by: Vec<EntryRef>,
    /// The handover this one accepts.
    pub acknowledges: Option<EntryRef>,
}

/// Another entry of the same timeline.
#[derive(Debug, Clone, Serialize)]
pub struct EntryRef {
    /// `09:15`, or the entry's name when it is not there.
    pub label: String,
    /// `#…`; absent when there is no such entry.
    pub href: Option<String>,
}

/// One change of state made by an entry.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeChip {
    /// What changed: `Status`, `Severity`, `Lead`, a component's name.
    pub what: String,
    /// What it is from now on.
    pub to: String,
    /// The end of a CSS class.
    pub tone: String,
}

/// One piece of evidence: an address or file to follow, or a command as it was typed.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    /// `link`, `file`, `picture` or `command`.
    pub form: String,
    /// What to follow, or the command.
    pub link: Link,
}
