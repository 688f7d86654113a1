//! `illegal-transition`.

use super::super::change::{Change, Pair};
use super::super::rule::Check;
use crate::diagnostic::Finding;
use crate::gate::Rule;
use crate::lint::illegal_transition;

/// The rule of `check`, for the steps that a change adds.
pub static RULE: Rule = Rule { info: &illegal_transition::RULE.info, check: Check::Pair(check) };

fn check(pair: &Pair<'_>, _: &Change, findings: &mut Vec<Finding>) {
    let Some(after) = pair.after else { return };
    // Known by the step itself: folding, moving or inserting an item makes an old one no new one.
    let known: Vec<_> = pair.before.into_iter().flat_map(illegal_transition::illegal).collect();
    let new = illegal_transition::illegal(after).filter(|step| !known.contains(step));
    findings.extend(new.map(|step| illegal_transition::finding(after, step)));
}
