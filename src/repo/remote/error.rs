//! Why something did not reach the others.

use crate::repo::{CommitError, RepoError};

/// Something that could not be pushed or fetched.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// There is nobody to push to.
    #[error("this repository has no remote, so there is nowhere to push to")]
    NoRemote,
    /// Several, and git does not say which.
    #[error("this branch belongs to none of the remotes {}", .0.join(", "))]
    WhichRemote(Vec<String>),
    /// The git program is not there.
    #[error("the program `git` does not start: {0}")]
    NoGit(std::io::Error),
    /// It could not be reached, or let nobody in.
    #[error("`{remote}` cannot be reached: {said}")]
    Unreachable {
        /// The remote's name.
        remote: String,
        /// What git said.
        said: String,
    },
    /// It said no.
    #[error("`{remote}` refuses the push: {said}")]
    Refused {
        /// The remote's name.
        remote: String,
        /// What it said.
        said: String,
    },
    /// A commit that waits cannot be put on top of what others have pushed.
    #[error("your commit {commit} ({subject}) and what others have pushed change the same lines of {}", .paths.join(", "))]
    Conflict {
        /// The commit.
        commit: String,
        /// Its first line.
        subject: String,
        /// The files.
        paths: Vec<String>,
    },
    /// A merge among the commits that wait.
    #[error("a merge ({0}) that is not pushed yet cannot be put on top of what others have pushed")]
    Merge(String),
    /// The two have nothing in common.
    #[error("your branch and the one of `{0}` have no commit in common")]
    Unrelated(String),
    /// Others were faster every time.
    #[error("others were faster {0} times")]
    Outrun(u32),
    /// Making commits.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The repository.
    #[error(transparent)]
    Repo(#[from] RepoError),
}

impl From<git2::Error> for RemoteError {
    fn from(error: git2::Error) -> Self {
        Self::Repo(error.into())
    }
}

impl RemoteError {
    /// The way out.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NoRemote => "add one: `git remote add origin URL`; until then --commit keeps it here".to_owned(),
            Self::WhichRemote(remotes) => format!(
                "say which: `git config remote.pushDefault {}`",
                remotes.first().map_or("origin", String::as_str)
            ),
            Self::NoGit(_) => "install git (https://git-scm.com); without it nothing can be pushed or fetched".to_owned(),
            Self::Unreachable { .. } => {
                "when the network is back, or git is let in again (try `git fetch`): `flarebook sync`".to_owned()
            }
            Self::Refused { .. } => {
                "is the branch protected? then push another one and ask for a review: `git switch -c NAME && git push -u origin NAME`"
                    .to_owned()
            }
            Self::Conflict { .. } | Self::Merge(_) => {
                "put them together yourself: `git pull --rebase`, then `flarebook sync`".to_owned()
            }
            Self::Unrelated(_) => "is this the right remote? see `git remote -v`".to_owned(),
            Self::Outrun(_) => "it is safe here; send it with `flarebook sync` when there is less going on".to_owned(),
            Self::Commit(error) => return error.hint(),
            Self::Repo(error) => return error.hint().map(ToOwned::to_owned),
        })
    }
}
