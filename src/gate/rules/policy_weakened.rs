//! `policy-weakened`.

use super::super::change::Change;
use super::super::rule::{Check, declare_rule};
use super::weaker::weaker;
use crate::corpus::POLICY_FILE;
use crate::diagnostic::{Finding, Place};
use crate::source::RepoPath;

declare_rule! {
    /// The change asks less of incidents than before (fewer required roles, a shorter wait, longer waivers, a rule turned down, a review no longer
    /// required …) and changes an incident as well. The base's policy has judged the incident, so the new one gained nothing; but a
    /// policy is agreed on for itself, not beside an incident that it would let through.
    ///
    /// Change the policy in a pull request of its own.
    "policy-weakened", Error, "the policy asks less, in the same change as an incident", Check::Change(check)
}

fn check(change: &Change, findings: &mut Vec<Finding>) {
    if change.founding || change.pairs().is_empty() {
        return;
    }
    let path = RepoPath::root().join(POLICY_FILE);
    for (route, what) in weaker(&change.base.policy, &change.head.policy) {
        let finding = Finding::new(&INFO, Place::value(path.clone(), route), format!("the policy asks less: {what}"));
        findings.push(finding.help("change the policy in a pull request of its own"));
    }
}
