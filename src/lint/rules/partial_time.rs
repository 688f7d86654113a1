//! `partial-time`.

use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::diagnostic::Place;
use crate::lint::rule::declare_rule;
use crate::lint::{Check, places};
use crate::model::{Incident, Moment, Precision, Status};

declare_rule! {
    /// While an incident goes on, half-known times are welcome. Once it is resolved, the times that its durations are measured between
    /// (impact, detection, changes of status) should be known at least to the minute; otherwise the incident drops out of every statistic
    /// without a word.
    ///
    /// If no more can be known, say so with a trailing `~` ("about"), `2024-06-21~`, or with `unknown`. That is an answer, and the rule is
    /// content.
    "partial-time", Warn, "a resolved incident whose durations rest on a partial time", Check::Incident(check)
}

/// Neither whole, nor marked as all that can be known.
fn half_known(at: Moment) -> bool {
    !at.is_whole() && !at.is_approximate() && at.precision() != Precision::Unknown
}

fn check(incident: &Incident, _: &Corpus, findings: &mut Vec<Finding>) {
    if incident.state.status != Status::Resolved {
        return;
    }
    let mut time = |at: Option<Moment>, place: Place| {
        if let Some(at) = at.filter(|at| half_known(*at)) {
            let message = format!("the incident is resolved, but a time that durations rest on is only `{at}`");
            let help = format!("complete it, or write `{at}~` if no more can be known");
            findings.push(Finding::new(&RULE.info, place, message).help(help));
        }
    };
    if let Some(impact) = &incident.record.impact {
        time(impact.started_at, places::incident(incident, &["impact", "started_at"]));
        time(impact.ended_at, places::incident(incident, &["impact", "ended_at"]));
    }
    if let Some(detected) = &incident.record.detected {
        time(detected.at, places::incident(incident, &["detected", "at"]));
    }
    for entry in incident.entries.iter().filter(|entry| entry.record.status.is_some()) {
        time(entry.record.at, places::field(&entry.origin, &["at"]));
    }
}
