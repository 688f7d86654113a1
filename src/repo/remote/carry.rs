//! Commits that wait here, put on top of what others have pushed; in memory, no file is touched.

use git2::Oid;

use super::RemoteError;
use crate::repo::{CommitId, Repository};

/// A commit that is not pushed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The commit.
    pub id: CommitId,
    /// Its first line.
    pub subject: String,
}

impl Repository {
    /// The commits that `tip` has and `base` has not, oldest first.
    ///
    /// # Errors
    /// When git cannot read them.
    pub fn waiting(&self, tip: CommitId, base: Option<CommitId>) -> Result<Vec<Waiting>, RemoteError> {
        let git = self.git()?;
        let mut walk = git.revwalk()?;
        walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::REVERSE)?;
        walk.push(tip.0)?;
        if let Some(base) = base {
            walk.hide(base.0)?;
        }
        let mut found = Vec::new();
        for id in walk {
            let id = id?;
            let commit = git.find_commit(id)?;
            let subject = commit.summary_bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            found.push(Waiting { id: CommitId(id), subject: subject.unwrap_or_default() });
        }
        Ok(found)
    }

    /// Whether one commit has another in its history, or is it.
    #[must_use]
    pub fn contains(&self, tip: CommitId, commit: CommitId) -> bool {
        tip == commit || self.git().is_ok_and(|git| git.graph_descendant_of(tip.0, commit.0).unwrap_or_default())
    }

    /// Puts the commits of `tip` that `onto` does not have on top of it. Where one of the two follows the other there is nothing to do.
    ///
    /// # Errors
    /// When two changed the same lines, or there is a merge among them.
    pub fn carry(&self, tip: CommitId, onto: CommitId) -> Result<CommitId, RemoteError> {
        if self.contains(tip, onto) {
            return Ok(tip);
        }
        let mut at = onto;
        for waiting in self.waiting(tip, Some(onto))? {
            at = self.carry_one(&waiting, at)?;
        }
        Ok(at)
    }

    fn carry_one(&self, waiting: &Waiting, onto: CommitId) -> Result<CommitId, RemoteError> {
        let git = self.git()?;
        let commit = git.find_commit(waiting.id.0)?;
        let short = format!("{:.7}", waiting.id.0);
        match commit.parent_count() {
            0 => return Err(RemoteError::Unrelated("the remote".to_owned())),
            1 => {}
            _ => return Err(RemoteError::Merge(short)),
        }
        let below = git.find_commit(onto.0)?;
        let mut index = git.cherrypick_commit(&commit, &below, 0, None)?;
        if index.has_conflicts() {
            let path = |entry: git2::IndexEntry| String::from_utf8_lossy(&entry.path).into_owned();
            let conflicts = index.conflicts()?.flatten();
            let paths = conflicts.filter_map(|sides| sides.our.or(sides.their).or(sides.ancestor).map(path)).collect();
            return Err(RemoteError::Conflict { commit: short, subject: waiting.subject.clone(), paths });
        }
        let tree = index.write_tree_to(git)?;
        if tree == below.tree_id() {
            // Others have it already.
            return Ok(onto);
        }
        Ok(CommitId(self.same_commit(&commit, tree, &below)?))
    }

    /// Author, time and words stay; only what it follows is another.
    fn same_commit(&self, commit: &git2::Commit<'_>, tree: Oid, parent: &git2::Commit<'_>) -> Result<Oid, RemoteError> {
        let git = self.git()?;
        let message = String::from_utf8_lossy(commit.message_bytes()).into_owned();
        let tree = git.find_tree(tree)?;
        Ok(git.commit(None, &commit.author(), &commit.committer(), &message, &tree, &[parent])?)
    }
}
