//! What the record leaves open, as questions.

use crate::corpus::Corpus;
use crate::model::{Incident, Kind};

/// So long a silence in the middle of a response is worth a question, in seconds.
const SILENCE: i64 = 30 * 60;

/// The questions, one line each.
pub(super) fn open(corpus: &Corpus, incident: &Incident) -> String {
    let mut questions = Vec::new();
    let (times, record) = (&incident.milestones, &incident.record);
    let hurt = incident.kind() != Kind::Preemptive;
    let impact = record.impact.clone().unwrap_or_default();
    let mut ask = |asked: bool, question: &str| questions.extend(asked.then(|| question.to_owned()));
    ask(hurt && times.impact_started.is_none(), "When did it begin to hurt? The record does not say.");
    ask(times.detected.is_none(), "Who or what noticed first, and when? The record does not say.");
    ask(hurt && impact.customers.is_none(), "How many were hurt? Nobody has counted.");
    ask(incident.state.severity.is_none(), "How bad was it? The severity was never set.");
    let noticed_late = times.elapsed(crate::model::Phase::ToDetect).filter(|gap| gap.seconds > 300);
    questions.extend(
        noticed_late
            .map(|gap| format!("It hurt for {} before we noticed. What would have told us sooner?", gap.in_words())),
    );
    questions.extend(silence(incident));
    let back = incident.state.transitions.iter().filter(|step| step.from.is_some_and(|from| from > step.to));
    questions.extend(
        back.map(|step| format!("At {} we went back to {}. What had we taken for a remedy?", step.at, step.to)),
    );
    for role in corpus.policy.roles.iter().filter(|role| role.required.applies_to(incident.kind())) {
        let held = incident.state.tenures.iter().any(|tenure| tenure.role == role.id);
        questions.extend((!held).then(|| format!("Nobody was {}. Who did that work?", role.name.to_lowercase())));
    }
    let loose = incident.followups.iter().filter(|followup| !followup.is_settled() && followup.record.owner.is_none());
    questions.extend(loose.map(|followup| format!("Who owns “{}”?", followup.title())));
    questions.iter().map(|question| format!("- {question}\n")).collect()
}

/// The longest time in the response in which nobody wrote anything, when it was long.
fn silence(incident: &Incident) -> Option<String> {
    let end = incident.milestones.mitigated?.instant()?;
    let times = incident.entries.iter().filter_map(|entry| Some((entry.at().instant()?, entry.at())));
    let times: Vec<_> = times.filter(|(at, _)| *at <= end).collect();
    let gaps = times.windows(2).filter_map(|pair| match pair {
        [(from, first), (to, second)] => Some((to.as_second() - from.as_second(), *first, *second)),
        _ => None,
    });
    let (length, from, to) = gaps.max_by_key(|(length, ..)| *length)?;
    (length > SILENCE).then(|| format!("Nothing was written between {from} and {to}. What happened then?"))
}
