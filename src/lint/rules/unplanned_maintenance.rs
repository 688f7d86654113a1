//! `unplanned-maintenance`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Incident, Kind};

declare_rule! {
    /// An incident of kind `maintenance` does not say when it is planned to be, or one of another kind does. Without `scheduled.from` planned work
    /// cannot be announced: it is not on the public page and in no calendar.
    ///
    /// Write `scheduled: {from: …, until: …}` into incident.yaml. What was not planned is no maintenance.
    "unplanned-maintenance", Warn, "maintenance without a plan, or a plan without maintenance", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    let planned = incident.record.scheduled.as_ref();
    match incident.kind() {
        Kind::Maintenance if incident.state.status.is_closed() => {}
        Kind::Maintenance if planned.is_none_or(|planned| planned.from.is_none()) => {
            let place = places::incident(incident, &["kind"]);
            let finding = Finding::new(&RULE.info, place, "planned work that does not say when it is planned to begin");
            findings.push(finding.help("add `scheduled: {from: 2026-05-02T22:00:00Z, until: 2026-05-03T01:00:00Z}`"));
        }
        kind if kind != Kind::Maintenance && planned.is_some() => {
            let place = places::incident(incident, &["scheduled"]);
            let message = format!("`scheduled` is for planned work, and this is of kind `{kind}`");
            findings.push(Finding::new(&RULE.info, place, message).help("write `kind: maintenance`, or take it out"));
        }
        _ => {}
    }
}
