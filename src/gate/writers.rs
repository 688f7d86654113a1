//! Who wrote what: the commit that first says a thing, and the people behind it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use jiff::Timestamp;

use super::change::Pair;
use super::identity::people_of;
use crate::corpus::Corpus;
use crate::model::{EntryId, Incident, IncidentId, Person, Status};
use crate::policy::Policy;
use crate::repo::{Commit, CommitId, Range, RepoError, Repository, TreeFile};
use crate::source::RepoPath;

/// Something in a record that not everybody may write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    pub incident: IncidentId,
    pub what: What,
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A status, in an entry.
    Status(EntryId),
    /// A waiver, in a follow-up.
    Waiver(String),
}

impl What {
    /// The file that says it.
    fn file<'i>(&self, incident: &'i Incident) -> Option<&'i RepoPath> {
        match self {
            Self::Status(entry) => incident.entry(entry.as_str()).map(|entry| &entry.origin.path),
            Self::Waiver(id) => {
                incident.followups.iter().find(|followup| followup.id == *id).map(|followup| &followup.origin.path)
            }
        }
    }
}

/// The commits that first said it.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    /// People of the roster behind them.
    pub people: Vec<String>,
    /// Authors, as `name <email>`.
    pub signatures: Vec<String>,
    /// When the last of them was written.
    pub at: Option<Timestamp>,
    /// Commits whose approval is an approval of it: the head, and those that the head merges and that say it too.
    pub approvable: Vec<String>,
}

impl Written {
    /// The authors, for a message.
    pub fn who(&self) -> String {
        match &self.signatures[..] {
            [] => "somebody who left no commit".to_owned(),
            signatures => signatures.join(", "),
        }
    }
}

/// Finds who wrote the claims that a pair of incidents adds.
pub(super) struct Writers<'r> {
    repository: &'r Repository,
    policy: &'r Policy,
    people: &'r BTreeMap<String, Person>,
    head: CommitId,
    commits: HashMap<CommitId, Commit>,
    looked: HashMap<(CommitId, RepoPath), Option<TreeFile>>,
    incidents: HashMap<(CommitId, RepoPath), Rc<Option<Incident>>>,
}

impl<'r> Writers<'r> {
    pub fn new(
        repository: &'r Repository,
        range: &Range,
        policy: &'r Policy,
        people: &'r BTreeMap<String, Person>,
    ) -> Result<Self, RepoError> {
        let commits = repository.commits(range)?.into_iter().map(|commit| (commit.id, commit)).collect();
        let (looked, incidents) = (HashMap::new(), HashMap::new());
        Ok(Self { repository, policy, people, head: range.head, commits, looked, incidents })
    }

    /// The claims of one pair, each with its writers.
    pub fn of(&mut self, pair: &Pair<'_>) -> Result<Vec<(Claim, Written)>, RepoError> {
        let Some(after) = pair.after else { return Ok(Vec::new()) };
        let mut claims = Vec::new();
        for step in pair.new_transitions() {
            // A resolution is asked when it was really written, whoever may write it: its own time is a claim.
            if step.to == Status::Resolved || self.policy.lifecycle.authority.contains_key(&step.to) {
                claims.push(What::Status(step.entry));
            }
        }
        let old = |id: &str| pair.before.and_then(|before| before.followups.iter().find(|old| old.id == id));
        for followup in after.followups.iter().filter(|followup| followup.record.waiver.is_some()) {
            if old(&followup.id).is_none_or(|old| old.record.waiver != followup.record.waiver) {
                claims.push(What::Waiver(followup.id.clone()));
            }
        }
        // The change may have moved the folder after somebody wrote into it.
        let mut homes = vec![after.folder.clone()];
        homes.extend(pair.before.map(|before| before.folder.clone()).filter(|folder| *folder != after.folder));
        let id = pair.id;
        let found = claims.into_iter().map(|what| {
            let written = self.written(after, &homes, &what)?;
            Ok((Claim { incident: id.clone(), what }, written))
        });
        found.collect()
    }

