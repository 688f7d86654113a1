//! Incidents for `list` and `show`: one view for JSON, and text made from the same view.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::counted;
use crate::corpus::Corpus;
use crate::model::{Day, Elapsed, Incident, Kind, Moment, Phase, Settlement, Status, Tenure, Visibility};
use crate::source::RepoPath;

/// What `list` says of an incident, and the head of what `show` says.
#[derive(Serialize)]
pub struct IncidentView<'c> {
    id: &'c str,
    title: &'c str,
    folder: &'c RepoPath,
    status: Status,
    since: Option<Moment>,
    severity: Option<&'c str>,
    kind: Kind,
    visibility: Visibility,
    lead: Vec<&'c str>,
    comms: Vec<&'c str>,
    declared: Option<Moment>,
    impact_seconds: Option<i64>,
    open_followups: usize,
    followups: usize,
    entries: usize,
}

/// `list --format json`.
#[derive(Serialize)]
pub struct ListView<'c> {
    version: u32,
    incidents: Vec<IncidentView<'c>>,
}

/// `show --format json`.
#[derive(Serialize)]
pub struct ShowView<'c> {
    version: u32,
    incident: IncidentView<'c>,
    summary: Option<&'c str>,
    components: Vec<&'c str>,
    milestones: BTreeMap<&'static str, Option<Moment>>,
    durations: BTreeMap<&'static str, Option<Elapsed>>,
    roles: &'c [Tenure],
    next_update: Option<Moment>,
    open_followups: Vec<FollowupView<'c>>,
}

/// A follow-up that is not settled.
#[derive(Serialize)]
struct FollowupView<'c> {
    id: &'c str,
    title: &'c str,
    owner: Option<&'c str>,
    due: Option<Day>,
    blocking: bool,
    settlement: Settlement,
}

impl<'c> IncidentView<'c> {
    /// What is said of an incident.
    pub(super) fn new(incident: &'c Incident) -> Self {
        let times = &incident.milestones;
        Self {
            id: incident.id.as_str(),
            title: incident.title(),
            folder: &incident.folder,
            status: incident.state.status,
            since: incident.state.since,
            severity: incident.state.severity.as_deref(),
            kind: incident.kind(),
            visibility: incident.visibility(),
            lead: incident.state.holders("lead").collect(),
            comms: incident.state.holders("comms").collect(),
            declared: times.declared,
            impact_seconds: times.elapsed(Phase::Impact).map(|elapsed| elapsed.seconds),
            open_followups: incident.followups.iter().filter(|followup| !followup.is_settled()).count(),
            followups: incident.followups.len(),
            entries: incident.entries.len(),
        }
    }

    /// The id.
    pub(super) fn id(&self) -> &'c str {
        self.id
    }

    /// The title.
    pub(super) fn title(&self) -> &'c str {
        self.title
    }

    /// The severity, once it is set.
    pub(super) fn severity(&self) -> Option<&'c str> {
        self.severity
    }

    /// Who leads: handles.
    pub(super) fn leads(&self) -> &[&'c str] {
        &self.lead
    }

    /// Title and id, as the head of a text.
    pub(super) fn head(&self) -> String {
        format!("{}\n{}\n\n", plain(self.title), self.id)
    }

    /// Status and severity.
    pub(super) fn standing(&self) -> String {
        format!("{}, severity {}", since(self.status, self.since), severity_words(self))
    }
}

impl<'c> ListView<'c> {
    /// A view of these incidents, newest first.
    pub fn new(incidents: impl IntoIterator<Item = &'c Incident>) -> Self {
        let mut incidents: Vec<_> = incidents.into_iter().map(IncidentView::new).collect();
        incidents.sort_by(|a, b| b.id.cmp(a.id).then_with(|| a.folder.cmp(b.folder)));
        Self { version: 1, incidents }
    }
}

impl<'c> ShowView<'c> {
    /// A view of one incident as it stands on `today`.
    #[must_use]
    pub fn new(incident: &'c Incident, today: Day) -> Self {
        let times = &incident.milestones;
        let open = incident.followups.iter().filter(|followup| !followup.is_settled());
        Self {
            version: 1,
            incident: IncidentView::new(incident),
            summary: incident.record.summary.as_deref(),
            components: incident.components(),
            milestones: times.iter().collect(),
            durations: Phase::ALL.iter().map(|&phase| (phase.as_str(), times.elapsed(phase))).collect(),
            roles: &incident.state.tenures,
            next_update: incident.state.next_update,
            open_followups: open
                .map(|followup| FollowupView {
                    id: &followup.id,
                    title: followup.title(),
                    owner: followup.record.owner.as_deref(),
                    due: followup.record.due,
                    blocking: followup.is_blocking(),
                    settlement: followup.settlement(today),
                })
                .collect(),
        }
    }
}

