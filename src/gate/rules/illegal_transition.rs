//! `illegal-transition`.

use super::super::change::{Change, Pair};
use super::super::rule::Check;
use crate::diagnostic::Finding;
use crate::gate::Rule;
use crate::lint::illegal_transition;

/// The rule of `check`, for the steps that a change adds.
pub static RULE: Rule = Rule { info: &illegal_transition::RULE.info, check: Check::Pair(check) };

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let (mut known, mut found) = (Vec::new(), Vec::new());
    if let Some(before) = pair.before {
        illegal_transition::check(before, &change.base, &mut known);
    }
    if let Some(after) = pair.after {
        illegal_transition::check(after, &change.head, &mut found);
    }
    let is_known = |finding: &Finding| {
        known.iter().any(|old: &Finding| old.message == finding.message && old.place == finding.place)
    };
    findings.extend(found.into_iter().filter(|finding| !is_known(finding)));
}
