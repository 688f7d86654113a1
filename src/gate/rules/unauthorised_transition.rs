//! `unauthorised-transition`.

use super::super::change::{Change, Pair};
use super::super::identity::by_account;
use super::super::requirements::{Judge, Step};
use super::super::rule::{Check, declare_rule};
use super::super::writers::{Claim, What, Written};
use crate::diagnostic::{Finding, Place};
use crate::model::{Incident, Moment, Status, Transition};

declare_rule! {
    /// Some statuses are for some roles to set (`lifecycle.authority`; unless the policy says otherwise, only the lead says *mitigated*): one person
    /// decides when the response stands down, not whoever is fastest.
    ///
    /// Who set it is who wrote the commit that first says so: its author or committer, found in people.yaml by `email`, or by `github` for the
    /// forge's own no-reply addresses. Where the Action wrote the commit on somebody's word, it is the account in the trailer
    /// `Flarebook-By`. An approving review of the latest commit by somebody who may set it counts as their word. Names in commits are not
    /// signed: they are worth as much as the forge's authentication, so protect the branch.
    ///
    /// Let the lead set it, or approve it; or hand the lead over first (`roles: {lead: …}`).
    "unauthorised-transition", Error, "a status set by somebody the lifecycle does not allow", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let Some(after) = pair.after else { return };
    for (transition, step) in asked(change, pair).filter(|(_, step)| step.holds_back()) {
        let place = step.place.unwrap_or_else(|| Place::file(after.file()));
        let message = format!("{} was set by {}", transition.to, step.note);
        findings.push(Finding::new(&INFO, place, message).help(step.help));
    }
}

/// The steps for the statuses that this change sets.
pub fn taken(change: &Change, pair: &Pair<'_>) -> Vec<Step> {
    asked(change, pair).map(|(_, step)| step).collect()
}

fn asked<'c>(change: &'c Change, pair: &Pair<'c>) -> impl Iterator<Item = (Transition, Step)> + use<'c> {
    let id = pair.id.clone();
    let after = pair.after;
    pair.new_transitions().into_iter().filter_map(move |transition| {
        let after = after?;
        let roles = change.policy().lifecycle.authority.get(&transition.to).filter(|roles| !roles.is_empty())?;
        let claim = Claim { incident: id.clone(), what: What::Status(transition.entry.clone()) };
        let nobody = Written::default();
        let written = change.written.get(&claim).unwrap_or(&nobody);
        let step = judged(change, after, &transition, roles, written);
        Some((transition, step))
    })
}

fn judged(change: &Change, after: &Incident, transition: &Transition, roles: &[String], written: &Written) -> Step {
    let judge = change.judge();
    let allowed = holders(after, roles, transition.at);
    let approved = approvers(change, written);
    let by = written.people.iter().map(String::as_str).chain(approved).find(|person| allowed.contains(person));
    let role = roles.join(" or ");
    let names: Vec<&str> = allowed.iter().map(|person| judge.name(person)).collect();
    let step = Step::when(&INFO, format!("the {role}\u{2019}s word that it is {}", transition.to), by.is_some());
    let step = step.key(transition.entry.to_string()).note(match (by, &names[..]) {
        (Some(person), _) => judge.name(person).to_owned(),
        (None, []) => format!("{}, and nobody was {role} then", written.who()),
        (None, names) => format!("{}, who is not the {role} ({})", written.who(), names.join(", ")),
    });
    let step = step.help(match &names[..] {
        [] => format!("say who was {role}, in an entry with `roles:` before it"),
        names if known_here_only(change, written) => format!(
            "the author is in people.yaml only with this change, and the roster of the base judges: merge people.yaml in a pull request of its own, or let {} approve",
            names.join(" or ")
        ),
        names => format!("let {} set it or approve the pull request; if the author is that person, their `email` is missing in the people.yaml of the base", names.join(" or ")),
    });
    match after.entry(transition.entry.as_str()) {
        Some(entry) => step.at(Place::value(entry.origin.path.clone(), entry.origin.route().key("status"))),
        None => step,
    }
}

/// Whether an author is known to the roster of the change and not to that of the base.
fn known_here_only(change: &Change, written: &Written) -> bool {
    let addresses = change.head.people.values().flat_map(|person| person.email.iter());
    let mut known = addresses.filter(|address| {
        written
            .signatures
            .iter()
            .any(|who| who.to_ascii_lowercase().ends_with(&format!("<{}>", address.to_ascii_lowercase())))
    });
    written.people.is_empty() && known.next().is_some()
}

/// Who held one of the roles at a time.
fn holders<'i>(incident: &'i Incident, roles: &[String], at: Moment) -> Vec<&'i str> {
    let tenures = incident.state.tenures.iter().filter(|tenure| {
        let begun = tenure.from.earliest() <= at.earliest();
        let going = tenure.until.is_none_or(|until| until.earliest() >= at.earliest());
        roles.contains(&tenure.role) && begun && going
    });
    let mut holders: Vec<&str> = tenures.map(|tenure| tenure.person.as_str()).collect();
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// Who approved a commit that is the change as it stands, or is merged by it, and says the claim.
pub fn approvers<'c>(change: &'c Change, written: &'c Written) -> impl Iterator<Item = &'c str> {
    let approvals = change.facts.iter().flat_map(|facts| &facts.approvals);
    let current = approvals.filter(|approval| written.approvable.contains(&approval.commit));
    current.filter_map(|approval| by_account(&approval.account, change.people()))
}

/// The step towards a status that nobody has set yet: is there anybody who may?
pub fn ahead(incident: &Incident, judge: &Judge<'_>, to: Status) -> Option<Step> {
    let roles = judge.policy.lifecycle.authority.get(&to).filter(|roles| !roles.is_empty())?;
    let holders: Vec<&str> =
        roles.iter().flat_map(|role| incident.state.holders(role)).map(|person| judge.name(person)).collect();
    let role = roles.join(" or ");
    let step = Step::when(&INFO, format!("a {role} who may say that it is {to}"), !holders.is_empty());
    Some(
        step.note(if holders.is_empty() { "nobody holds the role".to_owned() } else { holders.join(", ") })
            .help(format!("flarebook log \"PERSON leads\" --{} PERSON", roles[0])),
    )
}
