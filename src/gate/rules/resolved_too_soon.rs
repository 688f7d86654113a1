//! `resolved-too-soon`.

use super::super::requirements::{Judge, Step, StepState};
use super::super::rule::{Check, declare_rule};
use crate::model::{Elapsed, Incident, Moment, Status};

declare_rule! {
    /// Things that look mended come back. Between *mitigated* and *resolved* the policy wants some quiet (`lifecycle.stability_wait`, 15 minutes
    /// unless it says otherwise) before everybody goes home.
    ///
    /// Wait, look once more, then resolve it. If it was quiet since an earlier time, correct the entry that says *mitigated*.
    "resolved-too-soon", Error, "an incident resolved before the policy's quiet time was over", Check::Owed(owed)
}

fn owed(incident: &Incident, judge: &Judge<'_>, steps: &mut Vec<Step>) {
    let wait = judge.policy.lifecycle.stability_wait;
    // Straight to resolved is another rule's matter.
    let mut transitions = incident.state.transitions.iter();
    let Some(mitigated) = incident
        .milestones
        .mitigated
        .filter(|at| transitions.any(|step| step.to == Status::Mitigated && step.at == *at))
    else {
        return;
    };
    let now = Moment::from_timestamp(judge.now);
    // Time that has not passed yet is no quiet time, whatever the entry says.
    let future = |at: &Moment| at.instant().is_some_and(|at| at > judge.now);
    let end = incident.milestones.resolved.filter(|at| !future(at)).unwrap_or(now);
    let label = format!("{} of quiet since it was mitigated", wait.in_words());
    let Some(quiet) = Elapsed::between(Some(mitigated), Some(end)) else {
        let step = Step::new(&INFO, label, StepState::Missing).note("the times are not known to the minute");
        steps.push(step.help("write the times of `mitigated` and `resolved` with hours and minutes"));
        return;
    };
    let step = Step::when(&INFO, label, quiet.seconds >= wait.as_seconds());
    let over =
        mitigated.instant().and_then(|at| at.checked_add(jiff::SignedDuration::from_secs(wait.as_seconds())).ok());
    let over = over.map_or_else(|| "the time is over".to_owned(), |over| over.to_string());
    let help = match incident.milestones.resolved {
        Some(_) => format!(
            "it came too early: delete the entry if it is not merged yet, look once more after {over}, and resolve it then"
        ),
        None => format!("look once more after {over}, then resolve it"),
    };
    steps.push(step.note(format!("{} so far", quiet.in_words())).help(help));
}
