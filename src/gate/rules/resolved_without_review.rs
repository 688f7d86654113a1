//! `resolved-without-review`.

use super::super::requirements::{Judge, Step};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::Place;
use crate::model::{Incident, Kind};
use crate::source::yaml::Route;

declare_rule! {
    /// The review meeting decides what is learnt from an incident: no action, a quick action, or a full post-incident review. Severities say
    /// whether one is owed (`review: required`; left out, it is owed where a post-incident review is). Drills, maintenance and preemptive
    /// incidents owe none.
    ///
    /// Hold it, and write `review: {outcome, by, at}` into incident.yaml.
    "resolved-without-review", Error, "an incident resolved without the review that its severity asks for", Check::Owed(owed)
}

fn owed(incident: &Incident, judge: &Judge<'_>, steps: &mut Vec<Step>) {
    let severity = incident.state.severity.as_deref().and_then(|id| judge.policy.severity(id));
    let owes = matches!(incident.kind(), Kind::Incident | Kind::Security);
    if !owes || !severity.is_some_and(crate::policy::Severity::owes_review) {
        return;
    }
    let review = incident.record.review.clone().unwrap_or_default();
    let by = review.by.as_deref().filter(|by| !by.trim().is_empty());
    let held = review.outcome.is_some() && by.is_some();
    let step = Step::when(&INFO, "the review", held).at(Place::value(incident.file(), Route::root().key("review")));
    let note = match (&review.outcome, by) {
        (Some(outcome), Some(by)) => format!("{}, held by {}", outcome.in_words(), judge.name(by)),
        (Some(_), None) => "it does not say who held it (`by:`)".to_owned(),
        (None, _) => format!("{} asks for one", severity.map_or("the policy", |severity| severity.id.as_str())),
    };
    steps.push(step.note(note).help("hold it, and write `review: {outcome: postmortem, by: PERSON, at: TIME}` into incident.yaml (or `quick_action`, `no_action`)"));
}
