//! Moves a branch from one commit to another, and the index and the working tree with it: only files that differ between the two, and only
//! when the user has no changes of his own in them.

use std::path::Path;

use git2::Oid;

use super::index::{IndexLock, Staged};
use super::ready::in_full;
use super::{CommitError, HeadBranch, Landing, on_disk};
use crate::repo::git_tree::mode;
use crate::repo::write::{Journal, Lock, Move, WRITE_LOCK, WRITING, refuse_links, step, take_back, write_all};
use crate::repo::{CommitId, FileChange, ObjectKind, Repository};
use crate::source::RepoPath;

/// A branch that has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advanced {
    /// The branch that is checked out now.
    pub branch: String,
    /// Files of the working tree that were written or taken away.
    pub files: Vec<RepoPath>,
}

/// A file on the way from one commit to the other.
struct Step {
    path: RepoPath,
    before: Option<(i32, Oid)>,
    after: Option<(i32, Oid)>,
}

impl Repository {
    /// Moves what is checked out to another commit.
    ///
    /// # Errors
    /// When the branch is no longer where it was, the user has changes in the way, or the disk or git refuse. Nothing has moved then.
    pub fn advance(&self, from: &HeadBranch, to: CommitId, landing: &Landing) -> Result<Advanced, CommitError> {
        let to_branch = match landing {
            Landing::Here => from.reference(),
            Landing::NewBranch(name) => in_full(name),
        };
        let planned = Move { from_branch: from.reference(), from: from.tip.to_string(), to_branch, to: to.to_string() };
        let private = self.own_folder();
        let _lock = Lock::wait(&private.join(WRITE_LOCK))?;
        self.expect_start(&planned, from)?;
        let files = self.plan(from.tip, to)?;
        let index = IndexLock::take(self.git()?, &private)?;
        let steps: Vec<Staged> = self.expect_clean(&files)?;
        let changes = self.changes(&files)?;
        let journal = Journal::new(&private, WRITING);
        journal.open(&[], Some(planned.clone()))?;
        let moved = write_all(&self.desk(), &changes).map_err(CommitError::from).and_then(|()| {
            let moved = index.write(self.git()?, &private, &steps).and_then(|()| {
                // What the index said before it says again.
                self.set_branch(&planned).inspect_err(|_| {
                    let before = files.iter().map(|step| (step.path.to_string(), step.before)).collect::<Vec<_>>();
                    let _ = self.git().map(|git| index.write(git, &private, &before));
                })
            });
            moved.inspect_err(|_| take_back(&self.desk(), &changes))
        });
        journal.close();
        moved?;
        let branch = planned.to_branch.trim_start_matches("refs/heads/").to_owned();
        Ok(Advanced { branch, files: files.into_iter().map(|step| step.path).collect() })
    }

    /// Finishes a move that a process began before it was killed; `false` when there is nothing left to finish, or somebody went elsewhere.
    pub(super) fn finish_move(&self, planned: &Move) -> Result<bool, CommitError> {
        let git = self.git()?;
        let (from, to) = (CommitId(Oid::from_str(&planned.from)?), CommitId(Oid::from_str(&planned.to)?));
        let head = git.find_reference("HEAD")?.symbolic_target().ok().flatten().map(ToOwned::to_owned);
        let tip = git.refname_to_id(&planned.to_branch).ok();
        let begun = head.as_deref() == Some(&planned.from_branch) && git.refname_to_id(&planned.from_branch)? == from.0;
        let done = head.as_deref() == Some(&planned.to_branch) && tip == Some(to.0);
        let half = tip == Some(to.0) && head.as_deref() == Some(&planned.from_branch);
        if !(begun || half) || done {
            return Ok(false);
        }
        let files = self.plan(from, to)?;
        let index = IndexLock::take(git, &self.own_folder())?;
        let steps = self.expect_clean(&files)?;
        let mut changes = self.changes(&files)?;
        // Files that are gone already: the folders that became empty may still be there.
        let gone = files.iter().filter(|step| step.after.is_none()).map(|step| &step.path);
        let again = |path: &RepoPath| FileChange { path: path.clone(), was: None, becomes: None, executable: false };
        changes.extend(gone.map(again));
        write_all(&self.desk(), &changes)?;
        index.write(git, &self.own_folder(), &steps)?;
        self.set_branch(planned)?;
        Ok(true)
    }

    fn expect_start(&self, planned: &Move, from: &HeadBranch) -> Result<(), CommitError> {
        let git = self.git()?;
        if self.branch().as_deref() != Some(&from.name) || git.refname_to_id(&planned.from_branch)? != from.tip.0 {
            return Err(CommitError::Moved(from.name.clone()));
        }
        let fresh = planned.to_branch != planned.from_branch;
        if fresh && git.find_reference(&planned.to_branch).is_ok() {
            return Err(CommitError::BranchExists(planned.to_branch.trim_start_matches("refs/heads/").to_owned()));
        }
        Ok(())
    }

