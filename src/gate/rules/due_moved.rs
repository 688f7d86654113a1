//! `due-moved`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use super::followups::{explained, kept};
use crate::diagnostic::{Finding, Place};

declare_rule! {
    /// The day by which a follow-up was promised is later now, or gone, and nothing says why. Days that move in silence mean nothing.
    ///
    /// Say why in its `note:`; an earlier day needs no words.
    "due-moved", Error, "a follow-up's day was put off, and nothing says why", Check::Pair(check)
}

fn check(pair: &Pair<'_>, _: &Change, findings: &mut Vec<Finding>) {
    for (old, new) in kept(pair) {
        let Some(was) = old.record.due else { continue };
        if new.is_well_settled() || explained(old, new) || new.record.due.is_some_and(|due| due <= was) {
            continue;
        }
        let place = Place::value(new.origin.path.clone(), new.origin.route().key("due"));
        let to = new.record.due.map_or_else(|| "no day at all".to_owned(), |due| due.to_string());
        let finding =
            Finding::new(&INFO, place, format!("the follow-up `{}` was due on {was} and is put off to {to}", new.id));
        findings.push(finding.help("say why in `note:`"));
    }
}
