//! What can keep a site from being built. (A bad record is not an error: it is shown as well as can be.)

use std::path::{Path, PathBuf};

use super::Readership;
use super::templates::TemplateError;
use super::wall::Leaks;
use crate::repo::RepoError;
use crate::source::RepoPath;

/// How many names a message lists before it says "and more".
const LISTED: usize = 5;

/// A site that cannot be built. Whatever was in the output folder before is untouched, but for [`SiteError::Io`] while
/// files are moved into place: then each file is the old or the new one, whole, and the next build puts it right.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The output folder is a file.
    #[error("`{}` is a file, not a folder", .0.display())]
    OutIsFile(PathBuf),
    /// The output folder is the repository, holds it, or belongs to the record.
    #[error("`{}` is part of the repository's record", .0.display())]
    OutIsRecord(PathBuf),
    /// The output folder holds files, not written by Flarebook, in the place of pages.
    #[error("`{}` already holds {}, which Flarebook did not write", .out.display(), listed(.files))]
    Foreign {
        /// The output folder.
        out: PathBuf,
        /// The files in the way.
        files: Vec<String>,
    },
    /// Another build is writing there.
    #[error("another build{} is writing to `{}`", .process.as_ref().map_or_else(String::new, |id| format!(" (process {id})")), .out.display())]
    Locked {
        /// The output folder.
        out: PathBuf,
        /// The other build's process, when it could be read.
        process: Option<String>,
    },
    /// The list of what the last build wrote cannot be understood, so nobody knows what may be removed.
    #[error("cannot understand `{}`: {reason}", .path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The output folder holds a site for others.
    #[error("`{}` holds a site for {} readers, and this one is for {} readers", .out.display(), .theirs, .ours)]
    OtherReaders {
        /// The output folder.
        out: PathBuf,
        /// Who the site in it is for.
        theirs: Readership,
        /// Who this one is for.
        ours: Readership,
    },
    /// A file that decides what is public is not there, and the record needs it.
    #[error("there is no `{0}`, and incidents name what should be in it, so nobody knows what may be public")]
    Gone(&'static str),
    /// A file that decides what is public cannot be read.
    #[error("`{0}` cannot be read, so nobody knows what may be public")]
    Undecided(RepoPath),
    /// Two records ask for the same page.
    #[error("two records ask for the same file `{0}`")]
    Collision(String),
    /// A document for programs cannot be written down.
    #[error("cannot make `{file}`: {reason}")]
    Document {
        /// The document.
        file: String,
        /// Why.
        reason: String,
    },
    /// A template failed.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// Something internal stands in a file for the public. Nothing was published.
    #[error("the public site would tell what is internal:\n{}", .leaks.list(*.shown))]
    Leak {
        /// What stands where.
        leaks: Leaks,
        /// Whether the message says the words themselves.
        shown: bool,
    },
    /// The repository cannot be read.
    #[error(transparent)]
    Repo(#[from] RepoError),
    /// The file system refused.
    #[error("cannot write `{}`: {reason}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        reason: std::io::Error,
    },
}

impl SiteError {
    /// The way out, where there is one worth saying.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::OutIsFile(_) | Self::OutIsRecord(_) => Some("choose another folder with --out"),
            Self::Foreign { .. } => Some("choose another folder with --out, or remove what is in the way"),
            Self::Locked { .. } => Some("wait for it, or choose another folder with --out"),
            Self::Manifest { .. } => {
                Some("choose another folder with --out, or remove this one if nothing else is in it")
            }
            Self::OtherReaders { .. } => {
                Some("choose another folder with --out, or remove this one if it is to be for others from now on")
            }
            Self::Gone(_) => Some("bring it back; an empty one says that there is nothing to be in it"),
            Self::Undecided(_) => Some("mend it; `flarebook check` says what is wrong with it"),
            Self::Collision(_) => {
                Some("an incident's folder name must be unique in the whole tree; rename one of them")
            }
            Self::Template(_) => Some("correct the template, or remove it to use the built-in one"),
            Self::Leak { leaks, .. } => Some(leaks.help()),
            Self::Repo(_) | Self::Io { .. } | Self::Document { .. } => None,
        }
    }

    /// The same with the words of a leak in the message, for a terminal that only those who may know them see.
    #[must_use]
    pub fn in_full(self) -> Self {
        match self {
            Self::Leak { leaks, .. } => Self::Leak { leaks, shown: true },
            other => other,
        }
    }

    /// Turns a system's reason into an error about `path`.
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |reason| Self::Io { path, reason }
    }
}

fn listed(files: &[String]) -> String {
    let names = files.iter().take(LISTED).map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
    let more = files.len().saturating_sub(LISTED);
    if more == 0 { names } else { format!("{names} and {more} more") }
}
