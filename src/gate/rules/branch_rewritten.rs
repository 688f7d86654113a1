//! `branch-rewritten`.

use super::super::change::Change;
use super::super::rule::{Check, declare_rule};
use crate::corpus::INCIDENTS_FOLDER;
use crate::diagnostic::{Finding, Place};
use crate::source::RepoPath;

declare_rule! {
    /// The branch is to move to a commit that does not contain all of its history (a forced push): what others have published would vanish
    /// without a commit that says so. Only looked at with `--fast-forward`, as hooks and the Action on a push do.
    ///
    /// Merge or rebase onto the branch as it is, and push without force.
    "branch-rewritten", Error, "the branch moves to a commit that lacks some of its history", Check::Change(check)
}

fn check(change: &Change, findings: &mut Vec<Finding>) {
    if change.rewritten {
        let (base, head) = (change.range.base.to_string(), change.range.head.to_string());
        let message = format!("{head:.7} does not contain {base:.7}: the branch's history is rewritten");
        let finding = Finding::new(&INFO, Place::file(RepoPath::root().join(INCIDENTS_FOLDER)), message);
        findings.push(finding.help("merge or rebase onto the branch as it is, and push without force"));
    }
}
