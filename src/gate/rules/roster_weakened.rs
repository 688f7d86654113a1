//! `roster-weakened`.

use super::super::change::Change;
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::Finding;

declare_rule! {
    /// People are known by the addresses and accounts in the roster. A change that gives a known person another address or account, or takes
    /// the person away, together with a change of an incident, could make somebody speak in another's name. The base's roster has judged it.
    /// New people are no harm.
    ///
    /// Change the roster in a pull request of its own.
    "roster-weakened", Error, "a known person is known by something else, in the same change as an incident", Check::Change(check)
}

fn check(change: &Change, findings: &mut Vec<Finding>) {
    if change.pairs().is_empty() {
        return;
    }
    for (handle, old) in &change.base.people {
        let what = match change.head.people.get(handle) {
            None => "is no longer in the roster",
            Some(new) if new.github != old.github => "has another account on the forge",
            Some(new) if new.email.0.iter().any(|address| !old.email.0.contains(address)) => "has another mail address",
            Some(_) => continue,
        };
        let finding = Finding::new(&INFO, change.head.person_place(handle), format!("`{handle}` {what}"));
        findings.push(finding.help("change the roster in a pull request of its own"));
    }
}
