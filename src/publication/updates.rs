//! What customers were told, and what nobody told them in words.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::course::{Stretch, state_at};
use super::decide::Decisions;
use super::ids::{Ids, Of};
use super::{Change, PublicText, PublicUpdate};
use crate::model::{ComponentState, EntryId, Incident, Status, Transition};

/// What the updates of one incident are made from.
pub(super) struct Telling<'t> {
    pub incident: &'t Incident,
    pub decisions: &'t Decisions<'t>,
    /// Where entries without a time are placed.
    pub start: Timestamp,
    /// The stretches of each component, by its place.
    pub stretches: &'t BTreeMap<usize, Vec<Stretch>>,
}

/// An update before it has an id.
pub(super) struct Draft {
    pub at: Timestamp,
    pub status: Status,
    pub body: Option<PublicText>,
    pub corrected: bool,
    /// What its id is made from, inside the incident.
    pub name: String,
}

impl Telling<'_> {
    /// Whether customers were told anything.
    pub fn was_told(&self) -> bool {
        self.incident.entries.iter().any(|entry| self.decisions.is_told(entry))
    }

    /// The public entries, each with the status that all entries up to it, internal ones too, fold to; in order.
    pub fn worded(&self) -> Vec<Draft> {
        let corrected = self.corrected();
        let mut steps = self.incident.state.transitions.iter().peekable();
        let mut status = Status::default();
        let mut drafts = Vec::new();
        for entry in &self.incident.entries {
            while let Some(step) = steps.next_if(|step| step.entry == entry.id && step.at == entry.at()) {
                status = step.to;
            }
            let text = entry.text.trim();
            let says = !text.is_empty() || entry.record.status.is_some() || !entry.record.components.is_empty();
            if self.decisions.is_told(entry) && says {
                drafts.push(Draft {
                    at: entry.at().earliest().unwrap_or(self.start),
                    status,
                    body: (!text.is_empty()).then(|| PublicText(text.to_owned())),
                    corrected: corrected.contains(&entry.id),
                    name: entry.id.to_string(),
                });
            }
        }
        drafts
    }

    /// Public entries that a later public one puts right.
    fn corrected(&self) -> Vec<EntryId> {
        let entries = &self.incident.entries;
        let told = entries.iter().enumerate().filter(|(_, entry)| self.decisions.is_told(entry));
        let targets = told.filter_map(|(place, entry)| Some((place, EntryId::new(entry.record.corrects.as_deref()?))));
        targets
            .filter(|(place, target)| entries[..*place].iter().any(|earlier| earlier.id == *target))
            .map(|(_, target)| target)
            .collect()
    }

    /// For each time the incident was over, or began anew after that, and no public entry says so: an update without words.
    pub fn wordless(&self) -> Vec<Draft> {
        let steps = &self.incident.state.transitions;
        let mut drafts = Vec::new();
        let mut active = true;
        for (place, step) in steps.iter().enumerate() {
            if step.to.is_active() == active {
                continue;
            }
            active = step.to.is_active();
            let turn = steps[place..].iter().find(|later| later.to.is_active() != active);
            if !self.says_so(step, turn) {
                drafts.push(Draft {
                    at: step.at.earliest().unwrap_or(self.start),
                    status: step.to,
                    body: None,
                    corrected: false,
                    name: format!("{}#{}", step.entry, step.to),
                });
            }
        }
        drafts
    }

    /// Whether a public entry says what a step did, before the next turn takes it back.
    fn says_so(&self, step: &Transition, turn: Option<&Transition>) -> bool {
        let begins = self.incident.entries.iter().position(|entry| entry.id == step.entry).unwrap_or_default();
        let ends = turn.and_then(|turn| self.incident.entries.iter().position(|entry| entry.id == turn.entry));
        let entries = &self.incident.entries[begins..ends.unwrap_or(self.incident.entries.len()).max(begins)];
        entries.iter().any(|entry| {
            let same = entry.record.status.is_some_and(|status| status.is_active() == step.to.is_active());
            self.decisions.is_told(entry) && same
        })
    }

    /// Updates from drafts, newest first, each with what it changed.
    pub fn updates(&self, mut drafts: Vec<Draft>, ids: &mut Ids) -> Vec<PublicUpdate> {
        drafts.sort_by_key(|draft| draft.at);
        let mut before: BTreeMap<usize, ComponentState> = BTreeMap::new();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut updates: Vec<PublicUpdate> = Vec::new();
        for draft in drafts {
            let mut changes = Vec::new();
            for (&component, stretches) in self.stretches {
                let to = state_at(stretches, draft.at);
                let from = before.insert(component, to).unwrap_or(ComponentState::Operational);
                if from != to {
                    changes.push(Change { component, from, to });
                }
            }
            // Two entries of one name are a fault of the record; their ids differ all the same.
            let count = names.entry(draft.name.clone()).or_default();
            *count += 1;
            let again = if *count > 1 { format!("/{count}") } else { String::new() };
            let id = ids.give(Of::Update, &format!("{}/{}{again}", self.incident.id, draft.name));
            let Draft { at, status, body, corrected, .. } = draft;
            updates.push(PublicUpdate { id, at, status, body, changes, corrected });
        }
        updates.reverse();
        updates
    }
}
