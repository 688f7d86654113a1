//! `end-before-start`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::Incident;

declare_rule! {
    /// `impact.ended_at` is before `impact.started_at`, so the outage would have lasted less than no time, and every figure drawn from it
    /// is wrong. Or the planned end of maintenance is not after its planned beginning, and then nobody knows how long it is meant to last.
    "end-before-start", Error, "something ends before it starts", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    planned(incident, findings);
    let Some(impact) = &incident.record.impact else { return };
    let (Some(start), Some(end)) = (impact.started_at, impact.ended_at) else { return };
    if end.earliest() < start.earliest() && end.precision() == start.precision() {
        let place = places::incident(incident, &["impact", "ended_at"]);
        let finding = Finding::new(&RULE.info, place, format!("the impact ends at {end}, before it starts at {start}"));
        let started = places::incident(incident, &["impact", "started_at"]);
        findings.push(finding.related(started, "it starts here").help("swap the two, or correct the wrong one"));
    }
}

fn planned(incident: &Incident, findings: &mut Vec<Finding>) {
    let Some(scheduled) = &incident.record.scheduled else { return };
    let (Some(from), Some(until)) = (scheduled.from, scheduled.until) else { return };
    if until.earliest() <= from.earliest() && until.is_whole() && from.is_whole() {
        let place = places::incident(incident, &["scheduled", "until"]);
        let finding = Finding::new(&RULE.info, place, format!("planned until {until}, which is not after {from}"));
        let begins = places::incident(incident, &["scheduled", "from"]);
        findings.push(finding.related(begins, "planned from here").help("correct the wrong one, or leave `until` out"));
    }
}
