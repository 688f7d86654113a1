//! What the pages over many incidents know of each: the incident without its texts.
//!
//! A site of ten thousand incidents is made without holding ten thousand incidents: each is loaded, leaves its card, becomes its page, and
//! is dropped. Lists, boards, feeds, figures and the search index are made from the cards alone, and the cards are what a build
//! keeps for the next one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Audience, Entry, Incident, IncidentId, IncidentRecord, Milestones, Moment, PirState, State};
use crate::site::markdown::plain;
use crate::source::RepoPath;

mod head;
mod held;
mod stored;

pub use head::Head;
pub(in crate::site) use head::key_of_all;
pub use held::{Held, Place, Shelves};

/// Longest summary on a card, in characters: lists show three lines of it.
const LONGEST_SUMMARY: usize = 280;

/// One incident, as the pages over many see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Card {
    /// The incident without entries, reviews, attachments and links; its summary is plain text and cut. State and milestones are those of
    /// the whole timeline.
    #[serde(with = "stored")]
    pub incident: Incident,
    /// How far its review has come; `None` when there is none.
    pub pir: Option<PirState>,
    /// Everybody who wrote, held a role or owns a follow-up: handles, in order.
    pub people: Vec<String>,
    /// Components named anywhere in it, in order of their ids.
    pub components: Vec<String>,
    /// When the last thing on its timeline happened.
    pub latest: Option<Moment>,
    /// How many entries its timeline has.
    pub entries: usize,
    /// How many of them customers may read.
    pub public_entries: usize,
}

impl Card {
    /// The card of an incident of which only the record was read: nothing on it says where the incident stands.
    #[must_use]
    pub fn head(id: &IncidentId, folder: &RepoPath, record: IncidentRecord) -> Self {
        let milestones = Milestones::of(&record, &[], &State::default());
        let whole = Incident {
            id: id.clone(),
            folder: folder.clone(),
            record,
            entries: Vec::new(),
            followups: Vec::new(),
            pir: None,
            public_pir: None,
            attachments: Vec::new(),
            state: State::default(),
            milestones,
        };
        Self::of(&whole)
    }

    /// The card of an incident.
    #[must_use]
    pub fn of(incident: &Incident) -> Self {
        Self {
            incident: slim(incident),
            pir: incident.pir.as_ref().map(crate::model::Pir::state),
            people: people(incident),
            components: incident.components().into_iter().map(str::to_owned).collect(),
            latest: incident.entries.iter().map(Entry::at).max(),
            entries: incident.entries.len(),
            public_entries: incident.entries.iter().filter(|entry| entry.audience() == Audience::Public).count(),
        }
    }
}

/// Without what only the incident's own page shows.
fn slim(incident: &Incident) -> Incident {
    let record = IncidentRecord {
        summary: incident.record.summary.as_deref().map(|summary| cut(plain(summary))),
        public_summary: None,
        links: std::collections::BTreeMap::new(),
        ..incident.record.clone()
    };
    Incident {
        record,
        entries: Vec::new(),
        pir: None,
        public_pir: None,
        attachments: Vec::new(),
        id: incident.id.clone(),
        folder: incident.folder.clone(),
        followups: incident.followups.clone(),
        state: incident.state.clone(),
        milestones: incident.milestones.clone(),
    }
}

/// Cut at a word where there is one.
fn cut(text: String) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST_SUMMARY) else { return text };
    let short = text.get(..end).unwrap_or(&text);
    let word = short.rfind(' ').unwrap_or(end);
    format!("{}…", short.get(..word).unwrap_or(short).trim_end_matches([',', ';', ':', ' ']))
}

/// Everybody who wrote, held a role or owns a follow-up: handles, in order.
pub(in crate::site) fn people(incident: &Incident) -> Vec<String> {
    let writers = incident.entries.iter().filter_map(|entry| entry.record.by.as_ref());
    let holders = incident.state.tenures.iter().map(|tenure| &tenure.person);
    let owners = incident.followups.iter().filter_map(|followup| followup.record.owner.as_ref());
    let all: BTreeSet<&String> = writers.chain(holders).chain(owners).collect();
    all.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_summary_is_cut_at_a_word() {
        assert_eq!(cut("short".to_owned()), "short");
        let long = cut("word ".repeat(200));
        assert!(long.ends_with("word…") && long.chars().count() <= LONGEST_SUMMARY + 1, "{long}");
        assert_eq!(cut("é".repeat(300)).chars().count(), LONGEST_SUMMARY + 1);
    }
}
