//! `unknown-severity`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::Incident;
use crate::source::{did_you_mean, one_of};

declare_rule! {
    /// An entry sets a severity that is not in the scheme. Whatever hangs on severity, how often to send updates, whether a review is owed,
    /// what the public page shows, cannot be answered.
    ///
    /// The schemes are `p0-p2`, `sev1-5`, `critical-major-minor`, or your own list in flarebook.yaml.
    "unknown-severity", Error, "a severity that the policy does not have", Check::Incident(check)
}

fn check(incident: &Incident, corpus: &Corpus, findings: &mut Vec<Finding>) {
    let known = || corpus.policy.severities.iter().map(|severity| severity.id.as_str());
    for entry in &incident.entries {
        let Some(severity) = entry.record.severity.as_deref() else { continue };
        if corpus.policy.severity(severity).is_none() {
            let place = places::field(&entry.origin, &["severity"]);
            let finding = Finding::new(&RULE.info, place, format!("`{severity}` is not a severity of the policy"));
            let near = did_you_mean(severity, known());
            findings.push(finding.suggest(near, format!("the policy has {}", one_of(known()))));
        }
    }
}
