//! After a process that was killed: whoever comes next finishes what it had begun.

use super::CommitError;
use super::index::IndexLock;
use crate::repo::Repository;
use crate::repo::write::{Journal, Lock, WRITE_LOCK, WRITING};
use crate::source::RepoPath;

/// What was finished for a process that was killed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// Files that were written.
    pub files: Vec<RepoPath>,
    /// The commit that a branch was moved to.
    pub commit: Option<String>,
    /// A commit that could not be put onto its branch, because things have changed since.
    pub left: Option<String>,
}

/// The lock of whoever pushes, and the journal of what is pushed.
pub(in crate::repo) const PUSH_LOCK: &str = "push.lock";
pub(in crate::repo) const PUSHING: &str = "pushing";

impl Repository {
    /// Finishes what a process that was killed has begun to write. Costs nothing when there is nothing.
    ///
    /// # Errors
    /// When the disk or git refuse.
    pub fn finish_interrupted(&self) -> Result<Finished, CommitError> {
        let private = self.own_folder();
        let mut finished = Finished::default();
        let untidy = self.private_folder().is_none() && private.exists();
        if untidy || Journal::new(&private, WRITING).is_open() || IndexLock::may_be_stale(&private) {
            let _lock = Lock::wait(&private.join(WRITE_LOCK))?;
            self.finish(WRITING, &mut finished)?;
        }
        // Whoever still has the lock is at it.
        if Journal::new(&private, PUSHING).is_open()
            && let Some(_pushing) = Lock::try_take(&private.join(PUSH_LOCK))?
        {
            let _lock = Lock::wait(&private.join(WRITE_LOCK))?;
            self.finish(PUSHING, &mut finished)?;
        }
        self.tidy_own_folder();
        Ok(finished)
    }

    /// Under the lock, so that nobody else is at it; he may have finished while we waited.
    fn finish(&self, name: &str, finished: &mut Finished) -> Result<(), CommitError> {
        let private = self.own_folder();
        let journal = Journal::new(&private, name);
        if let Ok(git) = self.git() {
            IndexLock::release_stale(git, &private);
        }
        if !journal.is_open() {
            return Ok(());
        }
        if let Some((work, changes)) = journal.read() {
            finished.files.extend(self.finish_files(&changes)?);
            if let Some(planned) = &work.branch {
                match self.finish_move(planned) {
                    Ok(true) => finished.commit = Some(planned.to.clone()),
                    Ok(false) if self.has_commit(planned) => {}
                    Ok(false) | Err(CommitError::InTheWay(_)) => finished.left = Some(planned.to.clone()),
                    Err(error) => return Err(error),
                }
            }
        }
        journal.close();
        Ok(())
    }

    /// Whether the branch holds the commit already.
    fn has_commit(&self, planned: &crate::repo::write::Move) -> bool {
        let Ok(git) = self.git() else { return false };
        let (Ok(tip), Ok(to)) = (git.refname_to_id(&planned.to_branch), git2::Oid::from_str(&planned.to)) else {
            return false;
        };
        tip == to || git.graph_descendant_of(tip, to).unwrap_or_default()
    }
}