/// The list as a table: one line per incident; `only_open` says what an empty one means.
#[must_use]
pub fn list_text(view: &ListView<'_>, only_open: bool) -> String {
    if view.incidents.is_empty() {
        return if only_open { "No open incidents.\n" } else { "No incidents.\n" }.to_owned();
    }
    let widest = |length: fn(&IncidentView<'_>) -> usize| view.incidents.iter().map(length).max().unwrap_or_default();
    let id = widest(|incident| incident.id.chars().count());
    let severity = widest(|incident| severity_words(incident).chars().count());
    let mut text = String::new();
    for incident in &view.incidents {
        let owed = match (incident.open_followups, incident.followups) {
            (0, _) => String::new(),
            (open, all) => format!("  ({open} of {} open)", counted(all, "follow-up")),
        };
        let kind =
            if incident.kind == Kind::Incident { String::new() } else { format!("[{}] ", incident.kind.in_words()) };
        let _ = writeln!(
            text,
            "{:<id$}  {:<13}  {:<severity$}  {kind}{}{owed}",
            incident.id,
            incident.status,
            severity_words(incident),
            plain(incident.title)
        );
    }
    text
}

fn severity_words<'v>(incident: &IncidentView<'v>) -> &'v str {
    incident.severity.unwrap_or("pending")
}

/// One incident in full.
#[must_use]
pub fn show_text(view: &ShowView<'_>, corpus: &Corpus) -> String {
    let incident = &view.incident;
    let mut text = incident.head();
    let mut row = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<18}{value}");
    };
    row("Status", since(incident.status, incident.since));
    row("Severity", incident.severity.unwrap_or("pending: not set yet").to_owned());
    row("Kind", format!("{}, {}", incident.kind.in_words(), incident.visibility.in_words()));
    row("Lead", names(&incident.lead, corpus));
    row("Communications", names(&incident.comms, corpus));
    row("Components", if view.components.is_empty() { "none named".to_owned() } else { view.components.join(", ") });
    if let Some(next) = view.next_update {
        row("Next update due", next.to_string());
    }
    text.push('\n');
    milestones(view, &mut text);
    followups(view, &mut text);
    if let Some(summary) = view.summary {
        let lines: Vec<String> = summary.trim().lines().map(plain).collect();
        let _ = write!(text, "\n{}\n", lines.join("\n"));
    }
    let _ = writeln!(text, "\n{} in {}", counted(incident.entries, "timeline entry"), incident.folder);
    text
}

fn since(status: Status, since: Option<Moment>) -> String {
    let status = status.in_words();
    since.map_or_else(|| status.clone(), |since| format!("{status} since {since}"))
}

/// Names of people, by their handles.
pub(super) fn names(handles: &[&str], corpus: &Corpus) -> String {
    if handles.is_empty() {
        return "nobody".to_owned();
    }
    handles.iter().map(|handle| plain(corpus.person_name(handle))).collect::<Vec<_>>().join(", ")
}

fn milestones(view: &ShowView<'_>, text: &mut String) {
    // BTreeMap's order is the alphabet's; an incident has its own.
    for name in ["impact_started", "detected", "declared", "acknowledged", "mitigated", "impact_ended", "resolved"] {
        let at = view.milestones.get(name).copied().flatten();
        let at = at.map_or_else(|| "not recorded".to_owned(), |at| at.to_string());
        let _ = writeln!(text, "{:<18}{at}", sentence(name));
    }
    text.push('\n');
    for phase in Phase::ALL {
        if let Some(Some(elapsed)) = view.durations.get(phase.as_str()) {
            let _ = writeln!(text, "{:<18}{:<20}{}", sentence(phase.as_str()), elapsed.in_words(), phase.definition());
        }
    }
}

fn followups(view: &ShowView<'_>, text: &mut String) {
    let settled = view.incident.followups - view.incident.open_followups;
    let _ = writeln!(text, "\nFollow-ups        {settled} of {} settled", view.incident.followups);
    for followup in &view.open_followups {
        let owner = followup.owner.unwrap_or("nobody");
        let due = followup.due.map_or_else(String::new, |due| format!(", due {due}"));
        let state = match followup.settlement {
            Settlement::Overdue => ", overdue",
            Settlement::Waived => ", waived",
            Settlement::Settled | Settlement::Outstanding => "",
        };
        let _ = writeln!(text, "  - {} ({owner}{due}{state})", plain(followup.title));
    }
}

fn sentence(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Text of a record for a terminal: no control characters.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
