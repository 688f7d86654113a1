//! Which files differ between two commits.

use super::{CommitId, RepoError, Repository};
use crate::source::RepoPath;

/// A path that is not the same in two commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// Where.
    pub path: RepoPath,
    /// What was there.
    pub before: Option<ObjectKind>,
    /// What is there now.
    pub after: Option<ObjectKind>,
}

/// What a path of a commit names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// A file.
    File,
    /// A file that may be run.
    Executable,
    /// A symbolic link.
    Symlink,
    /// A submodule.
    Submodule,
}

impl Repository {
    /// The files that differ between two commits, in the order of their paths. A rename is a file that went and one that came.
    ///
    /// # Errors
    /// When git cannot read them.
    pub fn changed_files(&self, from: CommitId, to: CommitId) -> Result<Vec<ChangedFile>, RepoError> {
        let git = self.git()?;
        let tree = |commit: CommitId| git.find_commit(commit.0).and_then(|commit| commit.tree());
        let mut options = git2::DiffOptions::new();
        // A folder that becomes a file, or the other way round, is told as such, not as two changes.
        options.include_typechange(true).ignore_submodules(false).skip_binary_check(true);
        let diff = git.diff_tree_to_tree(Some(&tree(from)?), Some(&tree(to)?), Some(&mut options))?;
        let mut files: Vec<ChangedFile> = diff.deltas().filter_map(|delta| changed(&delta)).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }
}

fn changed(delta: &git2::DiffDelta<'_>) -> Option<ChangedFile> {
    let (before, after) = (delta.old_file(), delta.new_file());
    let path = after.path_bytes().or_else(|| before.path_bytes())?;
    let path = RepoPath::new(&String::from_utf8_lossy(path)).ok()?;
    let kind = |file: &git2::DiffFile<'_>| if file.id().is_zero() { None } else { kind(file.mode()) };
    Some(ChangedFile { path, before: kind(&before), after: kind(&after) })
}

fn kind(mode: git2::FileMode) -> Option<ObjectKind> {
    match mode {
        git2::FileMode::Blob | git2::FileMode::BlobGroupWritable => Some(ObjectKind::File),
        git2::FileMode::BlobExecutable => Some(ObjectKind::Executable),
        git2::FileMode::Link => Some(ObjectKind::Symlink),
        git2::FileMode::Commit => Some(ObjectKind::Submodule),
        git2::FileMode::Unreadable | git2::FileMode::Tree => None,
    }
}
