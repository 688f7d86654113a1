//! `waiver-not-allowed`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use super::super::writers::{Claim, What, Written};
use super::followups::new_waivers;
use super::unauthorised_transition::approvers;
use crate::diagnostic::{Finding, Place};
use crate::model::{Followup, Incident, Waiver};

declare_rule! {
    /// Leave to resolve an incident with something undone is given by somebody who answers for it: a holder of one of the roles in
    /// `followups.waiver_by` (the lead, unless the policy says otherwise), named in `by:`. Their word must be theirs: they wrote the commit, or
    /// approved the change.
    ///
    /// Let one of them write the waiver, or approve the pull request.
    "waiver-not-allowed", Error, "a waiver by somebody who may not give it", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let Some(after) = pair.after else { return };
    let roles = &change.policy().followups.waiver_by;
    if roles.is_empty() {
        return;
    }
    for (followup, waiver) in new_waivers(pair) {
        if let Some(reason) = refused(change, after, followup, waiver, roles) {
            let place = Place::value(followup.origin.path.clone(), followup.origin.route().key("waiver").key("by"));
            let message = format!("the waiver of `{}` does not hold: {reason}", followup.id);
            let help = format!("let somebody who was {} in this incident write it, or approve it", roles.join(" or "));
            findings.push(Finding::new(&INFO, place, message).help(help));
        }
    }
}

fn refused(
    change: &Change,
    incident: &Incident,
    followup: &Followup,
    waiver: &Waiver,
    roles: &[String],
) -> Option<String> {
    let judge = change.judge();
    let role = roles.join(" or ");
    let may = |person: &str| {
        incident.state.tenures.iter().any(|tenure| roles.contains(&tenure.role) && tenure.person == person)
    };
    let Some(by) = waiver.by.as_deref() else { return Some("it names nobody in `by:`".to_owned()) };
    if !may(by) {
        return Some(format!("{} was never {role} in this incident", judge.name(by)));
    }
    let claim = Claim { incident: incident.id.clone(), what: What::Waiver(followup.id.clone()) };
    let nobody = Written::default();
    let written = change.written.get(&claim).unwrap_or(&nobody);
    let vouched = written.people.iter().map(String::as_str).chain(approvers(change, written)).any(may);
    (!vouched).then(|| format!("{} is named, but {} wrote it", judge.name(by), written.who()))
}
