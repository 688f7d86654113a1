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
    /// A revision that a shallow clone does not hold.
    #[error("this is a shallow clone, and `{0}` is not in it")]
    ShallowRevision(String),
    /// A shallow clone without the history between two commits.
    #[error(
        "this is a shallow clone: the history between `{base}` and `{head}` is cut off, so nobody can tell what changed or who did it"
    )]
    Shallow {
        /// The commit to compare with.
        base: String,
        /// The commit to look at.
        head: String,
    },
    /// Two commits that have nothing in common.
    #[error("`{base}` and `{head}` have no commit in common, so there is no change to look at")]
    Unrelated {
        /// The commit to compare with.
        base: String,
        /// The commit to look at.
        head: String,
    },
    /// git could not fetch.
    #[error("cannot fetch from origin: {0}")]
    Fetch(String),
    /// Two commits that have merged each other, so that there is no one commit from which the change starts.
    #[error("`{base}` and `{head}` have merged each other, so there is no one commit that the change starts from")]
    CrissCross {
        /// The commit to compare with.
        base: String,
        /// The commit to look at.
        head: String,
    },
    /// A change with more commits than anybody looks through.
    #[error("the change has more than {0} commits")]
    TooManyCommits(usize),
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
    /// A merge that is not finished.
    #[error("there are conflicts in {}", listed(.0))]
    Conflicts(Vec<RepoPath>),
    /// The index cannot be read as a tree.
    #[error("git cannot tell what is staged: {0}")]
    Index(String),
    /// Anything else that git says.
    #[error("git: {0}")]
    Git(#[from] git2::Error),
}

/// Some paths; the first few tell where to look.
fn listed(paths: &[RepoPath]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = paths.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
    let more = paths.len().saturating_sub(SHOWN);
    shown.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
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
            Self::ShallowRevision(_) | Self::Shallow { .. } => Some(
                "fetch the whole history: `git fetch --unshallow`; in GitHub Actions give actions/checkout `fetch-depth: 0`, in GitLab CI set GIT_DEPTH to 0",
            ),
            Self::Unrelated { .. } => Some("name the branch that the change will be merged into as --base"),
            Self::Fetch(_) => Some("check that the checkout has a remote `origin` and that the token may read it"),
            Self::CrissCross { .. } => Some("merge the base into the branch once more, as it is now, and look again"),
            Self::TooManyCommits(_) => Some("compare with a nearer commit"),
            Self::NoCommit => Some("commit something first, or leave out --rev to look at the working tree"),
            Self::NotGit(_) => Some("leave out --rev to look at the files as they are"),
            Self::Git(error) if (error.class(), error.code()) == (git2::ErrorClass::Odb, git2::ErrorCode::NotFound) => {
                Some(
                    "files that a partial clone (`--filter`) left out cannot be fetched on the way; clone without a filter, or `git fetch --refetch --no-filter`",
                )
            }
            Self::Git(error) if error.code() == git2::ErrorCode::Owner => Some(
                "the folder belongs to another user; if you trust it: git config --global --add safe.directory FOLDER",
            ),
            Self::Conflicts(_) => {
                Some("mend them, `git add` the files, and commit again (`git merge --abort` goes back)")
            }
            Self::Index(_) => Some("see what `git status` says"),
            Self::Read { .. } | Self::Git(_) => None,
        }
    }
}
