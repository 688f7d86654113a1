//! `kind-changed`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::Kind;
use crate::source::yaml::Route;

declare_rule! {
    /// An incident has become a drill or maintenance. Both owe no review and appear in no figure; so this is the quiet way out of everything.
    ///
    /// Change the kind back. What was declared by mistake is cancelled, with a reason.
    "kind-changed", Error, "an incident was turned into a drill or into maintenance", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    // A record that cannot be read is reported as that.
    let Some((before, after)) = pair.both().filter(|(_, after)| !change.head.is_unread(&after.file())) else { return };
    let owes_nothing = |kind: Kind| matches!(kind, Kind::Drill | Kind::Maintenance);
    if !owes_nothing(before.kind()) && owes_nothing(after.kind()) {
        let place = Place::value(after.file(), Route::root().key("kind"));
        let message = format!("`{}` has become `{}`, which owes nothing", before.kind(), after.kind());
        findings.push(
            Finding::new(&INFO, place, message).help("change it back; what was declared by mistake is cancelled"),
        );
    }
}
