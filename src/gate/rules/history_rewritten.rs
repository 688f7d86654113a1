//! `history-rewritten`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::{Entry, Incident};

declare_rule! {
    /// A new entry is dated before what is already published, and changes the status, the severity, a role or a component at that earlier
    /// time. So the state that everybody saw then is no longer what the record says of then. A forgotten *note* may be added at any time;
    /// a forgotten *change of state* rewrites history.
    ///
    /// Correct the entry it replaces (`corrects:`), so that both can be seen; or date it now and say in the text since when it is true.
    "history-rewritten", Error, "a backdated entry changes a state that was already published", Check::Pair(check)
}

fn check(pair: &Pair<'_>, _: &Change, findings: &mut Vec<Finding>) {
    let Some((before, after)) = pair.both() else { return };
    let last = before.entries.iter().filter(|entry| changes_state(entry)).map(|entry| entry.at().earliest()).max();
    let Some(last) = last.flatten() else { return };
    let backdated = |entry: &&Entry| {
        let new = is_new(before, entry);
        new && changes_state(entry)
            && entry.record.corrects.is_none()
            && entry.at().earliest().is_some_and(|at| at < last)
    };
    for entry in after.entries.iter().filter(backdated) {
        let place = Place::value(entry.origin.path.clone(), entry.origin.route().key("at"));
        let message = format!(
            "the new entry `{}` changes the state at a time for which the state is already published",
            entry.id
        );
        let help = "name the entry that it puts right with `corrects:`, or date it now and say in the text since when it is true";
        findings.push(Finding::new(&INFO, place, message).help(help));
    }
}

fn is_new(before: &Incident, entry: &Entry) -> bool {
    before.entry(entry.id.as_str()).is_none()
}

fn changes_state(entry: &Entry) -> bool {
    let record = &entry.record;
    record.status.is_some() || record.severity.is_some() || !record.roles.is_empty() || !record.components.is_empty()
}
