//! `cancelled-without-reason`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::Status;

declare_rule! {
    /// A false alarm is welcome and owes nothing, so *cancelled* is also the shortest way past everything that an incident owes. It must say why.
    ///
    /// Write a sentence into the entry, or name the incident it duplicates with `duplicate_of:`.
    "cancelled-without-reason", Error, "an incident cancelled without a word why", Check::Pair(check)
}

/// Nothing, or only what `flarebook status` writes when nobody said anything.
fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text == format!("Status: {}.", Status::Cancelled.in_words())
}

fn check(pair: &Pair<'_>, _: &Change, findings: &mut Vec<Finding>) {
    let Some(after) = pair.after.filter(|after| after.record.duplicate_of.is_none()) else { return };
    for step in pair.new_transitions().into_iter().filter(|step| step.to == Status::Cancelled) {
        let Some(entry) = after.entry(step.entry.as_str()).filter(|entry| says_nothing(&entry.text)) else {
            continue;
        };
        let place = Place::value(entry.origin.path.clone(), entry.origin.route().key("status"));
        let finding = Finding::new(&INFO, place, "the incident is cancelled without a word why");
        findings.push(
            finding
                .help("write into the entry why it was none, or name the incident it duplicates with `duplicate_of:`"),
        );
    }
}
