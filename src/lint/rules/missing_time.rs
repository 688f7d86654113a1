//! `missing-time`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::Incident;

declare_rule! {
    /// A timeline entry has no `at:`, so it has no place in the timeline. If nobody knows when it happened, write `at: unknown`; partial times
    /// (`2026-03-14`, `2026`) and approximate ones (`2026-03-14T09:40Z~`) are fine too.
    "missing-time", Error, "a timeline entry that does not say when", Check::Incident(check)
}

fn check(incident: &Incident, corpus: &Corpus, findings: &mut Vec<Finding>) {
    for entry in incident.entries.iter().filter(|entry| entry.record.at.is_none()) {
        // A time that could not be read has been reported already.
        if !corpus.is_unread(&entry.origin.path) {
            let finding = Finding::new(
                &RULE.info,
                places::field(&entry.origin, &["at"]),
                "the entry does not say when it happened",
            );
            findings.push(finding.help("add `at:`, if need be as `unknown`"));
        }
    }
}
