//! `tracker-changed`.

use super::super::change::{Change, Pair};
use super::super::facts::Facts;
use super::super::rule::{Check, declare_rule};
use super::followups::{explained, kept};
use crate::diagnostic::{Finding, Place};
use crate::model::Followup;

declare_rule! {
    /// A follow-up that is not settled has another tracker than before, or none, and nothing says why. Pointed at any closed issue, it would look
    /// done.
    ///
    /// Say why in its `note:`. Opening the issue that `tracker: new` asked for, and following one that the forge has moved, need no words.
    "tracker-changed", Error, "an open follow-up has another tracker, and nothing says why", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    for (old, new) in kept(pair) {
        let Some(was) = old.record.tracker.as_deref() else { continue };
        let same = new.record.tracker.as_deref() == Some(was);
        if same
            || old.is_well_settled()
            || old.wants_issue().is_some()
            || explained(old, new)
            || moved(new, was, change.facts.as_ref())
        {
            continue;
        }
        let place = Place::value(new.origin.path.clone(), new.origin.route().key("tracker"));
        let now = new.record.tracker.as_deref().unwrap_or("none at all");
        let message = format!("the follow-up `{}` was tracked by {was} and now by {now}, and nothing says why", new.id);
        findings.push(Finding::new(&INFO, place, message).help("say why in `note:`, or name the tracker it had"));
    }
}

/// Whether the forge itself says that it lives there now.
fn moved(new: &Followup, was: &str, facts: Option<&Facts>) -> bool {
    let fact = facts.and_then(|facts| facts.trackers.get(was));
    fact.is_some_and(|fact| fact.moved_to.is_some() && fact.moved_to == new.record.tracker)
}
