//! `time-order`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Incident, Kind, Moment};

declare_rule! {
    /// Something is said to have been noticed before it began although nothing in the timeline is that early, mitigated before it hurt anybody, promised for a time that had passed, or
    /// the items of timeline.yaml are not in order. One of the two times is usually a typing error, or a time zone mixed up; durations
    /// computed from them are wrong.
    "time-order", Warn, "times that are not in the order in which things can happen", Check::Incident(check)
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    milestones(incident, findings);
    promises(incident, findings);
    folded(incident, findings);
}

/// Whether both are known and `later` is certainly before `earlier`.
fn reversed(earlier: Option<Moment>, later: Option<Moment>) -> bool {
    let ends = (earlier.and_then(|at| at.instant()), later.and_then(|at| at.instant()));
    matches!(ends, (Some(earlier), Some(later)) if later < earlier)
}

fn milestones(incident: &Incident, findings: &mut Vec<Finding>) {
    // What is prevented was noticed before it could hurt.
    if incident.kind() == Kind::Preemptive {
        return;
    }
    let times = &incident.milestones;
    // Early signs are real: a detection that the timeline bears out is believed. One that stands alone is probably mistyped.
    let borne_out = incident.entries.first().is_some_and(|entry| !reversed(entry.record.at, times.detected));
    let detected = times.detected.filter(|_| !borne_out);
    let pairs = [
        ("the impact started", times.impact_started, "it was detected", detected, &["detected", "at"]),
        ("the impact started", times.impact_started, "it was mitigated", times.mitigated, &["impact", "started_at"]),
    ];
    for (first, earlier, second, later, keys) in pairs {
        if let (Some(start), Some(end)) = (earlier, later)
            && reversed(earlier, later)
        {
            let message = format!("{second} at {end}, before {first} at {start}");
            let finding = Finding::new(&RULE.info, places::incident(incident, keys), message);
            findings.push(finding.help("check both times and their offsets"));
        }
    }
}

fn promises(incident: &Incident, findings: &mut Vec<Finding>) {
    for entry in incident.entries.iter().filter(|entry| reversed(entry.record.at, entry.record.next_update)) {
        let place = places::field(&entry.origin, &["next_update"]);
        let message = "the next update is promised for a time before the entry itself";
        findings.push(Finding::new(&RULE.info, place, message).help("promise a time after `at`"));
    }
}

fn folded(incident: &Incident, findings: &mut Vec<Finding>) {
    let mut items: Vec<_> = incident.entries.iter().filter_map(|entry| Some((entry.origin.item?, entry))).collect();
    items.sort_by_key(|(item, _)| *item);
    for pair in items.windows(2) {
        let ((_, before), (_, entry)) = (&pair[0], &pair[1]);
        if reversed(before.record.at, entry.record.at) {
            let message = "this item of timeline.yaml happened before the one above it";
            let finding = Finding::new(&RULE.info, places::field(&entry.origin, &["at"]), message);
            let above = places::field(&before.origin, &["at"]);
            findings.push(
                finding.related(above, "this is later").help("put the items in order of `at`, or correct the time"),
            );
        }
    }
}
