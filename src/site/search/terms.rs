//! The words of one incident, taken while it is loaded: afterwards nobody has its texts any more.

use serde::{Deserialize, Serialize};

use super::words::Words;
use crate::corpus::Corpus;
use crate::model::{Followup, Incident, Pir};

/// The words of an incident by where they stand; each list is sorted, without repetition, with spaces between.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Of its title and its id.
    pub title: String,
    /// Components, people, days, severity and the like, tags, contributing factors.
    pub names: String,
    /// Of everything else that is written.
    pub text: String,
}

/// The words of an incident. The names of people and components are those of the corpus's roster and catalogue.
#[must_use]
pub fn terms(incident: &Incident, corpus: &Corpus) -> Terms {
    let mut words = Words::default();
    words.read(incident.title());
    let slug = incident.id.day().and_then(|_| incident.id.as_str().get(10..));
    words.read(slug.unwrap_or(incident.id.as_str()));
    let title = words.take();
    names(&mut words, incident, corpus);
    let names = words.take();
    texts(&mut words, incident);
    Terms { title, names, text: words.take() }
}

fn names(words: &mut Words, incident: &Incident, corpus: &Corpus) {
    let record = &incident.record;
    for id in incident.components() {
        words.read(id);
        words.read(corpus.component_name(id));
    }
    for handle in &crate::site::card::people(incident) {
        words.read(handle);
        words.read(corpus.person_name(handle));
    }
    record.tags.iter().chain(&record.contributing_factors).for_each(|name| words.read(name));
    words.read(incident.state.status.as_str());
    words.read(incident.kind().as_str());
    incident.state.severity.iter().for_each(|id| words.read(id));
    let times = &incident.milestones;
    let first = [times.impact_started, times.declared, times.detected].into_iter().flatten();
    let day = incident.id.day().or_else(|| first.filter_map(|at| at.zoned()).map(|zoned| zoned.date()).next());
    if let Some(day) = day {
        words.exactly(&day.strftime("%Y%m%d").to_string());
        words.read(&day.strftime("%B").to_string());
    }
}

fn texts(words: &mut Words, incident: &Incident) {
    let record = &incident.record;
    let impact = record.impact.as_ref().and_then(|impact| impact.summary.as_ref());
    let cause = record.caused_by.as_ref().and_then(|cause| cause.note.as_ref());
    let review = record.review.as_ref().and_then(|review| review.note.as_ref());
    let told = [&record.summary, &record.public_title, &record.public_summary].into_iter().flatten();
    told.chain(impact).chain(cause).chain(review).for_each(|text| words.read(text));
    for entry in &incident.entries {
        words.read(&entry.text);
        entry.record.evidence.iter().for_each(|evidence| words.read(evidence));
    }
    incident.followups.iter().for_each(|followup| of_followup(words, followup));
    incident.pir.iter().chain(&incident.public_pir).for_each(|pir: &Pir| words.read(&pir.body));
}

fn of_followup(words: &mut Words, followup: &Followup) {
    let record = &followup.record;
    words.read(followup.title());
    [&record.note, &record.reason].into_iter().flatten().for_each(|text| words.read(text));
}
