//! `ignores-widened`.

use super::super::change::Change;
use super::super::rule::{Check, declare_rule};
use crate::corpus::POLICY_FILE;
use crate::diagnostic::{Finding, Place};
use crate::policy::RuleSetting;
use crate::source::{RepoPath, yaml::Route};

declare_rule! {
    /// The change makes a rule leave more files alone, and changes an incident as well. The base's exceptions have judged it.
    ///
    /// Change the exceptions in a pull request of their own.
    "ignores-widened", Error, "a rule leaves more files alone, in the same change as an incident", Check::Change(check)
}

fn check(change: &Change, findings: &mut Vec<Finding>) {
    if change.founding || change.pairs().is_empty() {
        return;
    }
    let path = RepoPath::root().join(POLICY_FILE);
    for (id, setting) in &change.head.policy.rules {
        let old = change.base.policy.rules.get(id).map_or(&[][..], RuleSetting::ignored);
        for (index, pattern) in setting.ignored().iter().enumerate().filter(|(_, pattern)| !old.contains(pattern)) {
            let place = Place::value(path.clone(), Route::root().key("rules").key(id).key("ignore").index(index));
            let finding = Finding::new(&INFO, place, format!("`{id}` now leaves `{pattern}` alone"));
            findings.push(finding.help("change the exceptions in a pull request of their own"));
        }
    }
}
