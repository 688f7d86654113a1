//! `resolved-without-marks`.

use super::super::requirements::{Judge, Step};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::Place;
use crate::model::{Incident, Kind, Moment};
use crate::source::yaml::Route;

declare_rule! {
    /// When it began to hurt, when somebody noticed, and when it was over: every duration and every lesson about detection rests on these marks.
    /// They may be partial or unknown while the incident runs; once it is resolved they must be known to the minute (`~` for "about" is
    /// fine). The severity must be settled too. Preemptive incidents hurt nobody and need no impact; drills and maintenance need no marks.
    ///
    /// Write `impact: {started_at, ended_at}` and `detected: {at, by}` into incident.yaml, or entries of kind `impact` and `detected`.
    "resolved-without-marks", Error, "an incident resolved without the times or the severity that are learnt from", Check::Owed(owed)
}

fn owed(incident: &Incident, judge: &Judge<'_>, steps: &mut Vec<Step>) {
    let kind = incident.kind();
    if matches!(kind, Kind::Drill | Kind::Maintenance) {
        return;
    }
    let severity = incident.state.severity.as_deref();
    // What the policy does not know asks for no review; so it is no severity.
    let known = severity.is_some_and(|id| judge.policy.severity(id).is_some());
    let note = match severity {
        None => "it is pending".to_owned(),
        Some(id) if known => id.to_owned(),
        Some(id) => format!("the policy knows no `{id}`"),
    };
    let step = Step::when(&INFO, "a severity", known).key("severity").note(note);
    steps.push(step.help("add an entry with `severity:`, as flarebook.yaml lists them"));
    let marks = &incident.milestones;
    let hurt = kind != Kind::Preemptive;
    let wanted = [
        (hurt, "the time the impact began", &["impact", "started_at"], marks.impact_started),
        (true, "the time it was noticed", &["detected", "at"], marks.detected),
        (hurt, "the time the impact ended", &["impact", "ended_at"], marks.impact_ended),
    ];
    for (_, label, keys, moment) in wanted.into_iter().filter(|(wanted, ..)| *wanted) {
        steps.push(mark(incident, label, keys, moment));
    }
}

fn mark(incident: &Incident, label: &str, keys: &[&str; 2], moment: Option<Moment>) -> Step {
    let known = moment.and_then(|moment| moment.instant()).is_some();
    let route = keys.iter().fold(Route::root(), |route, key| route.key(*key));
    let step = Step::when(&INFO, label, known).key(keys.join(".")).at(Place::value(incident.file(), route));
    let note = match moment {
        Some(moment) if known => moment.to_string(),
        Some(moment) => format!("`{moment}` is not known to the minute"),
        None => "the record does not say".to_owned(),
    };
    step.note(note).help(format!("write `{}: {{{}: …}}` into incident.yaml", keys[0], keys[1]))
}
