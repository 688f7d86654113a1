//! `resolved-with-empty-roles`.

use super::super::requirements::{Judge, Step};
use super::super::rule::{Check, declare_rule};
use crate::model::Incident;

declare_rule! {
    /// Some roles must be held by somebody in every incident of a kind (`roles` in the policy): without a lead nobody decided, without
    /// communications nobody outside was told. A resolved incident in which nobody ever held such a role has either a gap in its record or a
    /// gap in its response; both are worth a word.
    ///
    /// Say who did it, in an entry with `roles:` at the time they took over; if nobody did, give the role to whoever closes the incident and
    /// say so in the review.
    "resolved-with-empty-roles", Error, "an incident resolved in which nobody ever held a required role", Check::Owed(owed)
}

fn owed(incident: &Incident, judge: &Judge<'_>, steps: &mut Vec<Step>) {
    for role in judge.policy.roles.iter().filter(|role| role.required.applies_to(incident.kind())) {
        let mut held: Vec<&str> = Vec::new();
        for tenure in
            incident.state.tenures.iter().filter(|tenure| tenure.role == role.id && !tenure.person.trim().is_empty())
        {
            let name = judge.name(&tenure.person);
            if !held.contains(&name) {
                held.push(name);
            }
        }
        let name = if role.name.is_empty() { role.id.clone() } else { role.name.to_lowercase() };
        let step =
            Step::when(&INFO, format!("somebody as {name}"), !held.is_empty()).key(&role.id).note(held.join(", "));
        steps.push(step.help(format!("say who it was, in an entry with `roles: {{{}: PERSON}}`", role.id)));
    }
}
