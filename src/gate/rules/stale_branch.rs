//! `stale-branch`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};

declare_rule! {
    /// Since this branch began, the branch it goes into has changed the same incident. The gate judges the change as it was written; merged,
    /// the two may say something that neither says alone.
    ///
    /// Merge the base into the branch, or let a merge queue look at the result. The Action looks at the merged result by itself.
    "stale-branch", Warn, "the base has changed the same incident since the branch began", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let Some(after) = pair.after else { return };
    if change.moved_on.contains(&after.folder) {
        let base = change.range.base.to_string();
        let message = format!("{} has been changed on the base too, up to {base:.7}", after.id);
        findings.push(
            Finding::new(&INFO, Place::file(after.file()), message)
                .help("merge the base into the branch and look again"),
        );
    }
}
