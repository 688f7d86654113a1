//! Heads: what a result shows of an incident, and what one can filter by.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::corpus::Corpus;
use crate::model::Incident;
use crate::site::assemble;
use crate::site::card::Card;

/// An incident: folder of its page, title, day, severity, status, kind, components and people as places in the list of names.
#[derive(Serialize)]
struct Head<'c>(&'c str, &'c str, String, &'c str, &'c str, &'c str, Vec<usize>, Vec<usize>);

/// The heads of a segment as JSON: the list of names, and the heads in order. Components are named first, by id and name.
pub(super) fn written(cards: &[&Card], corpus: &Corpus) -> String {
    let mut names = Names::default();
    let folders: Vec<String> = cards.iter().map(|card| assemble::page_stem(&card.incident.id)).collect();
    let heads: Vec<Head<'_>> =
        cards.iter().zip(&folders).map(|(card, folder)| head(card, folder, corpus, &mut names)).collect();
    serde_json::to_string(&(names.all, heads)).unwrap_or_default()
}

fn head<'c>(card: &'c Card, folder: &'c str, corpus: &'c Corpus, names: &mut Names<'c>) -> Head<'c> {
    let incident = &card.incident;
    let components = incident.record.components.iter().map(|id| names.place(id, corpus.component_name(id)));
    let components = components.collect();
    let people = card.people.iter().map(|handle| names.place(handle, corpus.person_name(handle))).collect();
    let folder = folder.strip_prefix("incidents/").unwrap_or(folder);
    let severity = incident.state.severity.as_deref().unwrap_or_default();
    let (status, kind) = (incident.state.status.as_str(), incident.kind().as_str());
    Head(folder, incident.title(), day(incident, folder), severity, status, kind, components, people)
}

/// The day, where the folder does not begin with it.
fn day(incident: &Incident, folder: &str) -> String {
    let times = &incident.milestones;
    let first = [times.impact_started, times.declared, times.detected].into_iter().flatten();
    let day = incident.id.day().or_else(|| first.filter_map(|at| at.zoned()).map(|zoned| zoned.date()).next());
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    if folder.starts_with(&day) { String::new() } else { day }
}

/// Names that many incidents share, each written once: id and name.
#[derive(Default)]
struct Names<'c> {
    all: Vec<(&'c str, &'c str)>,
    places: BTreeMap<(&'c str, &'c str), usize>,
}

impl<'c> Names<'c> {
    fn place(&mut self, id: &'c str, name: &'c str) -> usize {
        *self.places.entry((id, name)).or_insert_with(|| {
            self.all.push((id, name));
            self.all.len() - 1
        })
    }
}
