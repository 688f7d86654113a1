//! Reads a change from git, without a checkout and in proportion to what differs.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::change::Change;
use super::facts::Facts;
use super::writers::Writers;
use crate::corpus::{COMPONENTS_FILE, Corpus, INCIDENTS_FOLDER, PEOPLE_FILE, POLICY_FILE};
use crate::repo::{RepoError, Repository, Tree};
use crate::source::RepoPath;

/// What is to be judged.
#[derive(Clone, Debug)]
pub struct Request<'r> {
    /// The commit to compare with: the branch that the change will be merged into.
    pub base: &'r str,
    /// The commit to look at.
    pub head: &'r str,
    /// Whether the branch itself moves from base to head, as in a push; then nothing of base may be missing from head.
    pub fast_forward: bool,
    /// What was looked up.
    pub facts: Option<Facts>,
    /// The time that counts as now.
    pub now: Timestamp,
}

/// A change that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// The repository.
    #[error(transparent)]
    Repo(#[from] RepoError),
}

impl Change {
    /// Reads what differs between two commits.
    ///
    /// # Errors
    /// When git does not know them, or a shallow clone lacks the history between them.
    pub fn load(repository: &Repository, request: Request<'_>) -> Result<Self, GateError> {
        let mut range = repository.range(request.base, request.head)?;
        let rewritten = request.fast_forward && range.fork != range.base;
        if request.fast_forward {
            range.fork = range.base;
        }
        let moved = range.fork != range.base;
        let files = repository.changed_files(range.fork, range.head)?;
        let tip = moved.then(|| Corpus::load_part(repository.tree_of(range.base)?, &[], None)).transpose()?;
        let (before, after) = (repository.tree_of(range.fork)?, repository.tree_of(range.head)?);
        let folders = Corpus::homes(files.iter().map(|file| &file.path), &[&*before, &*after])?;
        let founding = !knows_flarebook(&*repository.tree_of(range.base)?)?;
        // What is published was read by its own policy; the change is read by the policy that judges it.
        let base = Corpus::load_part(before, &folders, tip.as_ref().map(|tip| &tip.policy))?;
        let read_by = Some(&tip.as_ref().unwrap_or(&base).policy).filter(|_| !founding);
        let head = Corpus::load_part(after, &folders, read_by)?;
        let moved_on =
            tip.as_ref().map_or_else(|| Ok(Vec::new()), |tip| moved_on(&*base.tree, &*tip.tree, &folders))?;
        let mut change = Self {
            range,
            base,
            head,
            tip,
            founding,
            files,
            moved_on,
            rewritten,
            written: BTreeMap::new(),
            facts: request.facts,
            now: request.now,
        };
        let mut writers = Writers::new(repository, &change.range, change.policy(), change.people())?;
        let mut written = BTreeMap::new();
        for pair in change.pairs() {
            written.extend(writers.of(&pair)?);
        }
        change.written = written;
        Ok(change)
    }
}

/// Whether a tree has anything of Flarebook's, be it misspelt.
fn knows_flarebook(tree: &dyn Tree) -> Result<bool, RepoError> {
    for name in [POLICY_FILE, PEOPLE_FILE, COMPONENTS_FILE] {
        for name in [name.to_owned(), name.replace(".yaml", ".yml")] {
            if tree.look(&RepoPath::root().join(&name))?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(tree.look(&RepoPath::root().join(INCIDENTS_FOLDER))?.is_some())
}

/// Of some folders, those that differ between the fork and the tip of the base too. Git names a folder by what is in it.
fn moved_on(fork: &dyn Tree, tip: &dyn Tree, folders: &[RepoPath]) -> Result<Vec<RepoPath>, RepoError> {
    let mut differ = Vec::new();
    for folder in folders {
        if fork.look(folder)? != tip.look(folder)? {
            differ.push(folder.clone());
        }
    }
    Ok(differ)
}
