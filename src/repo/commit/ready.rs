//! Whether a commit can be made here, asked before anything is written.

use git2::RepositoryState;

use super::CommitError;
use crate::repo::{CommitId, Repository};

/// The branch that is checked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadBranch {
    /// Its name: `main`.
    pub name: String,
    /// The commit it is at.
    pub tip: CommitId,
}

impl HeadBranch {
    /// Its name in full.
    pub(in crate::repo) fn reference(&self) -> String {
        in_full(&self.name)
    }
}

/// Where a commit goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landing {
    /// Onto the branch that is checked out.
    Here,
    /// Onto a new branch, which is then checked out.
    NewBranch(String),
}

/// `refs/heads/main`.
pub(in crate::repo) fn in_full(branch: &str) -> String {
    format!("refs/heads/{branch}")
}

impl Repository {
    /// The branch to commit to.
    ///
    /// # Errors
    /// When a commit cannot be made as things are: no branch, something in progress, nobody known.
    pub fn ready_to_commit(&self) -> Result<HeadBranch, CommitError> {
        let git = self.git().map_err(|_| CommitError::NotGit)?;
        if let Some(what) = in_progress(git.state()) {
            return Err(CommitError::InProgress(what));
        }
        let branch = self.branch().ok_or(CommitError::Detached)?;
        let Ok(tip) = git.head().and_then(|head| head.peel_to_commit()) else {
            return Err(CommitError::Unborn(branch));
        };
        if git.author_from_env().is_err() || git.committer_from_env().is_err() {
            return Err(CommitError::NoIdentity);
        }
        Ok(HeadBranch { name: branch, tip: CommitId(tip.id()) })
    }
}

/// What is going on, in words.
pub(in crate::repo) fn in_progress(state: RepositoryState) -> Option<&'static str> {
    use RepositoryState as State;
    Some(match state {
        State::Clean => return None,
        State::Merge => "a merge",
        State::Revert | State::RevertSequence => "a revert",
        State::CherryPick | State::CherryPickSequence => "a cherry-pick",
        State::Bisect => "a bisect",
        State::Rebase | State::RebaseInteractive | State::RebaseMerge => "a rebase",
        State::ApplyMailbox | State::ApplyMailboxOrRebase => "an application of patches",
    })
}
