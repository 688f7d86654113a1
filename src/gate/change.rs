//! A change: what was there, what is there now, who wrote it, and what is known from outside.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;

use super::facts::Facts;
use super::requirements::Judge;
use super::writers::{Claim, What, Written};
use crate::corpus::Corpus;
use crate::model::{EntryId, Incident, IncidentId, Person, Status, Transition};
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
    /// Whether the base knows nothing of Flarebook yet: no policy, no roster, no incident. Then those of the change judge.
    pub(super) founding: bool,
    /// The files that differ.
    pub files: Vec<ChangedFile>,
    /// Incidents that the base has changed too since the change began, by folder.
    pub(super) moved_on: Vec<RepoPath>,
    /// Whether the branch itself moves to a commit that lacks some of its history.
    pub(super) rewritten: bool,
    /// Who wrote what somebody must be allowed to write.
    pub(super) written: BTreeMap<Claim, Written>,
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
        &self.judging().policy
    }

    /// The roster that judges: the base's.
    #[must_use]
    pub fn people(&self) -> &BTreeMap<String, Person> {
        &self.judging().people
    }

    /// The tree whose policy and roster judge.
    pub(super) fn judging(&self) -> &Corpus {
        if self.founding { &self.head } else { self.tip.as_ref().unwrap_or(&self.base) }
    }

    /// The incidents that differ, in order of their ids.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let mut came: Vec<&Incident> = self.head.incidents.iter().collect();
        let mut take = |wanted: &dyn Fn(&Incident) -> bool| {
            came.iter().position(|incident| wanted(incident)).map(|index| came.remove(index))
        };
        let mut pairs: Vec<Pair<'_>> = Vec::new();
        for before in &self.base.incidents {
            let after = take(&|after| after.folder == before.folder);
            pairs.push(Pair { id: &before.id, before: Some(before), after });
        }
        // A folder may move. Where two folders have one name, neither may pass for the other, so this comes second.
        for pair in pairs.iter_mut().filter(|pair| pair.after.is_none()) {
            pair.after = take(&|after| after.id == *pair.id);
        }
        pairs.extend(came.into_iter().map(|after| Pair { id: &after.id, before: None, after: Some(after) }));
        pairs.sort_by_key(|pair| (pair.id, pair.after.or(pair.before).map(|incident| &incident.folder)));
        pairs
    }

    /// What an incident is judged by.
    #[must_use]
    pub fn judge(&self) -> Judge<'_> {
        Judge {
            policy: self.policy(),
            people: self.people(),
            facts: self.facts.as_ref(),
            now: self.now,
            resolution_written: None,
        }
    }

    /// The same for the resolution that a change makes, which counts from when it was written.
    #[must_use]
    pub fn judge_of(&self, pair: &Pair<'_>) -> Judge<'_> {
        let steps = pair.new_transitions();
        let resolved = steps
            .into_iter()
            .filter(|step| step.to == Status::Resolved)
            .map(|step| Claim { incident: pair.id.clone(), what: What::Status(step.entry.clone()) });
        let written = resolved.filter_map(|claim| self.written.get(&claim)?.at).max();
        Judge { resolution_written: written, ..self.judge() }
    }
}

impl<'c> Pair<'c> {
    /// Both sides, when there are two.
    #[must_use]
    pub fn both(&self) -> Option<(&'c Incident, &'c Incident)> {
        Some((self.before?, self.after?))
    }

    /// Changes of status that were not there before.
    #[must_use]
    pub fn new_transitions(&self) -> Vec<Transition> {
        let Some(after) = self.after else { return Vec::new() };
        let key = |step: &Transition| (step.entry.clone(), step.at, step.to);
        let old: HashSet<_> = self.before.into_iter().flat_map(|before| &before.state.transitions).map(key).collect();
        let mut steps: Vec<Transition> =
            after.state.transitions.iter().filter(|step| !old.contains(&key(step))).cloned().collect();
        let said: HashSet<EntryId> =
            steps.iter().filter(|s| s.to == Status::Mitigated).map(|s| s.entry.clone()).collect();
        steps.extend(
            self.before
                .into_iter()
                .flat_map(|before| ended_by_correction(before, after))
                .filter(|step| !said.contains(&step.entry)),
        );
        steps
    }

    /// Whether this change makes the incident resolved.
    #[must_use]
    pub fn is_resolved_here(&self) -> bool {
        let is =
            |incident: Option<&Incident>| incident.is_some_and(|incident| incident.state.status == Status::Resolved);
        is(self.after) && !is(self.before)
    }
}

/// New corrections by which an incident that was published as going on is over. The step to *mitigated* may then be an old one, from before
/// it was reopened; saying that it holds again is saying *mitigated*.
fn ended_by_correction(before: &Incident, after: &Incident) -> Vec<Transition> {
    let corrections = after.entries.iter().filter(|entry| entry.record.corrects.is_some());
    let ends = corrections.filter_map(|entry| {
        let to = entry.record.status.filter(|to| matches!(to, Status::Mitigated | Status::Resolved))?;
        let target = before.entry(entry.record.corrects.as_deref()?)?;
        let new = before.entry(entry.id.as_str()).is_none_or(|old| old.record.status != Some(to));
        let went_on = new && target.record.status.is_some_and(Status::is_active);
        went_on.then(|| Transition { at: entry.at(), from: None, to: Status::Mitigated, entry: entry.id.clone() })
    });
    ends.collect()
}
