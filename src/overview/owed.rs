//! What is owed now: word that was promised, the loop of the response, empty roles, handovers, reviews, follow-ups, leave that runs out.

use jiff::{Timestamp, ToSpan as _};

use super::shelf::{Shelf, shelf};
use crate::model::{
    Day, Entry, EntryKind, Followup, Incident, Moment, Pir, PirState, ReviewOutcome, Settlement, Status,
};
use crate::policy::{PirDuty, Policy, Role, Severity};

/// How far a list looks ahead, in days.
pub(super) const AHEAD: i32 = 7;
/// How long a handover may wait to be accepted, in seconds.
const PATIENCE: i64 = 15 * 60;

/// The time that counts as now, and the day that it is.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// Now.
    pub now: Timestamp,
    /// The day, in the zone of whoever looks.
    pub day: Day,
}

impl Today {
    fn is_past(self, at: Moment) -> bool {
        at.instant().is_some_and(|at| at < self.now)
    }

    fn horizon(self) -> Day {
        Day(self.day.0.checked_add(AHEAD.days()).unwrap_or(self.day.0))
    }
}

/// What sort of thing is owed; in the order in which they press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtKind {
    /// Word to people outside the response.
    Update,
    /// The loop of the response.
    Sitrep,
    /// A required role that nobody holds.
    Role,
    /// A handover that nobody has accepted.
    Handover,
    /// A severity.
    Severity,
    /// A written review.
    Pir,
    /// A review meeting.
    Review,
    /// A follow-up.
    Followup,
    /// Leave to resolve before a follow-up is settled, which runs out.
    Waiver,
}

/// Something that an incident owes.
#[derive(Clone, Debug)]
pub struct Debt<'c> {
    /// What sort of thing.
    pub kind: DebtKind,
    /// The incident.
    pub incident: &'c Incident,
    /// The role, where it is one.
    pub role: Option<&'c Role>,
    /// The follow-up, where it is one.
    pub followup: Option<&'c Followup>,
    /// The severity that asks for it, where one does.
    pub severity: Option<&'c Severity>,
    /// Since when or until when, to the minute.
    pub at: Option<Moment>,
    /// The day, of a follow-up.
    pub day: Option<Day>,
    /// Whether it is late.
    pub late: bool,
    /// How far the review has come, where it is one.
    pub pir: Option<PirState>,
}

impl<'c> Debt<'c> {
    fn new(kind: DebtKind, incident: &'c Incident) -> Self {
        let (role, followup, severity, at, day, pir) = (None, None, None, None, None, None);
        Self { kind, incident, role, followup, severity, at, day, late: false, pir }
    }
}

/// What all of these incidents owe, incident by incident.
#[must_use]
pub fn of_all<'c>(incidents: &'c [Incident], policy: &'c Policy, today: Today) -> Vec<Debt<'c>> {
    let pir = |incident: &Incident| incident.pir.as_ref().map(Pir::state);
    incidents.iter().flat_map(|incident| of_incident(incident, pir(incident), policy, today)).collect()
}

/// What an incident owes; `pir` says how far its written review has come. What only a timeline can tell is left out where the incident
/// comes without one.
#[must_use]
pub fn of_incident<'c>(
    incident: &'c Incident,
    pir: Option<PirState>,
    policy: &'c Policy,
    today: Today,
) -> Vec<Debt<'c>> {
    let mut debts = Vec::new();
    if shelf(incident) == Shelf::Open {
        debts.extend(update(incident, policy, today));
        debts.extend(sitrep(incident, policy, today));
        debts.extend(roles(incident, policy));
        debts.extend(handovers(incident, today));
        let pending = incident.state.severity.is_none();
        debts.extend(pending.then(|| Debt::new(DebtKind::Severity, incident)));
    }
    if is_over(incident) {
        debts.extend(reviews(incident, pir, policy));
    }
    debts.extend(incident.followups.iter().filter_map(|followup| due(incident, followup, today)));
    debts.extend(incident.followups.iter().filter_map(|followup| waiver(incident, followup, today)));
    debts
}

fn severity<'p>(incident: &Incident, policy: &'p Policy) -> Option<&'p Severity> {
    policy.severity(incident.state.severity.as_deref()?)
}

/// The last entry that some test holds of.
fn last(incident: &Incident, wanted: impl Fn(&Entry) -> bool) -> Option<&Entry> {
    incident.entries.iter().rev().find(|entry| wanted(entry))
}

