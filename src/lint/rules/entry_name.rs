//! `entry-name`.

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, Place};
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Entry, Incident};

declare_rule! {
    /// A timeline entry's file is named after when it happened, in UTC, and a few hexadecimal digits that tell entries of the same second
    /// apart: `20260314T091200Z-4f9a2c.md`. Sorting a folder by name then is reading the timeline.
    ///
    /// A name that disagrees with `at:` means that one of the two is wrong. `flarebook log` chooses names for you.
    "entry-name", Error, "an entry's file name does not agree with its time", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    for entry in &incident.entries {
        // A folded entry without an id of its own has a name made from its time.
        findings.extend(flaw(entry));
    }
}

fn flaw(entry: &Entry) -> Option<Finding> {
    let folded = entry.origin.item.is_some();
    let Some((stamp, hex)) = entry.id.parts() else {
        let place = if folded { places::field(&entry.origin, &["id"]) } else { Place::file(entry.origin.path.clone()) };
        let message = format!("`{}` is not an entry's name", entry.id);
        let wanted = entry.record.at.map_or_else(|| "20260314T091200Z".to_owned(), |at| at.stamp());
        let help = format!("name it `{wanted}-` followed by six hexadecimal digits");
        return Some(Finding::new(&RULE.info, place, message).help(help));
    };
    let at = entry.record.at?;
    if stamp == at.stamp() {
        return None;
    }
    let message = format!("the entry is named for {stamp}, but happened at {at}");
    let help = format!("rename it to `{}-{hex}`, or correct `at`", at.stamp());
    Some(Finding::new(&RULE.info, places::field(&entry.origin, &["at"]), message).help(help))
}
