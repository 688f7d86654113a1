//! `illegal-transition`.

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Incident, Status, Transition};

declare_rule! {
    /// The lifecycle is `investigating → identified → monitoring → mitigated → resolved`. Steps may be skipped and taken back, but
    ///
    /// - *resolved* comes only after *mitigated*: first users stop being hurt, then the rest is dealt with;
    /// - a resolved incident is reopened (`investigating`), not cancelled;
    /// - a cancelled incident is reopened as `investigating`.
    ///
    /// Put the missing entry in between, with the time at which it was true.
    "illegal-transition", Error, "a change of status that the lifecycle does not allow", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    findings.extend(illegal(incident).map(|step| finding(incident, step)));
}

/// The steps that the lifecycle does not allow.
pub fn illegal(incident: &Incident) -> impl Iterator<Item = &Transition> {
    // A record may begin anywhere but at the end.
    incident.state.transitions.iter().filter(|step| !step.from.unwrap_or_default().may_become(step.to))
}

/// What is said of such a step.
pub fn finding(incident: &Incident, step: &Transition) -> Finding {
    let entry = incident.entry(step.entry.as_str());
    let place = entry.map_or_else(|| Place::file(incident.file()), |entry| places::field(&entry.origin, &["status"]));
    let message = match step.from {
        Some(from) => format!("the status goes from {from} to {}, which the lifecycle does not allow", step.to),
        None => format!("the first status is {}, which the lifecycle does not allow", step.to),
    };
    Finding::new(&RULE.info, place, message).help(help(step.from.unwrap_or_default(), step.to))
}

fn help(from: Status, to: Status) -> &'static str {
    match (from, to) {
        (_, Status::Resolved) => "add an entry with `status: mitigated` at the time users were no longer hurt",
        (Status::Resolved, _) => "reopen it first, with `status: investigating`",
        _ => "a cancelled incident is reopened with `status: investigating`",
    }
}
