//! What became of published entries.

use std::collections::{HashMap, HashSet};

use crate::corpus::Corpus;
use crate::model::{Entry, EntryId, EntryRecord, Incident};

/// What became of an entry.
pub(super) enum Fate<'c> {
    /// It is gone.
    Deleted,
    /// It says something else: the entry as it is now, and the fields that differ.
    Edited(&'c Entry, Vec<&'static str>),
}

/// The published entries that are not what they were. Folding a timeline or moving its folder changes none.
pub(super) fn fates<'c>(before: &'c Incident, after: &'c Incident, head: &'c Corpus) -> Vec<(&'c Entry, Fate<'c>)> {
    let published: HashSet<&EntryId> = before.entries.iter().map(|entry| &entry.id).collect();
    let mut came: Vec<&Entry> = after.entries.iter().filter(|entry| !published.contains(&entry.id)).collect();
    // Of two of one name the first counts.
    let now: HashMap<&EntryId, &Entry> = after.entries.iter().rev().map(|entry| (&entry.id, entry)).collect();
    let mut fates = Vec::new();
    for old in &before.entries {
        let Some(&new) = now.get(&old.id) else {
            // What cannot be read is reported as that.
            if head.is_unread(&old.origin.path) {
                continue;
            }
            // An item of a list is known by its time and text; edited, it looks like one that went and one that came.
            let successor = came.iter().position(|new| new.record.at == old.record.at && new.origin.item.is_some());
            fates.push(match successor.map(|index| came.remove(index)) {
                Some(new) => (old, Fate::Edited(new, edited(old, new))),
                None => (old, Fate::Deleted),
            });
            continue;
        };
        let fields = edited(old, new);
        if !fields.is_empty() {
            fates.push((old, Fate::Edited(new, fields)));
        }
    }
    fates
}

/// The fields that differ, by their names in the record.
fn edited(old: &Entry, new: &Entry) -> Vec<&'static str> {
    let (a, b): (&EntryRecord, &EntryRecord) = (&old.record, &new.record);
    let differ = [
        ("at", a.at != b.at),
        ("by", a.by != b.by),
        ("kind", a.kind != b.kind),
        ("status", a.status != b.status),
        ("severity", a.severity != b.severity),
        ("roles", a.roles != b.roles),
        ("components", a.components != b.components),
        ("audience", a.audience != b.audience),
        ("risk", a.risk != b.risk),
        ("approved_by", a.approved_by != b.approved_by),
        ("next_update", a.next_update != b.next_update),
        ("evidence", a.evidence != b.evidence),
        ("corrects", a.corrects != b.corrects),
        ("acknowledges", a.acknowledges != b.acknowledges),
        ("text", old.text != new.text),
    ];
    differ.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect()
}
