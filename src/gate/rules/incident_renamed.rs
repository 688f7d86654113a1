//! `incident-renamed`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::Incident;

declare_rule! {
    /// An incident's folder is its identity: links, trackers, feeds and the public page know it by that name, also when only capital letters
    /// differ. Moving the folder elsewhere below incidents/ under the same name is fine.
    ///
    /// Give the folder its name back. A better title goes into `title:`.
    "incident-renamed", Error, "an incident was given another name", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let (Some(before), None) = (pair.before, pair.after) else { return };
    if let Some(new) = successor(before, change) {
        let message = format!("the incident {} was renamed to {}", before.id, new.id);
        let finding = Finding::new(&INFO, Place::file(new.file()), message);
        findings.push(
            finding.help(format!("rename the folder back to `{}`; a better title goes into `title:`", before.id)),
        );
    }
}

/// The new incident that is really this one under another name.
pub fn successor<'c>(before: &Incident, change: &'c Change) -> Option<&'c Incident> {
    let came = change.head.incidents.iter().filter(|new| change.base.incident(new.id.as_str()).is_none());
    came.into_iter().find(|new| {
        let shared = before.entries.iter().any(|entry| new.entry(entry.id.as_str()).is_some());
        shared || new.record == before.record
    })
}
