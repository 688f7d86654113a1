//! What incident.yaml and the milestones say: summary, impact, detection, what contributed.

use super::story;
use crate::corpus::Corpus;
use crate::model::{Entry, EntryKind, Incident, Moment, Phase};

/// The summary that was kept current.
pub(super) fn summary(incident: &Incident) -> String {
    incident.record.summary.as_deref().map_or_else(String::new, |summary| format!("{}\n", summary.trim()))
}

/// What it did to users, and how that changed.
pub(super) fn impact(corpus: &Corpus, incident: &Incident) -> String {
    let record = incident.record.impact.clone().unwrap_or_default();
    let times = &incident.milestones;
    let mut text = String::new();
    let length = times.elapsed(Phase::Impact).map_or_else(String::new, |length| format!(" ({})", length.in_words()));
    if let Some(from) = times.impact_started {
        let to = times.impact_ended.map_or_else(|| "; its end is not recorded".to_owned(), |to| format!(" to {to}"));
        text.push_str(&format!("From {from}{to}{length}.\n"));
    }
    if let Some(words) = record.summary.as_deref() {
        text.push_str(&format!("{}\n", words.trim()));
    }
    if let Some(count) = record.customers {
        text.push_str(&format!("Customers hurt: {count}.\n"));
    }
    text + &list(corpus, incident, |entry| entry.kind() == EntryKind::Impact)
}

/// How it was noticed, and how long each step took.
pub(super) fn detection(corpus: &Corpus, incident: &Incident) -> String {
    let times = &incident.milestones;
    let by = incident.record.detected.as_ref().and_then(|detected| detected.by);
    let by = by.map_or_else(String::new, |by| format!(" by {}", by.in_words()));
    let steps: [(&str, Option<Moment>, Phase); 3] = [
        ("Noticed", times.detected, Phase::ToDetect),
        ("Declared", times.declared, Phase::ToDeclare),
        ("Somebody took charge", times.acknowledged, Phase::ToAcknowledge),
    ];
    let line = |(word, at, phase): (&str, Option<Moment>, Phase)| {
        let at = at?;
        let by = if phase == Phase::ToDetect { by.as_str() } else { "" };
        let after = times
            .elapsed(phase)
            .map_or_else(String::new, |length| format!(", {} {}", length.in_words(), phase.definition()));
        Some(format!("- {word} {at}{by}{after}.\n"))
    };
    let text: String = steps.into_iter().filter_map(line).collect();
    text + &list(corpus, incident, |entry| entry.kind() == EntryKind::Detected)
}

/// What set it off, what contributed, what was found.
pub(super) fn factors(corpus: &Corpus, incident: &Incident) -> String {
    let cause = incident.record.caused_by.clone().unwrap_or_default();
    let causes = [("Change", cause.change), ("Incident", cause.incident), ("Cause", cause.note)];
    let causes = causes.into_iter().filter_map(|(word, text)| Some(format!("- {word}: {}\n", text?.trim())));
    let factors = incident.record.contributing_factors.iter().map(|factor| format!("- {factor}\n"));
    let text: String = causes.chain(factors).collect();
    text + &list(corpus, incident, |entry| entry.kind() == EntryKind::Finding)
}

/// Entries of a sort, one line each; those that were put right since are left out.
fn list(corpus: &Corpus, incident: &Incident, wanted: impl Fn(&Entry) -> bool) -> String {
    let entries = incident.entries.iter().filter(|entry| wanted(entry) && !incident.is_corrected(entry));
    entries.map(|entry| story::line(corpus, entry)).collect()
}
