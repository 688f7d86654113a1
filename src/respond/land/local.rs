//! A commit on the branch here.

use super::{LandError, Landed, Made, Task, beginning, make, taken};
use crate::repo::{CommitError, HeadBranch, Landing, Repository};

/// Another command here may move the branch between our look and our move, so often.
const TRIES: u32 = 8;

/// Applies an operation to the last commit, and commits what it comes to.
///
/// # Errors
/// When it cannot be done, or a commit cannot be made. Nothing has been written then.
pub fn commit(repository: &Repository, task: &Task<'_>) -> Result<Landed, LandError> {
    let mut tries = 0;
    loop {
        let head = repository.ready_to_commit()?;
        let base = if task.own_branch { beginning(repository, &head) } else { head.tip };
        let taken = if task.incident.is_none() { taken(repository) } else { Vec::new() };
        let made = make(repository, task, base, &taken)?;
        match settle(repository, &head, made) {
            Err(LandError::Commit(CommitError::Moved(_))) if tries < TRIES => tries += 1,
            done => return done,
        }
    }
}

/// Moves the branch, the index and the working tree to what was made.
pub(super) fn settle(repository: &Repository, head: &HeadBranch, made: Made) -> Result<Landed, LandError> {
    let mut landed =
        Landed { outcome: None, commit: made.commit, branch: head.name.clone(), came_from: None, shared: None };
    if let Some(commit) = made.commit {
        let advanced = repository.advance(head, commit, &made.landing)?;
        landed.branch = advanced.branch;
        landed.came_from = matches!(made.landing, Landing::NewBranch(_)).then(|| head.name.clone());
    }
    landed.outcome = Some(made.outcome);
    Ok(landed)
}
