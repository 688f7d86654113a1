//! `severity-lowered`.

use super::super::change::{Change, Pair};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::{Finding, Place};
use crate::model::SeverityChange;
use crate::policy::Policy;

declare_rule! {
    /// A severity may go down as one learns more; but a lower one asks for fewer updates and perhaps for no review, so the entry that lowers it
    /// must say what was learnt.
    ///
    /// Write a sentence into the entry.
    "severity-lowered", Error, "a severity lowered without a word why", Check::Pair(check)
}

fn check(pair: &Pair<'_>, change: &Change, findings: &mut Vec<Finding>) {
    let Some(after) = pair.after else { return };
    let known = |id| pair.before.is_some_and(|before| before.entry(id).is_some());
    let policy = change.policy();
    let mut steps: Vec<(&str, &SeverityChange)> =
        after.state.severities.windows(2).map(|step| (step[0].severity.as_str(), &step[1])).collect();
    // A correction takes the place of what it lowers.
    steps.extend(after.state.severities.iter().filter_map(|new| {
        let corrects = after.entry(new.entry.as_str())?.record.corrects.as_deref()?;
        Some((pair.before?.entry(corrects)?.record.severity.as_deref()?, new))
    }));
    for (old, new) in steps {
        let entry = after.entry(new.entry.as_str()).filter(|entry| entry.text.trim().is_empty());
        let Some(entry) = entry.filter(|_| !known(new.entry.as_str()) && is_lower(policy, old, &new.severity)) else {
            continue;
        };
        let place = Place::value(entry.origin.path.clone(), entry.origin.route().key("severity"));
        let message = format!("the severity goes down from {old} to {} without a word why", new.severity);
        findings.push(Finding::new(&INFO, place, message).help("write into the entry what was learnt"));
    }
}

/// Whether a severity ranks below another; one that the policy does not know asks for nothing, so it ranks below all.
fn is_lower(policy: &Policy, old: &str, new: &str) -> bool {
    let level = |id| policy.severity(id).map(|severity| severity.level);
    level(old).is_some_and(|old| level(new).is_none_or(|new| new > old))
}