    /// The commits that a claim comes from: followed back from the head through those that say it, to where no parent does. A claim that
    /// was taken back, and made again by somebody else, comes from the latter.
    fn written(&mut self, after: &Incident, homes: &[RepoPath], what: &What) -> Result<Written, RepoError> {
        let mut written = Written::default();
        let (mut next, mut seen) = (vec![self.head], HashSet::new());
        while let Some(id) = next.pop() {
            let Some(commit) = self.commits.get(&id).filter(|_| seen.insert(id)).cloned() else { continue };
            let mut inherited = Vec::new();
            for &parent in &commit.parents {
                if self.same_folder(id, parent, homes)? || self.says(parent, after, homes, what)? {
                    inherited.push(parent);
                }
            }
            if id == self.head {
                let merged = inherited.iter().filter(|_| commit.parents.len() > 1);
                written.approvable = std::iter::once(&id).chain(merged).map(ToString::to_string).collect();
            }
            if inherited.is_empty() {
                let people = people_of(&commit, self.people);
                written.people.extend(people.into_iter().map(ToOwned::to_owned));
                written.signatures.push(format!("{} <{}>", commit.author.name, commit.author.email));
                written.at = written.at.max(Some(commit.author.at));
            }
            next.extend(inherited);
        }
        written.people.sort();
        written.people.dedup();
        written.signatures.sort();
        written.signatures.dedup();
        Ok(written)
    }

    /// Whether the incident's folder is the same object in two commits; then both say the same.
    fn same_folder(&mut self, one: CommitId, other: CommitId, homes: &[RepoPath]) -> Result<bool, RepoError> {
        let (one, other) = (self.home(one, homes)?, self.home(other, homes)?);
        Ok(one.zip(other).is_some_and(|(one, other)| one.same_object(&other)))
    }

    fn says(&mut self, commit: CommitId, after: &Incident, homes: &[RepoPath], what: &What) -> Result<bool, RepoError> {
        let Some(home) = self.home(commit, homes)? else { return Ok(false) };
        // A long branch has thousands of commits, and hardly any of them touches the one file that says it.
        if let Some(rest) = what.file(after).and_then(|file| file.below(&after.folder)) {
            let (then, now) = (home.path.join(rest), after.folder.join(rest));
            if let (Some(then), Some(now)) = (self.look(commit, &then)?, self.look(self.head, &now)?)
                && then.same_object(&now)
            {
                return Ok(true);
            }
        }
        let then = self.incident(commit, &home.path)?;
        let Some(then) = then.as_ref() else { return Ok(false) };
        Ok(match what {
            What::Status(entry) => {
                let status = |incident: &Incident| {
                    incident.entry(entry.as_str()).map(|entry| (entry.record.status, entry.record.at))
                };
                status(then).is_some() && status(then) == status(after)
            }
            What::Waiver(id) => {
                let waiver = |incident: &Incident| {
                    incident
                        .followups
                        .iter()
                        .find(|followup| followup.id == *id)
                        .and_then(|followup| followup.record.waiver.clone())
                };
                waiver(then).is_some() && waiver(then) == waiver(after)
            }
        })
    }

    /// The first of some folders that a commit has.
    fn home(&mut self, commit: CommitId, homes: &[RepoPath]) -> Result<Option<TreeFile>, RepoError> {
        for folder in homes {
            let found = self.look(commit, folder)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn look(&mut self, commit: CommitId, path: &RepoPath) -> Result<Option<TreeFile>, RepoError> {
        let key = (commit, path.clone());
        if let Some(known) = self.looked.get(&key) {
            return Ok(known.clone());
        }
        let found = self.repository.tree_of(commit)?.look(path)?;
        self.looked.insert(key, found.clone());
        Ok(found)
    }

    fn incident(&mut self, commit: CommitId, folder: &RepoPath) -> Result<Rc<Option<Incident>>, RepoError> {
        let key = (commit, folder.clone());
        if let Some(incident) = self.incidents.get(&key) {
            return Ok(Rc::clone(incident));
        }
        let incident = Rc::new(Corpus::load_incident(&*self.repository.tree_of(commit)?, folder, self.policy)?);
        self.incidents.insert(key, Rc::clone(&incident));
        Ok(incident)
    }
}
