//! `resolved-without-pir`.

use super::super::requirements::{Judge, Step};
use super::super::rule::{Check, declare_rule};
use crate::diagnostic::Place;
use crate::model::{Incident, Kind, Pir, PirState, ReviewOutcome};
use crate::policy::PirDuty;
use crate::source::yaml::Route;

declare_rule! {
    /// A post-incident review is owed when the severity says `pir: required`, or when the review meeting asked for one
    /// (`outcome: postmortem`). It is there when `pir.md` has every section of the policy with something in it, and is `approved`.
    /// A false alarm owes none; neither do drills, maintenance and preemptive incidents unless the meeting asks.
    ///
    /// Write `pir.md`, have it read, and set `state: approved`.
    "resolved-without-pir", Error, "an incident resolved without the post-incident review it owes", Check::Owed(owed)
}

fn owed(incident: &Incident, judge: &Judge<'_>, steps: &mut Vec<Step>) {
    let severity = incident.state.severity.as_deref().and_then(|id| judge.policy.severity(id));
    let by_severity = severity.is_some_and(|severity| severity.pir == Some(PirDuty::Required))
        && matches!(incident.kind(), Kind::Incident | Kind::Security);
    let asked = incident.record.review.as_ref().is_some_and(|review| review.outcome == Some(ReviewOutcome::Postmortem));
    if !by_severity && !asked {
        return;
    }
    let Some(pir) = &incident.pir else {
        let why = if asked { "the review meeting asked for one" } else { "the severity asks for one" };
        let step = Step::when(&INFO, "the post-incident review", false).note(why);
        steps.push(step.help(format!("write pir.md next to incident.yaml: `state:` and `author:` between two lines `---`, then a `##` heading with a sentence for each of {}", judge.policy.pir_sections.join(", "))));
        return;
    };
    steps.push(written(pir, judge));
    steps.push(approved(pir));
}

/// Whether every section that the policy wants has something in it.
fn written(pir: &Pir, judge: &Judge<'_>) -> Step {
    let empty = |title: &&String| pir.section(title).is_none_or(|text| without_comments(text).trim().is_empty());
    let missing: Vec<&str> = judge.policy.pir_sections.iter().filter(empty).map(String::as_str).collect();
    let step = Step::when(&INFO, "a complete post-incident review", missing.is_empty()).key("sections");
    let step = step.at(Place::file(pir.path.clone()));
    if missing.is_empty() {
        return step;
    }
    step.note(format!("nothing under {}", missing.join(", ")))
        .help("write a sentence under each heading; \u{201c}nothing\u{201d} is an answer")
}

/// A comment is for whoever writes, and no answer. One that never ends hides all that follows it.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("-->").map_or("", |(_, rest)| rest))
}

fn approved(pir: &Pir) -> Step {
    let step = Step::when(&INFO, "an approved post-incident review", pir.state() == PirState::Approved).key("approved");
    let step = step.note(format!("it is {}", pir.state().in_words())).help("have it read, then set `state: approved`");
    step.at(Place::value(pir.path.clone(), Route::root().key("state")))
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn a_comment_is_no_answer() {
        for (text, left) in [
            ("<!-- What was lucky? -->\n", ""),
            ("<!-- one -->\n\n<!-- two\nlines -->", ""),
            ("<!-- never ends\n\nNothing", ""),
            ("<!-- a question --> Nothing.", "Nothing."),
            ("Nothing <!-- really -->", "Nothing"),
            ("1 --> 2", "1 --> 2"),
        ] {
            assert_eq!(without_comments(text).trim(), left, "{text}");
        }
    }
}
