//! Why a commit cannot be made.

use crate::repo::{RepoError, WriteError};
use crate::source::RepoPath;

/// A commit that cannot be made. Nothing has been written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// There is no git repository.
    #[error("this folder is not a git repository, so nothing can be committed")]
    NotGit,
    /// HEAD names a commit, not a branch.
    #[error("no branch is checked out (the HEAD is detached), so a commit would belong to none")]
    Detached,
    /// The branch has no commit yet.
    #[error("the branch `{0}` has no commit yet")]
    Unborn(String),
    /// Something else is going on.
    #[error("{0} is in progress in this repository")]
    InProgress(&'static str),
    /// Nobody knows who commits.
    #[error("git does not know who you are, and a commit needs a name and a mail address")]
    NoIdentity,
    /// Files of ours that the user has changed as well.
    #[error("{}", in_the_way(.0))]
    InTheWay(Vec<RepoPath>),
    /// Files that only a filter of the user's can make ready for a commit.
    #[error("{} through a filter of git (encryption, Git LFS, another encoding)", pass(.0))]
    Filtered(Vec<RepoPath>),
    /// The branch moved while we were at it.
    #[error("the branch `{0}` has moved meanwhile")]
    Moved(String),
    /// A branch of this name is there.
    #[error("there is a branch `{0}` already")]
    BranchExists(String),
    /// Another program has the index.
    #[error("another git is at work here, or one was killed: `{0}` exists")]
    IndexLocked(String),
    /// Signing was asked for and did not work.
    #[error("the commit could not be signed: {0}")]
    Signing(String),
    /// The git program was needed and failed.
    #[error("git: {0}")]
    Program(String),
    /// The disk refuses what git is to keep.
    #[error("git cannot write here: {0}")]
    Disk(String),
    /// The disk.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The repository.
    #[error(transparent)]
    Repo(#[from] RepoError),
}

fn pass(paths: &[RepoPath]) -> String {
    let names: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    format!("{} {}", names.join(", "), if paths.len() == 1 { "passes" } else { "pass" })
}

impl From<git2::Error> for CommitError {
    fn from(error: git2::Error) -> Self {
        use git2::ErrorClass::{Filesystem, None, Os, Zlib};
        // Where the disk takes only a part of a file, libgit2 knows that it failed, and not why.
        let is_silent = error.message() == "no error";
        match error.class() {
            None if is_silent => Self::Disk("the disk took only a part of it; it may be full".to_owned()),
            Os | Filesystem | Zlib if error.code() == git2::ErrorCode::GenericError => {
                Self::Disk(error.message().to_owned())
            }
            _ => Self::Repo(error.into()),
        }
    }
}

impl CommitError {
    /// The way out.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NotGit => "run `git init`, or leave out --commit: the files alone can be written".to_owned(),
            Self::Filtered(_) => {
                "leave out --commit and --push, and commit it with git, which runs the filter".to_owned()
            }
            Self::Detached => {
                "check out a branch (`git switch main`), or leave out --commit and take care of the files yourself"
                    .to_owned()
            }
            Self::Unborn(_) => "make the first one: `git add --all && git commit -m \"Begin\"`".to_owned(),
            Self::InProgress(what) => format!(
                "finish it, or give it up (`git status` says how to end {what}); without --commit the files alone are written"
            ),
            Self::NoIdentity => {
                "say it once: git config --global user.name \"Your Name\" && git config --global user.email you@example.org"
                    .to_owned()
            }
            Self::InTheWay(_) => {
                "commit or put aside (`git stash`) what you changed there, and run the command again".to_owned()
            }
            Self::Moved(_) => "run the command again".to_owned(),
            Self::BranchExists(name) => {
                format!("go on there with `git switch {name}`, or give the incident another title")
            }
            Self::IndexLocked(path) => format!(
                "wait for it and run the command again; when no git is running, remove the file: `rm {path}`. Nothing was written"
            ),
            Self::Signing(_) => {
                "nothing was written; mend the signing, or turn it off here: `git config commit.gpgsign false`"
                    .to_owned()
            }
            Self::Program(_) => return None,
            Self::Disk(_) => {
                "nothing was written; make room on the disk (`df -h .`), see that you may write into .git, and run the command again"
                    .to_owned()
            }
            Self::Write(error) => error.hint().to_owned(),
            Self::Repo(error) => return error.hint().map(ToOwned::to_owned),
        })
    }
}

/// The first few are enough to see which.
fn in_the_way(paths: &[RepoPath]) -> String {
    let shown: Vec<String> = paths.iter().take(3).map(|path| format!("`{path}`")).collect();
    let more =
        if paths.len() > shown.len() { format!(" and {} more", paths.len() - shown.len()) } else { String::new() };
    format!("you have changes in {}{more} that are not committed", shown.join(", "))
}
