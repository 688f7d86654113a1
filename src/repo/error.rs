//! What can keep a repository from being read.

use std::path::PathBuf;

use crate::source::RepoPath;

/// A repository that cannot be read. (A bad record is not an error but a finding.)
#[derive(Debug, thiserror::Error)]
pub enum RepoError {
    /// No repository at or above a folder.
    #[error("there is no git repository, and no flarebook.yaml or incidents/ folder, at or above `{}`", .0.display())]
    NotFound(PathBuf),
    /// The folder does not exist or cannot be entered.
    #[error("cannot enter the folder `{}`: {reason}", .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        reason: std::io::Error,
    },
    /// A revision that git does not know.
    #[error("git knows no revision `{0}`")]
    Revision(String),
    /// The repository has no commit yet.
    #[error("the repository has no commit yet, so there is no revision to look at")]
    NoCommit,
    /// A revision was asked for where there is no git repository.
    #[error("`{}` is not a git repository, so it has no revisions", .0.display())]
    NotGit(PathBuf),
    /// A file that could not be read.
    #[error("cannot read `{path}`: {reason}")]
    Read {
        /// The file.
        path: RepoPath,
        /// The reason.
        reason: String,
    },
    /// Anything else that git says.
    #[error("git: {0}")]
    Git(#[from] git2::Error),
}

impl RepoError {
    /// The way out, where there is one worth saying.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotFound(_) => {
                Some("go into your incident repository, name it with --repo DIR, or begin one with `flarebook init`")
            }
            Self::Folder { .. } => Some("check the name given with --repo"),
            Self::Revision(_) => {
                Some("a branch, tag or commit is wanted; in a shallow clone, fetch it first (`git fetch origin NAME`)")
            }
            Self::NoCommit => Some("commit something first, or leave out --rev to look at the working tree"),
            Self::NotGit(_) => Some("leave out --rev to look at the files as they are"),
            Self::Git(error) if error.code() == git2::ErrorCode::Owner => Some(
                "the folder belongs to another user; if you trust it: git config --global --add safe.directory FOLDER",
            ),
            Self::Read { .. } | Self::Git(_) => None,
        }
    }
}
