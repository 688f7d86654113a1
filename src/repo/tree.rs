//! The one way in which files are read.

use super::RepoError;
use super::stamp::{OnDisk, Stamp};
use crate::source::RepoPath;

/// A snapshot of files that can be listed and read: the working tree, or a revision.
pub trait Tree: Send + Sync {
    /// Everything below a folder, in the order of the paths; empty when the folder does not exist. Folders themselves are not
    /// listed, except those named like a record (so that "a folder called incident.yaml" can be reported).
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    fn files(&self, below: &RepoPath) -> Result<Vec<TreeFile>, RepoError>;

    /// The folders directly in a folder, in the order of their names; nothing is looked into, hidden ones are left out.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    fn folders(&self, of: &RepoPath) -> Result<Vec<RepoPath>, RepoError>;

    /// What is at a path; `None` when nothing is.
    ///
    /// # Errors
    /// When the tree itself cannot be read.
    fn look(&self, path: &RepoPath) -> Result<Option<TreeFile>, RepoError>;

    /// The bytes of a file; never more than `limit` and one.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, file: &TreeFile, limit: u64) -> Result<Vec<u8>, RepoError>;

    /// What this is a tree of, for messages: "the working tree", "v1.2 (4f9a2c1)".
    fn name(&self) -> String;
}

/// Something in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeFile {
    /// Where.
    pub path: RepoPath,
    /// What.
    pub kind: FileKind,
    /// The object in git, where there is one; lets it be read without another search.
    pub(super) object: Option<git2::Oid>,
    /// When and where the disk has it, on a disk; tells whether it may have changed.
    pub(super) on_disk: Option<OnDisk>,
}

impl TreeFile {
    /// Whether git holds the same content for both.
    #[must_use]
    pub fn same_object(&self, other: &Self) -> bool {
        self.object.is_some() && self.object == other.object
    }

    /// What the listing says of its content, without reading it.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp::of(self)
    }
}

/// What a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A file, with its length in bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A symbolic link; never followed.
    Symlink,
    /// A submodule, device, socket …
    Other(&'static str),
}

/// Whether a folder of this name is worth listing because a file is expected there.
pub(super) fn looks_like_a_record(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".md")
}

/// What a file is whose name is not UTF-8.
pub(super) const NOT_UTF8: &str = "something whose name is not UTF-8";

/// Whether a name is left out of every listing: hidden files belong to editors and to git.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}
