//! `published-entry-deleted`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use super::published::{Fate, fates};
use crate::diagnostic::{Finding, Place};

declare_rule! {
    /// An entry that has been merged is published. Taking it away makes the record say that it never happened.
    ///
    /// Put it back. If it was wrong, add an entry with `corrects:`; if it holds a secret, replace the text by a correction, change the secret,
    /// and let a maintainer rewrite the history knowingly.
    "published-entry-deleted", Error, "an entry that was already published is gone", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let Some((before, after)) = pair.both() else { return };
    for (old, fate) in fates(before, after, &change.head) {
        if !matches!(fate, Fate::Deleted) {
            continue;
        }
        let folded = old.origin.item.is_some() || after.folder != before.folder;
        let place = Place::file(if folded { after.file() } else { old.origin.path.clone() });
        let message = format!("the published entry `{}` of {} was deleted", old.id, after.id);
        findings.push(
            Finding::new(&INFO, place, message).help("put it back; to put it right, add an entry with `corrects:`"),
        );
    }
}
