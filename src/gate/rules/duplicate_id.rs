//! `duplicate-id`.

use super::super::change::Change;
use super::super::rule::Check;
use crate::diagnostic::Finding;
use crate::gate::Rule;
use crate::lint::duplicate_id;

/// The rule of `check`, for what a change adds: of two things of one name, one could pass for the other.
pub static RULE: Rule = Rule { info: &duplicate_id::RULE.info, check: Check::Change(check) };

fn check(change: &Change, findings: &mut Vec<Finding>) {
    let (mut known, mut found) = (Vec::new(), Vec::new());
    duplicate_id::records(&change.base, &mut known);
    duplicate_id::records(&change.head, &mut found);
    let is_known = |finding: &Finding| {
        known.iter().any(|old: &Finding| old.message == finding.message && old.place.path == finding.place.path)
    };
    findings.extend(found.into_iter().filter(|finding| !is_known(finding)));
}
