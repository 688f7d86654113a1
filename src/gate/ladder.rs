//! What stands between an incident and its next status.

use serde::Serialize;

use super::change::{Change, Pair};
use super::requirements::{Judge, Step, StepState, owed};
use super::rules::unauthorised_transition;
use crate::model::{Incident, Status, Visibility};
use crate::source::RepoPath;

/// The steps to an incident's next status, each done, missing, waived or unknown.
#[derive(Clone, Debug, Serialize)]
pub struct Ladder {
    /// The incident's id.
    pub incident: String,
    /// Its title; the id when it is restricted.
    pub title: String,
    /// Where it stood before the change.
    pub before: Option<Status>,
    /// Where it stands.
    pub status: Status,
    /// Its severity.
    pub severity: Option<String>,
    /// Who holds which role now: role and names.
    pub roles: Vec<Role>,
    /// The status that the steps lead to: the one this change sets, else the next. `None` when nothing more is owed.
    pub to: Option<Status>,
    /// Whether the change itself makes the incident resolved.
    pub resolves: bool,
    /// The steps.
    pub steps: Vec<Rung>,
}

/// A role and who holds it.
#[derive(Clone, Debug, Serialize)]
pub struct Role {
    /// The role's id.
    pub id: String,
    /// Its name in words.
    pub name: String,
    /// The names of who holds it; nobody when empty.
    pub held_by: Vec<String>,
}

/// A step as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct Rung {
    /// How it stands.
    pub state: StepState,
    /// What is owed.
    pub label: String,
    /// The same with `{}` for the record's own text, for reports that show such text apart.
    #[serde(skip)]
    pub pattern: String,
    /// That text.
    #[serde(skip)]
    pub subject: String,
    /// Who, when, why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The way out, when it is missing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// The rule that asks for it.
    pub rule: &'static str,
    /// The file it is written in, or belongs into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<RepoPath>,
}

impl Ladder {
    /// How many steps are in a state.
    #[must_use]
    pub fn count(&self, state: StepState) -> usize {
        self.steps.iter().filter(|step| step.state == state).count()
    }
}

/// The ladder of every incident that the change touches and that is still there.
#[must_use]
pub fn ladders(change: &Change) -> Vec<Ladder> {
    change.pairs().iter().filter_map(|pair| Some(ladder(change, pair, pair.after?))).collect()
}

/// The ladder of an incident as it stands, without a change: what it owes.
#[must_use]
pub fn outlook(incident: &Incident, judge: &Judge<'_>) -> Ladder {
    let mut steps = Vec::new();
    match next(incident.state.status) {
        Some(Status::Mitigated) => steps.extend(unauthorised_transition::ahead(incident, judge, Status::Mitigated)),
        Some(Status::Resolved) => steps.extend(owed(incident, judge)),
        _ => {}
    }
    let restricted = incident.visibility() == Visibility::Restricted;
    Ladder {
        incident: incident.id.to_string(),
        title: if restricted { incident.id.to_string() } else { incident.title().to_owned() },
        before: Some(incident.state.status),
        status: incident.state.status,
        severity: incident.state.severity.clone(),
        roles: roles(incident, judge),
        to: next(incident.state.status),
        resolves: false,
        steps: steps.into_iter().map(rung).collect(),
    }
}

fn ladder(change: &Change, pair: &Pair<'_>, after: &Incident) -> Ladder {
    let mut ladder = outlook(after, &change.judge_of(pair));
    if ladder.to == Some(Status::Resolved) {
        let taken = unauthorised_transition::taken(change, pair).into_iter().map(rung);
        ladder.steps.splice(0..0, taken);
    }
    ladder.before = pair.before.map(|before| before.state.status);
    ladder.resolves = pair.is_resolved_here();
    ladder
}

/// The status that comes next; of a resolved incident the steps that led there.
const fn next(status: Status) -> Option<Status> {
    match status {
        Status::Cancelled => None,
        Status::Mitigated | Status::Resolved => Some(Status::Resolved),
        Status::Investigating | Status::Identified | Status::Monitoring => Some(Status::Mitigated),
    }
}

/// The required roles, held or not, and the others that somebody holds.
fn roles(incident: &Incident, judge: &Judge<'_>) -> Vec<Role> {
    let roles = judge.policy.roles.iter().map(|role| {
        let held_by = incident.state.holders(&role.id).map(|person| judge.name(person).to_owned()).collect();
        (role.required.applies_to(incident.kind()), Role { id: role.id.clone(), name: role.name.clone(), held_by })
    });
    roles.filter(|(required, role)| *required || !role.held_by.is_empty()).map(|(_, role)| role).collect()
}

fn rung(step: Step) -> Rung {
    let (label, holds_back) = (step.in_words(), step.holds_back());
    let help = if holds_back { step.help } else { String::new() };
    Rung {
        state: step.state,
        label,
        pattern: step.label,
        subject: step.subject,
        note: step.note,
        help,
        rule: step.rule.id,
        path: step.place.map(|place| place.path),
    }
}
