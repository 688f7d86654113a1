//! `waiver-without-reason`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use super::followups::new_waivers;
use crate::diagnostic::{Finding, Place};

declare_rule! {
    /// A waiver lets an incident be resolved although something is not done. Whoever reads it a year later must be able to see why that
    /// seemed right.
    ///
    /// Write `reason:`, in a sentence.
    "waiver-without-reason", Error, "a waiver that does not say why", Check::Pair(check)
}

fn check(pair: &Pair<'_>, _: &Change, findings: &mut Vec<Finding>) {
    for (followup, waiver) in new_waivers(pair) {
        if waiver.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
            let place = Place::value(followup.origin.path.clone(), followup.origin.route().key("waiver"));
            let finding = Finding::new(&INFO, place, format!("the waiver of `{}` does not say why", followup.id));
            findings.push(finding.help("add `reason:` with a sentence"));
        }
    }
}
