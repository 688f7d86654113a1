//! `incident-deleted`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use super::incident_renamed::successor;
use crate::diagnostic::{Finding, Place};

declare_rule! {
    /// An incident is gone. Others link to it, its follow-ups were promised, its lesson was paid for.
    ///
    /// Put it back. A false alarm or a duplicate is cancelled (`status: cancelled`), not deleted.
    "incident-deleted", Error, "an incident is gone", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let (Some(before), None) = (pair.before, pair.after) else { return };
    if successor(before, change).is_none() {
        let finding =
            Finding::new(&INFO, Place::file(before.file()), format!("the incident {} was deleted", before.id));
        findings.push(finding.help("put it back; a false alarm or a duplicate is cancelled, with `status: cancelled`"));
    }
}
