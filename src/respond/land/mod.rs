//! From an operation to a commit that everybody has: applied to the last commit, and again to whatever others have pushed meanwhile.

mod error;
mod local;
mod shared;

use jiff::Timestamp;

pub use error::LandError;
pub use local::commit;
pub use shared::{push, sync};

use super::{Change, Operation, Outcome};
use crate::corpus::{Corpus, INCIDENTS_FOLDER};
use crate::model::IncidentId;
use crate::repo::{
    CommitError, CommitId, HeadBranch, Landing, Message, RemoteError, RepoError, Repository, Target, Tree, Waiting,
};
use crate::source::RepoPath;

/// Something to be committed.
pub struct Task<'t> {
    /// What is to be done.
    pub operation: &'t dyn Operation,
    /// The incident that it is about; a new one has no name yet.
    pub incident: Option<&'t IncidentId>,
    /// Whether it goes onto a branch of its own, `incident/ID`.
    pub own_branch: bool,
    /// The time that the commit bears.
    pub now: Timestamp,
}

/// What became of it.
#[derive(Debug)]
pub struct Landed {
    /// What the operation came to; `None` when there was none to do.
    pub outcome: Option<Outcome>,
    /// The commit, unless there was nothing to commit.
    pub commit: Option<CommitId>,
    /// The branch that it is on.
    pub branch: String,
    /// The branch that was checked out before, where that was another.
    pub came_from: Option<String>,
    /// How it got to the others, or did not; `None` when it was not to be pushed.
    pub shared: Option<Shared>,
}

/// How commits got to the others.
#[derive(Debug, Default)]
pub struct Shared {
    /// Where they are, or should be.
    pub target: Option<Target>,
    /// Why they are not there.
    pub failed: Option<RemoteError>,
    /// Commits that had waited here and went along.
    pub carried: Vec<Waiting>,
    /// How many commits of others came here.
    pub brought: usize,
    /// Why the branch here is not where the remote's is.
    pub behind: Option<CommitError>,
    /// How often others were faster.
    pub overtaken: u32,
}

/// As much of a record as an operation looks at: one incident, if it is about one, and where the others are.
///
/// # Errors
/// When the tree cannot be read.
pub fn load(tree: Box<dyn Tree>, incident: Option<&str>) -> Result<Corpus, RepoError> {
    let folder = match incident {
        Some(id) => Corpus::folder_of(&*tree, id)?.filter(|folder| folder.name() == id),
        None => None,
    };
    let folders: Vec<RepoPath> = folder.into_iter().collect();
    Corpus::load_part(tree, &folders, None)
}

/// A commit that no branch knows of yet.
struct Made {
    outcome: Outcome,
    commit: Option<CommitId>,
    landing: Landing,
}

/// Applies the operation to a commit. `taken` are ids that others have used for incidents which are not in that commit.
fn make(repository: &Repository, task: &Task<'_>, base: CommitId, taken: &[String]) -> Result<Made, LandError> {
    let incident = task.incident.map(IncidentId::as_str);
    let mut corpus = load(repository.tree_of(base)?, incident)?;
    for id in taken {
        let folder = RepoPath::root().join(INCIDENTS_FOLDER).join(id);
        corpus.mind_also(id, folder);
    }
    let outcome = task.operation.apply(&corpus)?;
    let files: Vec<_> = outcome.changes.iter().map(Change::as_file).collect();
    let commit = match files.is_empty() {
        true => None,
        false => Some(repository.commit_on(base, &files, &message(&outcome), task.now)?),
    };
    let landing = match &outcome.incident {
        Some(id) if task.own_branch => Landing::NewBranch(format!("{BRANCHES}{id}")),
        _ => Landing::Here,
    };
    Ok(Made { outcome, commit, landing })
}

/// The branches of incidents begin so.
pub const BRANCHES: &str = "incident/";

/// What a person would write, and what programs find the commit by.
fn message(outcome: &Outcome) -> Message {
    let incident = outcome.incident.as_ref().map(|id| ("Incident", id.to_string()));
    let entry = outcome.entry.as_ref().map(|id| ("Entry", id.to_string()));
    Message { subject: outcome.subject.clone(), trailers: incident.into_iter().chain(entry).collect() }
}

/// The commit that a new branch begins at: what is checked out; from the branch of another incident, what both will be merged into.
fn beginning(repository: &Repository, head: &HeadBranch) -> CommitId {
    if !head.name.starts_with(BRANCHES) {
        return head.tip;
    }
    let remote = repository.target(&head.name).map_or_else(|_| "origin".to_owned(), |target| target.remote);
    let name = repository.default_branch(&remote);
    let found = [format!("refs/heads/{name}"), format!("refs/remotes/{remote}/{name}")];
    found.iter().find_map(|name| repository.commit_id(name).ok()).unwrap_or(head.tip)
}

/// The ids that branches of incidents bear, here and where this clone last looked.
fn taken(repository: &Repository) -> Vec<String> {
    let branches = repository.branches(&|name| name.starts_with(BRANCHES)).unwrap_or_default();
    branches.iter().filter_map(|branch| branch.name.strip_prefix(BRANCHES)).map(ToOwned::to_owned).collect()
}
