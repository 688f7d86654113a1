//! `followup-unblocked`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use super::followups::{explained, kept};
use crate::diagnostic::{Finding, Place};

declare_rule! {
    /// A follow-up that had to be settled before resolution no longer has to, and nothing says why. That is the quiet way around the gate.
    ///
    /// Say why in its `note:`; or leave it blocking and waive it.
    "followup-unblocked", Error, "a follow-up no longer blocks resolution, and nothing says why", Check::Pair(check)
}

fn check(pair: &Pair<'_>, _: &Change, findings: &mut Vec<Finding>) {
    for (old, new) in kept(pair) {
        if old.is_blocking() && !new.is_blocking() && !new.is_well_settled() && !explained(old, new) {
            let place = Place::value(new.origin.path.clone(), new.origin.route().key("blocking"));
            let finding = Finding::new(
                &INFO,
                place,
                format!("the follow-up `{}` no longer blocks, and nothing says why", new.id),
            );
            findings.push(finding.help("say why in `note:`, or keep it blocking and waive it with `waiver:`"));
        }
    }
}
