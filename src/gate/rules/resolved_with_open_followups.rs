//! `resolved-with-open-followups`.

use super::super::requirements::{Judge, Step, StepState};
use super::super::rule::{Check, declare_rule};
use super::super::tracker::{Standing, standing};
use crate::diagnostic::Place;
use crate::model::Incident;

declare_rule! {
    /// *Resolved* means that we are done. A blocking follow-up is what keeps the same outage from coming back; it is settled by a
    /// disposition that others can check (`done` with `evidence`, `wont_do` with `reason` and `by`, `duplicate` or `moved` with `to`), by
    /// its tracker being closed, or it is waived in plain view.
    ///
    /// Where the tracker was looked at, its state counts and not what the record says of it: an issue that is still open is not done.
    ///
    /// Settle it; or waive it with `waiver: {reason, by, until}`; or, when it never had to block, say so with `blocking: false`, an owner,
    /// a day and a tracker. Until then leave the incident *mitigated*: the public page already shows it as over.
    "resolved-with-open-followups", Error, "an incident resolved while a blocking follow-up is not settled", Check::Owed(owed)
}

fn owed(incident: &Incident, judge: &Judge<'_>, steps: &mut Vec<Step>) {
    let day = judge.day(incident);
    let mut blocking = incident.followups.iter().filter(|followup| followup.is_blocking()).peekable();
    if blocking.peek().is_none() {
        steps.push(Step::new(&INFO, "no blocking follow-ups", StepState::Done).key("none"));
    }
    for followup in blocking {
        let (state, note) = match standing(followup, judge, day) {
            Standing::Settled(note) => (StepState::Done, note),
            Standing::Waived(note) => (StepState::Waived, note),
            Standing::Unsettled(note) => (StepState::Missing, note),
            Standing::Unknown(note) => (StepState::Unknown, note),
        };
        let origin = &followup.origin;
        let place = Place::value(origin.path.clone(), origin.route().key("state"));
        let step = Step::new(&INFO, "the follow-up {} settled", state).about(followup.title());
        let owner = followup
            .record
            .owner
            .as_deref()
            .map_or_else(String::new, |owner| format!("; {} owns it", judge.name(owner)));
        let note = if state == StepState::Missing { format!("{note}{owner}") } else { note };
        steps.push(step.key(&followup.id).note(note).at(place).help(help(followup.record.tracker.as_deref(), state)));
    }
}

fn help(tracker: Option<&str>, state: StepState) -> String {
    match (state, tracker) {
        (StepState::Unknown, _) => "run it again; what the forge says decides".to_owned(),
        (_, Some(tracker)) => format!("close {tracker}, or settle or waive it in the record"),
        (_, None) => {
            "settle it (`state: done` with `evidence:`), or waive it (`waiver: {reason, by, until}`)".to_owned()
        }
    }
}
