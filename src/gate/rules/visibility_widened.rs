//! `visibility-widened`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::Visibility;
use crate::source::yaml::Route;

declare_rule! {
    /// An incident was restricted to those who are told, and now others may read it, with all that was written in the belief that they could not.
    ///
    /// Change it back. To tell others, write a new incident without what they must not know, and name this one in it.
    "visibility-widened", Error, "a restricted incident was opened to others", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    // A record that cannot be read is reported as that.
    let Some((before, after)) = pair.both().filter(|(_, after)| !change.head.is_unread(&after.file())) else { return };
    if before.visibility() == Visibility::Restricted && after.visibility() != Visibility::Restricted {
        let place = Place::value(after.file(), Route::root().key("visibility"));
        let message = format!("{} was restricted and is now {}", after.id, after.visibility());
        findings.push(
            Finding::new(&INFO, place, message)
                .help("change it back; write what others may know as an incident of its own"),
        );
    }
}