    /// The files that differ.
    fn plan(&self, from: CommitId, to: CommitId) -> Result<Vec<Step>, CommitError> {
        let git = self.git()?;
        let (before, after) = (git.find_commit(from.0)?.tree()?, git.find_commit(to.0)?.tree()?);
        let (mut steps, mut others) = (Vec::new(), Vec::new());
        for file in self.changed_files(from, to)? {
            let plain =
                |kind: Option<ObjectKind>| matches!(kind, None | Some(ObjectKind::File | ObjectKind::Executable));
            if !plain(file.before) || !plain(file.after) {
                others.push(file.path);
                continue;
            }
            let entry = |tree: &git2::Tree<'_>, there: bool| {
                let entry = there.then(|| tree.get_path(Path::new(file.path.as_str())).ok()).flatten();
                entry.map(|entry| (entry.filemode(), entry.id()))
            };
            let (before, after) = (entry(&before, file.before.is_some()), entry(&after, file.after.is_some()));
            steps.push(Step { path: file.path, before, after });
        }
        // Links and submodules are git's own business.
        if others.is_empty() { Ok(steps) } else { Err(CommitError::InTheWay(others)) }
    }

    /// Refuses when the user has staged or changed one of the files; says what the index is to say of them.
    fn expect_clean(&self, steps: &[Step]) -> Result<Vec<Staged>, CommitError> {
        let git = self.git()?;
        // Another git may have written it since the handle was opened. One that only a newer git understands is not looked into.
        let index = git.index().and_then(|mut index| index.read(true).map(|()| index)).ok();
        let mut dirty = Vec::new();
        for step in steps {
            refuse_links(self.root(), &step.path)?;
            let staged = |index: &git2::Index| index.get_path(Path::new(step.path.as_str()), 0).map(|entry| entry.id);
            let ids = [step.before.map(|(_, id)| id), step.after.map(|(_, id)| id)];
            if index.as_ref().is_some_and(|index| !ids.contains(&staged(index))) || !self.is_clean(step)? {
                dirty.push(step.path.clone());
            }
        }
        if !dirty.is_empty() {
            return Err(CommitError::InTheWay(dirty));
        }
        Ok(steps.iter().map(|step| (step.path.to_string(), step.after)).collect())
    }

    /// Whether the working tree has a file as it was, or already as it is to be.
    fn is_clean(&self, step: &Step) -> Result<bool, CommitError> {
        let path = crate::repo::write::on_disk(self.root(), &step.path);
        let Ok(meta) = path.symlink_metadata() else {
            // A file that the user took away is a change of his.
            return Ok(step.before.is_none() || step.after.is_none());
        };
        if !meta.is_file() {
            return Ok(false);
        }
        let Ok(bytes) = std::fs::read(&path) else { return Ok(false) };
        let disk = Oid::hash_object(git2::ObjectType::Blob, &bytes)?;
        let sides = [step.before, step.after].into_iter().flatten();
        for (_, id) in sides {
            let blob = self.git()?.find_blob(id)?;
            let shown = on_disk::from_blob(self.git()?, step.path.as_str(), blob.content());
            if disk == id || shown.is_some_and(|shown| *shown == *bytes) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What is to be written; what is so already is left out.
    fn changes(&self, steps: &[Step]) -> Result<Vec<FileChange>, CommitError> {
        let git = self.git()?;
        let mut changes = Vec::new();
        for step in steps {
            let path = crate::repo::write::on_disk(self.root(), &step.path);
            let was = std::fs::read(&path).ok();
            let becomes = match step.after {
                Some((_, id)) => {
                    let blob = git.find_blob(id)?;
                    let shown = on_disk::from_blob(git, step.path.as_str(), blob.content());
                    // What only the user's own filter can make is left to git.
                    Some(shown.ok_or_else(|| CommitError::InTheWay(vec![step.path.clone()]))?.into_owned())
                }
                None => None,
            };
            let executable = step.after.is_some_and(|(kind, _)| kind == mode::EXECUTABLE);
            let same_mode = step.before.map(|(kind, _)| kind) == step.after.map(|(kind, _)| kind);
            if was != becomes || !same_mode {
                changes.push(FileChange { path: step.path.clone(), was, becomes, executable });
            }
        }
        Ok(changes)
    }

    fn set_branch(&self, planned: &Move) -> Result<(), CommitError> {
        let git = self.git()?;
        let (from, to) = (Oid::from_str(&planned.from)?, Oid::from_str(&planned.to)?);
        step();
        if planned.to_branch == planned.from_branch {
            self.with_stale_lock_removed(planned, || {
                git.reference_matching(&planned.to_branch, to, true, from, "flarebook").map(drop)
            })?;
        } else {
            self.with_stale_lock_removed(planned, || {
                git.reference(&planned.to_branch, to, true, "flarebook").map(drop)
            })?;
            step();
            git.reference_symbolic("HEAD", &planned.to_branch, true, "flarebook")?;
        }
        step();
        Ok(())
    }

    /// A process that was killed between locking a ref and writing it leaves the lock; it is ours when it holds our very commit, or nothing.
    fn with_stale_lock_removed(
        &self,
        planned: &Move,
        mut work: impl FnMut() -> Result<(), git2::Error>,
    ) -> Result<(), CommitError> {
        match work() {
            Err(error) if error.code() == git2::ErrorCode::Locked => {
                let lock = self.git()?.commondir().join(format!("{}.lock", planned.to_branch));
                let ours = std::fs::read_to_string(&lock).is_ok_and(|text| {
                    let text = text.trim();
                    text.is_empty() || text == planned.to
                });
                if ours {
                    std::thread::sleep(std::time::Duration::from_millis(500));
                    let _ = std::fs::remove_file(&lock);
                }
                Ok(work()?)
            }
            done => Ok(done?),
        }
    }
}
