//! Why an operation did not become a commit.

use crate::repo::{CommitError, RemoteError, RepoError};
use crate::respond::RespondError;

/// An operation that did not become a commit. Nothing has been written.
#[derive(Debug, thiserror::Error)]
pub enum LandError {
    /// It cannot be done.
    #[error(transparent)]
    Respond(#[from] RespondError),
    /// What others have pushed meanwhile rules it out.
    #[error("{reason}{}", by_whom(.meanwhile))]
    Overtaken {
        /// Why it cannot be done now.
        reason: RespondError,
        /// What others did to the incident, each as "name: first line of the commit".
        meanwhile: Vec<String>,
    },
    /// A commit.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The others.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// The repository.
    #[error(transparent)]
    Repo(#[from] RepoError),
}

impl LandError {
    /// The way out.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Respond(error) => error.hint(),
            Self::Overtaken { reason, .. } => {
                let own = reason.hint().map_or_else(String::new, |hint| format!("; then: {hint}"));
                Some(format!("nothing was written; bring what the others did here with `flarebook sync`{own}"))
            }
            Self::Commit(error) => error.hint(),
            Self::Remote(error) => error.hint(),
            Self::Repo(error) => error.hint().map(ToOwned::to_owned),
        }
    }
}

fn by_whom(meanwhile: &[String]) -> String {
    match meanwhile {
        [] => String::new(),
        some => format!(" (meanwhile: {})", some.join("; ")),
    }
}