/// The word that was promised; where none was although the severity asks for it, that.
fn update<'c>(incident: &'c Incident, policy: &'c Policy, today: Today) -> Option<Debt<'c>> {
    let debt = Debt::new(DebtKind::Update, incident);
    if let Some(at) = incident.state.next_update {
        return Some(Debt { at: Some(at), late: today.is_past(at), ..debt });
    }
    let severity = severity(incident, policy)?;
    let every = severity.update_every?.as_seconds();
    let word = last(incident, |entry| entry.kind() == EntryKind::Update || entry.record.status.is_some());
    let next = word.and_then(|entry| entry.at().later(every));
    Some(Debt { severity: Some(severity), late: next.is_some_and(|at| today.is_past(at)), ..debt })
}

/// The loop of the response, where the severity asks for it.
fn sitrep<'c>(incident: &'c Incident, policy: &'c Policy, today: Today) -> Option<Debt<'c>> {
    let severity = severity(incident, policy)?;
    let every = severity.sitrep_every?.as_seconds();
    let word = last(incident, |entry| entry.kind() == EntryKind::Sitrep).map(Entry::at);
    let at = word.or(incident.milestones.declared).filter(|_| !incident.entries.is_empty())?.later(every)?;
    let debt = Debt::new(DebtKind::Sitrep, incident);
    Some(Debt { severity: Some(severity), at: Some(at), late: today.is_past(at), ..debt })
}

fn roles<'c>(incident: &'c Incident, policy: &'c Policy) -> impl Iterator<Item = Debt<'c>> {
    let needed = policy.roles.iter().filter(|role| role.required.applies_to(incident.kind()));
    let empty = needed.filter(|role| incident.state.holders(&role.id).next().is_none());
    empty.map(|role| Debt { role: Some(role), late: true, ..Debt::new(DebtKind::Role, incident) })
}

fn handovers(incident: &Incident, today: Today) -> impl Iterator<Item = Debt<'_>> {
    incident.open_handovers().next_back().into_iter().map(move |entry| {
        let late = entry.at().later(PATIENCE).is_some_and(|at| today.is_past(at));
        Debt { at: Some(entry.at()), late, ..Debt::new(DebtKind::Handover, incident) }
    })
}

/// Over, and of the sort that is reviewed.
#[must_use]
pub fn is_over(incident: &Incident) -> bool {
    shelf(incident) == Shelf::Record && matches!(incident.state.status, Status::Mitigated | Status::Resolved)
}

/// Whether a written review is owed that nobody has finished.
#[must_use]
pub fn owes_pir(incident: &Incident, pir: Option<PirState>, policy: &Policy) -> bool {
    let unwritten = matches!(pir, None | Some(PirState::Draft));
    let required = severity(incident, policy).is_some_and(|severity| severity.pir == Some(PirDuty::Required));
    unwritten
        && match incident.record.review.as_ref().and_then(|review| review.outcome) {
            Some(ReviewOutcome::Postmortem) => true,
            Some(ReviewOutcome::NoAction | ReviewOutcome::QuickAction) => false,
            None => required,
        }
}

/// Whether a review meeting is owed that has not been held.
#[must_use]
pub fn owes_meeting(incident: &Incident, policy: &Policy) -> bool {
    incident.record.review.as_ref().and_then(|review| review.outcome).is_none()
        && severity(incident, policy).is_some_and(Severity::owes_review)
}

fn reviews<'c>(incident: &'c Incident, pir: Option<PirState>, policy: &'c Policy) -> impl Iterator<Item = Debt<'c>> {
    let times = &incident.milestones;
    let since = times.mitigated.or(times.resolved);
    let owed = move |kind| Debt { at: since, pir, ..Debt::new(kind, incident) };
    let written = owes_pir(incident, pir, policy).then(|| owed(DebtKind::Pir));
    let meeting = owes_meeting(incident, policy).then(|| owed(DebtKind::Review));
    written.into_iter().chain(meeting)
}

fn due<'c>(incident: &'c Incident, followup: &'c Followup, today: Today) -> Option<Debt<'c>> {
    let day = followup.record.due?;
    let late = match followup.settlement(today.day) {
        Settlement::Overdue => true,
        Settlement::Outstanding if day <= today.horizon() => false,
        _ => return None,
    };
    let debt = Debt::new(DebtKind::Followup, incident);
    Some(Debt { followup: Some(followup), day: Some(day), late, ..debt })
}

fn waiver<'c>(incident: &'c Incident, followup: &'c Followup, today: Today) -> Option<Debt<'c>> {
    let until = followup.record.waiver.as_ref()?.until?;
    let runs_out = followup.settlement(today.day) == Settlement::Waived && until <= today.horizon();
    let debt = Debt::new(DebtKind::Waiver, incident);
    runs_out.then_some(Debt { followup: Some(followup), day: Some(until), ..debt })
}
