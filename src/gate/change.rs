//! A change: what was there, what is there now, who wrote it, and what is known from outside.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::facts::Facts;
use super::requirements::Judge;
use super::writers::{Claim, Written};
use crate::corpus::Corpus;
use crate::model::{Incident, IncidentId, Person, Status, Transition};
use crate::policy::Policy;
use crate::repo::{ChangedFile, Range};
use crate::source::RepoPath;

/// A change, loaded: only the incidents that differ, with the policy and the roster of both sides.
pub struct Change {
    /// The commits.
    pub range: Range,
    /// What was there when the change began; what is in it counts as published.
    pub base: Corpus,
    /// What is there with the change.
    pub head: Corpus,
    /// The tip of the base, when it has moved on since; then its policy and roster judge.
    pub(super) tip: Option<Corpus>,
    /// The files that differ.
    pub files: Vec<ChangedFile>,
    /// Incidents that the base has changed too since the change began, by folder.
    pub(super) moved_on: Vec<RepoPath>,
    /// Whether the branch itself moves to a commit that lacks some of its history.
    pub(super) rewritten: bool,
    /// Who wrote what somebody must be allowed to write.
    pub(super) written: BTreeMap<Claim, Written>,
    /// Commits whose approval is an approval of the change: the head, and what a merge commit merges.
    pub(super) approvable: Vec<String>,
    /// What was looked up; `None` when nobody looked.
    pub facts: Option<Facts>,
    /// The time that counts as now.
    pub now: Timestamp,
}

/// An incident before and after.
#[derive(Clone, Copy)]
pub struct Pair<'c> {
    /// Its identity.
    pub id: &'c IncidentId,
    /// Before, if it was there.
    pub before: Option<&'c Incident>,
    /// After, if it still is.
    pub after: Option<&'c Incident>,
}

impl Change {
    /// The folders of the incidents that are there after the change.
    #[must_use]
    pub fn folders(&self) -> Vec<RepoPath> {
        self.head.incidents.iter().map(|incident| incident.folder.clone()).collect()
    }

    /// The policy that judges: the base's.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.tip.as_ref().unwrap_or(&self.base).policy
    }

    /// The roster that judges: the base's.
    #[must_use]
    pub fn people(&self) -> &BTreeMap<String, Person> {
        &self.tip.as_ref().unwrap_or(&self.base).people
    }

    /// The incidents that differ, in order of their ids.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let mut pairs: BTreeMap<&IncidentId, Pair<'_>> = BTreeMap::new();
        let empty = |id| Pair { id, before: None, after: None };
        for incident in &self.base.incidents {
            pairs.entry(&incident.id).or_insert_with(|| empty(&incident.id)).before.get_or_insert(incident);
        }
        for incident in &self.head.incidents {
            pairs.entry(&incident.id).or_insert_with(|| empty(&incident.id)).after.get_or_insert(incident);
        }
        pairs.into_values().collect()
    }

    /// What an incident is judged by.
    #[must_use]
    pub fn judge(&self) -> Judge<'_> {
        Judge { policy: self.policy(), people: self.people(), facts: self.facts.as_ref(), now: self.now }
    }
}

impl<'c> Pair<'c> {
    /// Both sides, when there are two.
    #[must_use]
    pub fn both(&self) -> Option<(&'c Incident, &'c Incident)> {
        Some((self.before?, self.after?))
    }

    /// Changes of status that were not there before.
    pub fn new_transitions(&self) -> impl Iterator<Item = &'c Transition> + use<'c> {
        let before: Vec<&Transition> =
            self.before.map_or_else(Vec::new, |before| before.state.transitions.iter().collect());
        let after = self.after.into_iter().flat_map(|after| &after.state.transitions);
        after.filter(move |step| !before.iter().any(|old| old.entry == step.entry && old.to == step.to))
    }

    /// Whether this change makes the incident resolved.
    #[must_use]
    pub fn is_resolved_here(&self) -> bool {
        let is =
            |incident: Option<&Incident>| incident.is_some_and(|incident| incident.state.status == Status::Resolved);
        is(self.after) && !is(self.before)
    }
}
