//! `end-before-start`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Incident, Moment};

declare_rule! {
    /// `impact.ended_at` is before `impact.started_at`, so the outage would have lasted less than no time, and every figure drawn from it
    /// is wrong. Or `scheduled.until` is not after `scheduled.from`, and nobody can tell when the planned work is to be.
    "end-before-start", Error, "something ends before it starts", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    if let Some(impact) = &incident.record.impact
        && let (Some(start), Some(end)) = (impact.started_at, impact.ended_at)
        && end.earliest() < start.earliest()
        && end.precision() == start.precision()
    {
        let message = format!("the impact ends at {end}, before it starts at {start}");
        findings.push(finding(incident, message, ["impact", "started_at"], ["impact", "ended_at"]));
    }
    if let Some(planned) = &incident.record.scheduled
        && let (Some(start), Some(end)) = (planned.from, planned.until)
        && is_no_span(&start, &end)
    {
        let message = format!("the planned work is to end at {end}, and not to begin before {start}");
        findings.push(finding(incident, message, ["scheduled", "from"], ["scheduled", "until"]));
    }
}

/// A window without length is none.
fn is_no_span(start: &Moment, end: &Moment) -> bool {
    end.precision() == start.precision() && end.earliest().is_some_and(|end| Some(end) <= start.earliest())
}

fn finding(incident: &Incident, message: String, start: [&str; 2], end: [&str; 2]) -> Finding {
    let finding = Finding::new(&RULE.info, places::incident(incident, &end), message);
    let started = places::incident(incident, &start);
    finding.related(started, "it starts here").help("swap the two, or correct the wrong one")
}
