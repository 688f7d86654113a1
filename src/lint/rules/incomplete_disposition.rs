//! `incomplete-disposition`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Followup, Incident};

declare_rule! {
    /// A follow-up is settled by a disposition that others can check: *done* shows `evidence` (pull request, commit, URL), *won't do* says
    /// why (`reason`) and who decided (`by`), *duplicate* and *moved* say where it lives on (`to`); a waiver has `reason`, `by` and `until`.
    "incomplete-disposition", Error, "a follow-up settled without what its disposition needs", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    for followup in &incident.followups {
        let missing = followup.lacks();
        if !missing.is_empty() {
            let place = places::field(&followup.origin, &["state"]);
            let message = format!("the follow-up is `{}` but does not say {}", followup.state(), words(&missing));
            let keys: Vec<String> = missing.iter().map(|(key, _)| format!("`{key}:`")).collect();
            findings.push(Finding::new(&RULE.info, place, message).help(format!("add {}", keys.join(" and "))));
        }
        findings.extend(waiver(followup));
    }
}

fn waiver(followup: &Followup) -> Option<Finding> {
    let waiver = followup.record.waiver.as_ref()?;
    let absent = [("reason", waiver.reason.is_none()), ("by", waiver.by.is_none()), ("until", waiver.until.is_none())];
    let missing: Vec<String> =
        absent.iter().filter(|(_, absent)| *absent).map(|(key, _)| format!("`{key}:`")).collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!("the waiver lacks {}", missing.join(" and "));
    let finding = Finding::new(&RULE.info, places::field(&followup.origin, &["waiver"]), message);
    Some(finding.help("a waiver says why, who gave leave, and until when"))
}

fn words(missing: &[(&str, &str)]) -> String {
    missing.iter().map(|(_, words)| *words).collect::<Vec<_>>().join(" or ")
}
