//! Follow-ups for `followup list`: one view for JSON, and text made from the same view.

use std::fmt::Write as _;

use serde::Serialize;

use super::counted;
use crate::model::{Day, Followup, FollowupKind, FollowupState, Incident, Settlement};
use crate::source::one_line;

/// `followup list --format json`.
#[derive(Serialize)]
pub struct FollowupList<'c> {
    version: u32,
    followups: Vec<Listed<'c>>,
}

/// A follow-up with its incident.
#[derive(Serialize)]
struct Listed<'c> {
    incident: &'c str,
    id: &'c str,
    title: &'c str,
    kind: Option<FollowupKind>,
    state: FollowupState,
    settlement: Settlement,
    owner: Option<&'c str>,
    due: Option<Day>,
    blocking: bool,
    tracker: Option<&'c str>,
    waived_until: Option<Day>,
}

impl<'c> FollowupList<'c> {
    /// The follow-ups of some incidents that are wanted, what is due first, before what has no day.
    pub fn new(
        incidents: impl IntoIterator<Item = &'c Incident>,
        today: Day,
        is_wanted: impl Fn(&Followup, Settlement) -> bool,
    ) -> Self {
        let mut followups: Vec<Listed<'c>> = Vec::new();
        for incident in incidents {
            for followup in &incident.followups {
                let settlement = followup.settlement(today);
                if is_wanted(followup, settlement) {
                    followups.push(listed(incident, followup, settlement));
                }
            }
        }
        followups.sort_by(|a, b| {
            let key = |one: &Listed<'c>| (one.due.is_none(), one.due, one.incident, one.id);
            key(a).cmp(&key(b))
        });
        Self { version: 1, followups }
    }
}

fn listed<'c>(incident: &'c Incident, followup: &'c Followup, settlement: Settlement) -> Listed<'c> {
    let record = &followup.record;
    Listed {
        incident: incident.id.as_str(),
        id: &followup.id,
        title: followup.title(),
        kind: record.kind,
        state: followup.state(),
        settlement,
        owner: record.owner.as_deref(),
        due: record.due,
        blocking: followup.is_blocking(),
        tracker: record.tracker.as_deref(),
        waived_until: record.waiver.as_ref().and_then(|waiver| waiver.until),
    }
}

/// The same for a person.
#[must_use]
pub fn followups_text(view: &FollowupList<'_>) -> String {
    if view.followups.is_empty() {
        return "No follow-ups.\n".to_owned();
    }
    let mut text = String::new();
    for one in &view.followups {
        let due = one.due.map_or_else(|| "no due date".to_owned(), |due| format!("due {due}"));
        let state = match one.settlement {
            Settlement::Overdue => "OVERDUE".to_owned(),
            Settlement::Waived => one.waived_until.map_or_else(String::new, |until| format!("may wait until {until}")),
            Settlement::Settled | Settlement::Outstanding => one.state.in_words(),
        };
        let owner = one.owner.unwrap_or("nobody's");
        let blocking = if one.blocking { "" } else { ", not blocking" };
        let _ = writeln!(text, "{}", one_line(one.title));
        let _ = writeln!(text, "  {}, {due}, {}{blocking}", one_line(&state), one_line(owner));
        let _ = writeln!(text, "  {}/{}", one_line(one.incident), one_line(one.id));
    }
    let _ = writeln!(text, "{}", counted(view.followups.len(), "follow-up"));
    text
}
