//! What is to be written, as data: it can be printed, counted, carried out.

use std::fmt;

use super::forge::{Label, Status};
use super::names::RepoName;

/// Everything that should be written, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The writes.
    pub writes: Vec<Write>,
}

/// One change of something on the forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// A new comment.
    Comment {
        /// Where.
        repository: RepoName,
        /// The pull request.
        number: u64,
        /// The text.
        body: String,
    },
    /// Another text for a comment.
    EditComment {
        /// Where.
        repository: RepoName,
        /// The comment.
        id: u64,
        /// The text.
        body: String,
    },
    /// Labels for a pull request.
    AddLabels {
        /// Where.
        repository: RepoName,
        /// The pull request.
        number: u64,
        /// Their names.
        labels: Vec<String>,
    },
    /// A label away from a pull request.
    RemoveLabel {
        /// Where.
        repository: RepoName,
        /// The pull request.
        number: u64,
        /// Its name.
        label: String,
    },
    /// A label for the repository.
    CreateLabel {
        /// Where.
        repository: RepoName,
        /// The label.
        label: Label,
    },
    /// A commit status.
    SetStatus {
        /// Where.
        repository: RepoName,
        /// The commit.
        commit: String,
        /// What it says.
        status: Status,
        /// Where to read more.
        url: Option<String>,
    },
    /// An issue for a follow-up.
    OpenIssue {
        /// Where.
        repository: RepoName,
        /// Its title.
        title: String,
        /// Its text.
        body: String,
        /// Its labels.
        labels: Vec<String>,
        /// Whose it is: an account.
        assignee: Option<String>,
    },
    /// A pull request from a branch that is there.
    OpenPullRequest {
        /// Where.
        repository: RepoName,
        /// The branch.
        branch: String,
        /// The branch that it should go into.
        base: String,
        /// Its title.
        title: String,
        /// Its text.
        body: String,
    },
    /// A commit on a branch of our own, and a pull request from it.
    Propose {
        /// Where.
        repository: RepoName,
        /// The branch.
        branch: String,
        /// Whether the branch is there already.
        branch_exists: bool,
        /// The branch that it should go into.
        base: String,
        /// The commit that it follows.
        parent: String,
        /// That commit's tree.
        parent_tree: String,
        /// Files with their new text.
        files: Vec<(String, String)>,
        /// The commit's message.
        message: String,
        /// The pull request's title.
        title: String,
        /// The pull request's text.
        body: String,
        /// The pull request that is there already.
        number: Option<u64>,
    },
}

impl fmt::Display for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comment { repository, number, body } => {
                write!(f, "comment on {repository}#{number} ({} characters)", body.chars().count())
            }
            Self::EditComment { repository, id, body } => {
                write!(f, "edit comment {id} in {repository} ({} characters)", body.chars().count())
            }
            Self::AddLabels { repository, number, labels } => {
                write!(f, "label {repository}#{number}: {}", labels.join(", "))
            }
            Self::RemoveLabel { repository, number, label } => {
                write!(f, "take label {label} from {repository}#{number}")
            }
            Self::CreateLabel { repository, label } => write!(f, "create label {} in {repository}", label.name),
            Self::SetStatus { repository, commit, status, .. } => {
                let (state, context) = (status.state.as_str(), &status.context);
                write!(f, "set {context} of {repository}@{commit:.10} to {state}: {}", status.description)
            }
            Self::OpenIssue { repository, title, assignee, .. } => {
                write!(f, "open an issue in {repository}: {title}")?;
                assignee.as_ref().map_or(Ok(()), |assignee| write!(f, " (for {assignee})"))
            }
            Self::OpenPullRequest { repository, branch, title, .. } => {
                write!(f, "open a pull request in {repository} from {branch}: {title}")
            }
            Self::Propose { repository, branch, files, number, .. } => {
                let what =
                    number.map_or_else(|| "open a pull request".to_owned(), |number| format!("update #{number}"));
                let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
                write!(f, "{what} in {repository} from {branch}: {}", paths.join(", "))
            }
        }
    }
}
