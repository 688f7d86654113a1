//! `unscheduled-maintenance`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Incident, Kind, Status};

declare_rule! {
    /// Maintenance that does not say when it is planned to begin is announced to nobody: the public page leaves it out. Without a planned end it
    /// goes on until an entry says that it is over.
    ///
    /// Write `scheduled: {from: …, until: …}` into its incident.yaml.
    "unscheduled-maintenance", Error, "maintenance that does not say when", Check::Incident(check)
}

fn check(incident: &Incident, corpus: &Corpus, findings: &mut Vec<Finding>) {
    let over = incident.state.status == Status::Cancelled;
    if incident.kind() != Kind::Maintenance || over || corpus.is_unread(&incident.file()) {
        return;
    }
    let scheduled = incident.record.scheduled.clone().unwrap_or_default();
    if scheduled.from.and_then(|from| from.earliest()).is_none() {
        let place = places::incident(incident, &["scheduled"]);
        let finding = Finding::new(&RULE.info, place, "the maintenance does not say when it is planned to begin");
        findings.push(finding.help("add `scheduled: {from: 2026-05-02T22:00:00Z, until: 2026-05-03T01:00:00Z}`"));
    }
}
