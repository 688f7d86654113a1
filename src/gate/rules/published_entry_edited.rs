//! `published-entry-edited`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use super::published::{Fate, fates};
use crate::diagnostic::{Finding, Place};

declare_rule! {
    /// A timeline is worth something because nobody changes it afterwards. An entry that has been merged is published: others have read it,
    /// acted on it, quoted it.
    ///
    /// Leave it as it was, and add an entry with `corrects:` that says what is right; the page shows both.
    "published-entry-edited", Error, "an entry that was already published says something else now", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let Some((before, after)) = pair.both() else { return };
    for (old, fate) in fates(before, after, &change.head) {
        let Fate::Edited(new, fields) = fate else { continue };
        let place = Place::value(new.origin.path.clone(), new.origin.route().key(fields[0]));
        let what = fields.join("`, `");
        let message = format!("the published entry `{}` was edited: `{what}` differs", old.id);
        let help = format!("restore it, and add an entry with `corrects: {}` that says what is right", old.id);
        findings.push(Finding::new(&INFO, place, message).help(help));
    }
}
