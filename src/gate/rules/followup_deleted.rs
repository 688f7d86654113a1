//! `followup-deleted`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};

declare_rule! {
    /// A follow-up is settled by a disposition, never by deleting it: otherwise the promise and the reason for dropping it are both gone.
    ///
    /// Put it back, and settle it: `wont_do` with `reason` and `by`, `duplicate` or `moved` with `to`.
    "followup-deleted", Error, "a follow-up is gone without a disposition", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let Some((before, after)) = pair.both() else { return };
    for old in &before.followups {
        let kept = after.followups.iter().any(|new| new.id == old.id);
        if kept || change.head.is_unread(&old.origin.path) {
            continue;
        }
        let renamed = after
            .followups
            .iter()
            .find(|new| new.title() == old.title() && !before.followups.iter().any(|other| other.id == new.id));
        let folded = old.origin.item.is_some() || after.folder != before.folder;
        let place = Place::file(if folded { after.file() } else { old.origin.path.clone() });
        let finding = Finding::new(&INFO, place, format!("the follow-up `{}` of {} was deleted", old.id, after.id));
        findings.push(match renamed {
            Some(new) => finding.help(format!("its name identifies it: rename `{}` back to `{}`", new.id, old.id)),
            None => {
                finding.help("put it back, and settle it: `wont_do` with `reason:` and `by:`, or `moved` with `to:`")
            }
        });
    }
}
