//! What is read from a forge and written to it, as two small traits.

use std::collections::BTreeMap;

use super::error::GithubError;
use super::names::{IssueRef, RepoName};
use super::plan::Write;
use crate::gate::{Approval, TrackerFact};

/// An open pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRequest {
    /// Its number.
    pub number: u64,
    /// The commit at the tip of its branch.
    pub head: String,
    /// The branch it goes into.
    pub base_branch: String,
    /// The commit at the tip of that branch, as the forge knew it.
    pub base: String,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number.
    pub id: u64,
    /// Its text.
    pub body: String,
    /// Whether it is by whoever asks: by the same account, or, for an App's token, by a bot.
    pub ours: bool,
}

/// A label of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name.
    pub name: String,
    /// Its colour, six hexadecimal digits.
    pub color: String,
    /// What it means.
    pub description: String,
}

/// A commit status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// What it is about: `flarebook/resolution`.
    pub context: String,
    /// What it says.
    pub state: StatusState,
    /// In at most 140 characters.
    pub description: String,
}

/// What a commit status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusState {
    /// May be merged.
    Success,
    /// May not be merged.
    Failure,
    /// Nobody could tell.
    Error,
}

impl StatusState {
    /// As the forge writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Error => "error",
        }
    }
}

/// An issue that was opened for a follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedIssue {
    /// Its number.
    pub number: u64,
    /// Its address.
    pub url: String,
    /// Its text, with the marker in it.
    pub body: String,
}

/// Reads a forge.
pub trait Read {
    /// The token that git may fetch with: what was given, or what an App was given for it.
    fn token(&self) -> String;

    /// The open pull requests of a repository.
    ///
    /// # Errors
    /// When the forge does not answer with them.
    fn open_pull_requests(&self, repository: &RepoName) -> Result<Vec<PullRequest>, GithubError>;

    /// The approving reviews of a pull request that still stand.
    ///
    /// # Errors
    /// When the forge does not answer with them.
    fn approvals(&self, repository: &RepoName, number: u64) -> Result<Vec<Approval>, GithubError>;

    /// The comments of a pull request.
    ///
    /// # Errors
    /// When the forge does not answer with them.
    fn comments(&self, repository: &RepoName, number: u64) -> Result<Vec<Comment>, GithubError>;

    /// The labels of a pull request.
    ///
    /// # Errors
    /// When the forge does not answer with them.
    fn labels(&self, repository: &RepoName, number: u64) -> Result<Vec<String>, GithubError>;

    /// Whether the repository has a label of this name.
    ///
    /// # Errors
    /// When the forge does not answer.
    fn has_label(&self, repository: &RepoName, name: &str) -> Result<bool, GithubError>;

    /// The latest status of each context of a commit.
    ///
    /// # Errors
    /// When the forge does not answer with them.
    fn statuses(&self, repository: &RepoName, commit: &str) -> Result<Vec<Status>, GithubError>;

    /// The issues, open and closed, that carry a label.
    ///
    /// # Errors
    /// When the forge does not answer with them.
    fn labelled_issues(&self, repository: &RepoName, label: &str) -> Result<Vec<MarkedIssue>, GithubError>;

    /// The commit that a branch points to, with its tree; `None` when there is no such branch.
    ///
    /// # Errors
    /// When the forge does not answer.
    fn branch(&self, repository: &RepoName, branch: &str) -> Result<Option<(String, String)>, GithubError>;

    /// The number of the open pull request from a branch.
    ///
    /// # Errors
    /// When the forge does not answer.
    fn pull_request_from(&self, repository: &RepoName, branch: &str) -> Result<Option<u64>, GithubError>;

    /// How issues stand. Never fails as a whole: what could not be looked at says so.
    fn issues(&self, issues: &[IssueRef]) -> BTreeMap<IssueRef, TrackerFact>;
}

/// Writes to a forge.
pub trait Apply {
    /// Carries out one write; the answer is where it can be seen, when there is such a place.
    ///
    /// # Errors
    /// When the forge does not do it.
    fn apply(&self, write: &Write) -> Result<Option<String>, GithubError>;
}

/// Both.
pub trait Forge: Read + Apply {}

impl<F: Read + Apply> Forge for F {}
