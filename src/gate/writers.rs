//! Who wrote what: the commit that first says a thing, and the people behind it.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use jiff::Timestamp;

use super::change::Pair;
use super::identity::people_of;
use crate::corpus::Corpus;
use crate::model::{EntryId, Incident, IncidentId, Person};
use crate::policy::Policy;
use crate::repo::{Commit, CommitId, Range, RepoError, Repository, Tree, TreeFile};
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

/// The commits that first said it.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    /// People of the roster behind them.
    pub people: Vec<String>,
    /// Authors, as `name <email>`.
    pub signatures: Vec<String>,
    /// When the last of them was written.
    pub at: Option<Timestamp>,
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
    pub repository: &'r Repository,
    pub policy: &'r Policy,
    pub people: &'r BTreeMap<String, Person>,
    pub commits: Vec<Commit>,
    trees: HashMap<CommitId, Rc<dyn Tree>>,
    incidents: HashMap<(CommitId, RepoPath), Rc<Option<Incident>>>,
}

impl<'r> Writers<'r> {
    pub fn new(
        repository: &'r Repository,
        range: &Range,
        policy: &'r Policy,
        people: &'r BTreeMap<String, Person>,
    ) -> Result<Self, RepoError> {
        let commits = repository.commits(range)?;
        Ok(Self { repository, policy, people, commits, trees: HashMap::new(), incidents: HashMap::new() })
    }

    /// The claims of one pair, each with its writers.
    pub fn of(&mut self, pair: &Pair<'_>) -> Result<Vec<(Claim, Written)>, RepoError> {
        let Some(after) = pair.after else { return Ok(Vec::new()) };
        let mut claims = Vec::new();
        for step in pair.new_transitions() {
            if self.policy.lifecycle.authority.contains_key(&step.to) {
                claims.push(What::Status(step.entry.clone()));
            }
        }
        let old = |id: &str| pair.before.and_then(|before| before.followups.iter().find(|old| old.id == id));
        for followup in after.followups.iter().filter(|followup| followup.record.waiver.is_some()) {
            if old(&followup.id).is_none_or(|old| old.record.waiver != followup.record.waiver) {
                claims.push(What::Waiver(followup.id.clone()));
            }
        }
        let id = pair.id;
        let found = claims.into_iter().map(|what| {
            let written = self.written(after, &what)?;
            Ok((Claim { incident: id.clone(), what }, written))
        });
        found.collect()
    }

    /// The commits in which a claim stands as it stands now, while it stood so in none of their parents.
    fn written(&mut self, after: &Incident, what: &What) -> Result<Written, RepoError> {
        let mut written = Written::default();
        for index in 0..self.commits.len() {
            let commit = self.commits[index].clone();
            if !self.touches(&commit, &after.folder)? || !self.says(commit.id, after, what)? {
                continue;
            }
            let mut inherited = false;
            for &parent in &commit.parents {
                inherited |= self.says(parent, after, what)?;
            }
            if !inherited {
                let people = people_of(&commit, self.people);
                written.people.extend(people.into_iter().map(ToOwned::to_owned));
                written.signatures.push(format!("{} <{}>", commit.author.name, commit.author.email));
                written.at = written.at.max(Some(commit.author.at));
            }
        }
        written.people.sort();
        written.people.dedup();
        written.signatures.sort();
        written.signatures.dedup();
        Ok(written)
    }

    /// Whether the incident's folder differs from that of every parent; if one has the same, nothing in it was written here.
    fn touches(&mut self, commit: &Commit, folder: &RepoPath) -> Result<bool, RepoError> {
        let own = self.look(commit.id, folder)?;
        for &parent in &commit.parents {
            if self.look(parent, folder)? == own {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn says(&mut self, commit: CommitId, after: &Incident, what: &What) -> Result<bool, RepoError> {
        let then = self.incident(commit, &after.folder)?;
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

    fn tree(&mut self, commit: CommitId) -> Result<Rc<dyn Tree>, RepoError> {
        if let Some(tree) = self.trees.get(&commit) {
            return Ok(Rc::clone(tree));
        }
        let tree: Rc<dyn Tree> = self.repository.tree_of(commit)?.into();
        self.trees.insert(commit, Rc::clone(&tree));
        Ok(tree)
    }

    fn look(&mut self, commit: CommitId, folder: &RepoPath) -> Result<Option<TreeFile>, RepoError> {
        self.tree(commit)?.look(folder)
    }

    fn incident(&mut self, commit: CommitId, folder: &RepoPath) -> Result<Rc<Option<Incident>>, RepoError> {
        let key = (commit, folder.clone());
        if let Some(incident) = self.incidents.get(&key) {
            return Ok(Rc::clone(incident));
        }
        let incident = Rc::new(Corpus::load_incident(&*self.tree(commit)?, folder, self.policy)?);
        self.incidents.insert(key, Rc::clone(&incident));
        Ok(incident)
    }
}
