//! `history-rewritten`.

use std::collections::HashSet;

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::{Entry, EntryId, Incident};
use crate::policy::Policy;

declare_rule! {
    /// A new entry is dated before what is already published, and changes the status, the severity, a role or a component at that earlier
    /// time, although a later entry has already changed the same; or it takes a role from whoever held it then. So what everybody saw is no
    /// longer what the record says. A forgotten *note* may be added at any time; so may a role that nobody held then, or a status that no
    /// later status has overtaken.
    ///
    /// Correct the entry it replaces (`corrects:`), so that both can be seen; or date it now and say in the text since when it is true.
    "history-rewritten", Error, "a backdated entry changes a state that was already published", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let Some((before, after)) = pair.both() else { return };
    let policy = change.policy();
    let old: HashSet<&EntryId> = before.entries.iter().map(|entry| &entry.id).collect();
    let new: Vec<&Entry> = after.entries.iter().filter(|entry| !old.contains(&entry.id)).collect();
    // What a new entry puts right no longer counts as published.
    let corrected: HashSet<EntryId> =
        new.iter().filter_map(|entry| entry.record.corrects.as_deref()).map(EntryId::new).collect();
    let published = before.entries.iter().filter(|entry| changes_state(entry) && !corrected.contains(&entry.id));
    let published: Vec<&Entry> = published.collect();
    // A time that cannot be read is reported as that.
    let misread = |entry: &Entry| {
        entry.record.at.is_none() && change.head.problems.iter().any(|problem| problem.path == entry.origin.path)
    };
    for entry in new.into_iter().filter(|entry| changes_state(entry) && !misread(entry)) {
        let target = entry.record.corrects.as_deref().and_then(|name| before.entry(name));
        if target.is_some_and(|target| puts_right(entry, target, policy))
            || !rewrites(entry, before, &published, policy)
        {
            continue;
        }
        let place = Place::value(entry.origin.path.clone(), entry.origin.route().key("at"));
        let message = format!(
            "the new entry `{}` changes the state at a time for which the state is already published",
            entry.id
        );
        let help = "name the entry that it puts right with `corrects:`, or date it now and say in the text since when it is true";
        findings.push(Finding::new(&INFO, place, message).help(help));
    }
}

/// Whether a correction only says again what the entry it corrects says; anything more is a change of its own.
fn puts_right(entry: &Entry, target: &Entry, policy: &Policy) -> bool {
    let (new, old) = (&entry.record, &target.record);
    let role = |name: &String| old.roles.keys().any(|other| policy.role_id(other) == policy.role_id(name));
    (new.status.is_none() || old.status.is_some())
        && (new.severity.is_none() || old.severity.is_some())
        && new.roles.keys().all(role)
        && new.components.keys().all(|id| old.components.contains_key(id))
}

fn rewrites(entry: &Entry, before: &Incident, published: &[&Entry], policy: &Policy) -> bool {
    // An unknown time comes before everything.
    let at = entry.at().earliest();
    let mut later = published.iter().filter(|old| old.at().earliest() > at).map(|old| &old.record).peekable();
    if later.peek().is_none() {
        return false;
    }
    let record = &entry.record;
    let roles: Vec<String> = record.roles.keys().map(|role| policy.role_id(role)).collect();
    let taken = before.state.tenures.iter().any(|tenure| {
        let held = tenure.from.earliest() <= at && tenure.until.is_none_or(|until| until.earliest() > at);
        held && roles.contains(&tenure.role)
    });
    taken
        || later.any(|old| {
            (record.status.is_some() && old.status.is_some())
                || (record.severity.is_some() && old.severity.is_some())
                || old.roles.keys().any(|role| roles.contains(&policy.role_id(role)))
                || record.components.keys().any(|id| old.components.contains_key(id))
        })
}

fn changes_state(entry: &Entry) -> bool {
    let record = &entry.record;
    record.status.is_some() || record.severity.is_some() || !record.roles.is_empty() || !record.components.is_empty()
}
