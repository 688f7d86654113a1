//! What is staged: the next commit as git's index has it, beside the last one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::{ChangedFile, CommitId, GitTree, RepoError, Repository, Tree};
use crate::source::RepoPath;

/// The index as a tree, and what it changes.
pub struct Staged {
    /// The files as they would be committed.
    pub after: Box<dyn Tree>,
    /// The files of the last commit; `None` before the first one.
    pub before: Option<Box<dyn Tree>>,
    /// What differs between the two, in the order of the paths.
    pub files: Vec<ChangedFile>,
}

/// `GIT_INDEX_FILE` as git gives it to its hooks: `git commit -a` and `git commit FILE` put an index together that is not the usual one.
#[derive(Clone, Debug, Default)]
pub struct IndexFile(pub Option<PathBuf>);

/// What messages call the tree of the index.
const NAME: &str = "what is staged";

impl Repository {
    /// What would be committed now.
    ///
    /// # Errors
    /// When there are conflicts in the index, or it cannot be read.
    pub fn staged(&self, index: &IndexFile) -> Result<Staged, RepoError> {
        let git = self.git()?;
        let path = match &index.0 {
            // Git starts hooks at the top of the working tree and means it from there.
            Some(path) => self.root().join(path),
            None => git.path().join("index"),
        };
        // Git reads a large index several times faster, and knows every kind of it. Why it would not is better asked of libgit2; and that
        // needs no lock, which another git may have at this moment.
        let tree = match by_git(git, self.root(), &path) {
            Ok(tree) => tree,
            Err(refused) => match write_tree(git, &path) {
                Err(error @ RepoError::Conflicts(_)) => return Err(error),
                other => other.map_err(|_| refused)?,
            },
        };
        let head = match git.head() {
            Ok(head) => Some(head.peel_to_commit()?),
            Err(error) if error.code() == git2::ErrorCode::UnbornBranch => None,
            Err(error) => return Err(error.into()),
        };
        let objects = self.objects()?;
        let files = self.differing(head.as_ref().map(git2::Commit::tree_id), Some(tree))?;
        let before = head.map(|head| {
            Box::new(GitTree::of(&head, Arc::clone(objects), &CommitId(head.id()).to_string())) as Box<dyn Tree>
        });
        Ok(Staged { after: Box::new(GitTree::at(tree, Arc::clone(objects), NAME)), before, files })
    }

    /// What a line of a message begins with that git leaves out.
    #[must_use]
    pub fn comment_mark(&self) -> String {
        let config = self.git().ok().and_then(|git| git.config().ok());
        let said = |key: &str| config.as_ref().and_then(|config| config.get_string(key).ok());
        let mark = said("core.commentString").or_else(|| said("core.commentChar"));
        // `auto` is something else only where a line of the message itself begins with `#`.
        mark.filter(|mark| !mark.is_empty() && mark != "auto").unwrap_or_else(|| "#".to_owned())
    }

    /// What is going on here that makes commits out of other commits: a merge, a rebase.
    #[must_use]
    pub fn in_progress(&self) -> Option<&'static str> {
        super::commit::in_progress(self.git().ok()?.state())
    }
}

/// The index as a tree of objects, without git's help.
fn write_tree(git: &git2::Repository, path: &Path) -> Result<git2::Oid, RepoError> {
    let mut index = git2::Index::open(path)?;
    let mut conflicts = Vec::new();
    for conflict in index.conflicts()? {
        let conflict = conflict?;
        let side = conflict.our.or(conflict.their).or(conflict.ancestor);
        conflicts.extend(side.map(|entry| RepoPath::root().join(&String::from_utf8_lossy(&entry.path))));
    }
    if !conflicts.is_empty() {
        return Err(RepoError::Conflicts(conflicts));
    }
    let promised = |entry: &git2::IndexEntry| {
        git2::IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended).is_intent_to_add()
    };
    // What `git add --intent-to-add` has promised is not part of the commit.
    let promised: Vec<Vec<u8>> = index.iter().filter(promised).map(|entry| entry.path).collect();
    for path in promised {
        index.remove(Path::new(String::from_utf8_lossy(&path).as_ref()), 0)?;
    }
    Ok(index.write_tree_to(git)?)
}

/// The same with it. Before it runs a hook, git has mostly written the objects itself; then this only reads.
fn by_git(git: &git2::Repository, root: &Path, index: &Path) -> Result<git2::Oid, RepoError> {
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(git.path()).arg("--work-tree").arg(root).args(["write-tree", "--missing-ok"]);
    command.env("GIT_INDEX_FILE", index).stdin(Stdio::null());
    let output = command.output().map_err(|reason| RepoError::Index(reason.to_string()))?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if !output.status.success() {
        return Err(RepoError::Index(said(&output.stderr)));
    }
    Ok(git2::Oid::from_str(&said(&output.stdout))?)
}
