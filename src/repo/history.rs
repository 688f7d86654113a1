//! What lies between two commits: who wrote them, and what they changed.

use std::sync::Arc;

use jiff::Timestamp;

use super::{GitTree, RepoError, Repository, Tree};
use crate::source::RepoPath;
use crate::source::limits::MAX_FOLDER_DEPTH;

/// A commit's name in git.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId(pub(super) git2::Oid);

impl std::fmt::Display for CommitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0.to_string())
    }
}

/// Somebody who wrote or applied a commit, as the commit says; nothing here is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// When.
    pub at: Timestamp,
}

/// A commit.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Its name.
    pub id: CommitId,
    /// Who wrote it.
    pub author: Signature,
    /// Who applied it.
    pub committer: Signature,
    /// The first line of its message.
    pub subject: String,
    /// `Key: value` lines at the end of its message.
    pub trailers: Vec<(String, String)>,
    /// What it follows; several for a merge.
    pub parents: Vec<CommitId>,
}

/// Two commits and where their ways parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The commit that is compared with.
    pub base: CommitId,
    /// The last commit that both have: what the change starts from.
    pub fork: CommitId,
    /// The commit that is looked at.
    pub head: CommitId,
}

/// More commits than this are not walked through for one change.
const MOST_COMMITS: usize = 10_000;

impl Repository {
    /// Finds where `head` left `base`.
    ///
    /// # Errors
    /// When git does not know a revision, when the two have nothing in common, and when a shallow clone lacks what is needed to tell.
    pub fn range(&self, base: &str, head: &str) -> Result<Range, RepoError> {
        let (base_id, head_id) = (self.commit_id(base)?, self.commit_id(head)?);
        let git = self.git()?;
        let fork = match git.merge_base(base_id.0, head_id.0) {
            Ok(fork) => CommitId(fork),
            Err(error) if error.code() == git2::ErrorCode::NotFound && git.is_shallow() => {
                return Err(RepoError::Shallow { base: base.to_owned(), head: head.to_owned() });
            }
            Err(error) if error.code() == git2::ErrorCode::NotFound => {
                return Err(RepoError::Unrelated { base: base.to_owned(), head: head.to_owned() });
            }
            Err(error) => return Err(error.into()),
        };
        // Compared with one of several, what the others have published would look new.
        if git.merge_bases(base_id.0, head_id.0)?.len() > 1 {
            return Err(RepoError::CrissCross { base: base.to_owned(), head: head.to_owned() });
        }
        let range = Range { base: base_id, fork, head: head_id };
        // In a shallow clone the fork may only look like one: a truncated history on either side hides a nearer one, and authors.
        if git.is_shallow() && (self.is_cut(fork, head_id)? || self.is_cut(fork, base_id)?) {
            return Err(RepoError::Shallow { base: base.to_owned(), head: head.to_owned() });
        }
        Ok(range)
    }

    /// The commits that `head` has and `base` has not, newest first.
    ///
    /// # Errors
    /// When git cannot read them, or there are too many.
    pub fn commits(&self, range: &Range) -> Result<Vec<Commit>, RepoError> {
        let git = self.git()?;
        let mut walk = git.revwalk()?;
        walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::TIME)?;
        walk.push(range.head.0)?;
        walk.hide(range.base.0)?;
        let mut commits = Vec::new();
        for id in walk {
            if commits.len() == MOST_COMMITS {
                return Err(RepoError::TooManyCommits(MOST_COMMITS));
            }
            commits.push(read(&git.find_commit(id?)?));
        }
        Ok(commits)
    }

    /// The files of a commit.
    ///
    /// # Errors
    /// When git cannot read it.
    pub fn tree_of(&self, commit: CommitId) -> Result<Box<dyn Tree>, RepoError> {
        let found = self.git()?.find_commit(commit.0)?;
        Ok(Box::new(GitTree::of(&found, Arc::clone(self.objects()?), &commit.to_string())))
    }

    /// The folders below `top` whose names begin like a date, however deep; what is in them is not looked at.
    ///
    /// # Errors
    /// When git cannot read the commit.
    pub fn dated_folders(&self, commit: CommitId, top: &RepoPath) -> Result<Vec<RepoPath>, RepoError> {
        let git = self.git()?;
        let root = git.find_commit(commit.0)?.tree()?;
        let mut found = Vec::new();
        let Ok(entry) = root.get_path(std::path::Path::new(top.as_str())) else { return Ok(found) };
        let mut open = vec![(top.clone(), entry.id(), 0)];
        while let Some((folder, id, depth)) = open.pop() {
            let Ok(tree) = git.find_tree(id) else { continue };
            for entry in tree.iter().filter(|entry| entry.kind() == Some(git2::ObjectType::Tree)) {
                let Ok(name) = std::str::from_utf8(entry.name_bytes()) else { continue };
                let path = folder.join(name);
                if name.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok()) {
                    found.push(path);
                } else if depth < MAX_FOLDER_DEPTH {
                    open.push((path, entry.id(), depth + 1));
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// When there is none.
    pub fn commit_id(&self, revision: &str) -> Result<CommitId, RepoError> {
        let git = self.git()?;
        let found = git.revparse_single(revision).and_then(|object| object.peel_to_commit());
        match found {
            Ok(commit) => Ok(CommitId(commit.id())),
            Err(_) if git.is_shallow() => Err(RepoError::ShallowRevision(revision.to_owned())),
            Err(_)
                if git.head().is_err_and(|error| error.code() == git2::ErrorCode::UnbornBranch)
                    && revision == "HEAD" =>
            {
                Err(RepoError::NoCommit)
            }
            Err(_) => Err(RepoError::Revision(revision.to_owned())),
        }
    }

    /// Whether the history from `head` back to `fork` runs into the edge of a shallow clone.
    fn is_cut(&self, fork: CommitId, head: CommitId) -> Result<bool, RepoError> {
        let git = self.git()?;
        let edge = std::fs::read_to_string(git.commondir().join("shallow")).unwrap_or_default();
        let mut walk = git.revwalk()?;
        walk.push(head.0)?;
        walk.hide(fork.0)?;
        for id in walk {
            let id = id?.to_string();
            if edge.lines().any(|line| line == id) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The `Key: value` lines at the end of a message.
#[must_use]
pub fn trailers(message: &[u8]) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    git2::message_trailers_bytes(message)
        .map_or_else(|_| Vec::new(), |trailers| trailers.iter().map(|(key, value)| (text(key), text(value))).collect())
}

fn read(commit: &git2::Commit<'_>) -> Commit {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let trailers = trailers(commit.message_bytes());
    Commit {
        id: CommitId(commit.id()),
        author: signature(&commit.author()),
        committer: signature(&commit.committer()),
        subject: commit.summary_bytes().map(text).unwrap_or_default(),
        trailers,
        parents: commit.parent_ids().map(CommitId).collect(),
    }
}

fn signature(signature: &git2::Signature<'_>) -> Signature {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let at = Timestamp::from_second(signature.when().seconds()).unwrap_or(Timestamp::UNIX_EPOCH);
    Signature { name: text(signature.name_bytes()), email: text(signature.email_bytes()), at }
}
