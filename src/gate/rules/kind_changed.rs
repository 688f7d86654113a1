//! `kind-changed`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::Kind;
use crate::source::yaml::Route;

declare_rule! {
    /// An incident has become a drill or maintenance. Both owe no review and appear in no figure; so this is the quiet way out of everything.
    /// The same goes for an incident whose impact is published and that is now said to have been prevented (`preemptive`).
    ///
    /// Change the kind back. What was declared by mistake is cancelled, with a reason.
    "kind-changed", Error, "an incident was turned into something that owes nothing", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    // A record that cannot be read is reported as that.
    let Some((before, after)) = pair.both().filter(|(_, after)| !change.head.is_unread(&after.file())) else { return };
    let owes_nothing = |kind: Kind| matches!(kind, Kind::Drill | Kind::Maintenance);
    let hurt = matches!(before.kind(), Kind::Incident | Kind::Security) && before.milestones.impact_started.is_some();
    let prevented = hurt && after.kind() == Kind::Preemptive;
    if prevented || !owes_nothing(before.kind()) && owes_nothing(after.kind()) {
        let place = Place::value(after.file(), Route::root().key("kind"));
        let why = if prevented { "although it is published that it hurt somebody" } else { "which owes nothing" };
        let message = format!("`{}` has become `{}`, {why}", before.kind(), after.kind());
        findings.push(
            Finding::new(&INFO, place, message).help("change it back; what was declared by mistake is cancelled"),
        );
    }
}
