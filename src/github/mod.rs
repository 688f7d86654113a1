//! The forge: what is read from GitHub, what is written to it, and how the two are kept apart.
//!
//! Reading goes through a small trait ([`Read`]). Writing is a [`Plan`]: what should be there is compared with what is, the differences are
//! [`Write`]s that can be printed, and [`Apply`] carries them out; done twice, the second plan is empty. Everything but the client is plain
//! and synchronous; the client (the only asynchronous code) is built with the feature `github`.

mod comment;
mod connect;
mod error;
mod event;
mod followup_issues;
mod forge;
mod issue_report;
mod labels;
mod names;
mod plan;
mod pull_request;
mod records;
mod status;
mod trackers;

#[cfg(feature = "github")]
mod client;

pub use comment::{MARKER, comment, limit};
pub use connect::{Connection, Settings, connect};
pub use error::GithubError;
pub use event::{Event, EventError, PullEvent};
pub use followup_issues::{Openings, Wish, kept_back, open_wishes, wishes};
pub use forge::{Apply, Comment, Forge, Label, MarkedIssue, PullRequest, Read, Status, StatusState};
pub use issue_report::{Answer, IssueReport, answer, label_report};
pub use labels::labels;
pub use names::{IssueRef, RepoName};
pub use plan::{Plan, Write};
pub use pull_request::{Home, NoHome, OpenPullRequest, open_pull_request};
pub use records::{Proposal, edits, propose};
pub use status::{CONTEXT, description, status};
pub use trackers::{approvals, look_at_trackers};
