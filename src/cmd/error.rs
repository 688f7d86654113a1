//! Why a command could not run.

use std::path::PathBuf;

use crate::gate::{FactsError, GateError};
use crate::github::{EventError, GithubError};
use crate::repo::{CommitError, RepoError, WriteError};
use crate::report::{Format, ReportError};
use crate::respond::{LandError, RespondError};
use crate::site::SiteError;

/// A command that could not run: exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The repository.
    #[error(transparent)]
    Repo(#[from] RepoError),
    /// A change that could not be read.
    #[error(transparent)]
    Gate(#[from] GateError),
    /// An event that cannot be used.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The forge.
    #[error(transparent)]
    Github(#[from] GithubError),
    /// Something that only GitHub's environment or a flag can say.
    #[error("nobody says {0}")]
    NotSaid(&'static str),
    /// A file of facts that cannot be used.
    #[error("`{}`: {reason}", .path.display())]
    Facts {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: FactsError,
    },
    /// An operation on a record.
    #[error(transparent)]
    Respond(#[from] RespondError),
    /// A commit, or a push.
    #[error(transparent)]
    Land(#[from] LandError),
    /// A commit that was not ours to finish.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// A file that could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The site.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// What is for the team seems to be on its way to everybody.
    #[error("this site is for the team, and it looks as if everybody will read it: {}", .0.join("; "))]
    Openly(Vec<String>),
    /// A page whose data was asked for and that the site does not have.
    #[error("the site has no page `{0}`")]
    NoPage(String),
    /// JSON that could not be made.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Findings that could not be written down.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A format for findings, asked of a command that has none.
    #[error("`--format {}` is for findings, and this command reports none: it takes `human` or `json`", .0.as_str())]
    Format(Format),
    /// Standard output.
    #[error("cannot write the results: {0}")]
    Output(std::io::Error),
    /// Something on disk.
    #[error("`{}`: {reason}", .path.display())]
    Disk {
        /// Where.
        path: PathBuf,
        /// The system's reason.
        reason: std::io::Error,
    },
    /// A name that does not exist.
    #[error("there is no {what} `{name}`")]
    Unknown {
        /// What it should be.
        what: &'static str,
        /// What was written.
        name: String,
        /// The way out.
        hint: String,
    },
    /// Lines that nobody said may be written.
    #[error("nothing was written: nobody said that the {0} lines are read well")]
    NotConfirmed(usize),
    /// Writing into a repository that cannot be written to.
    #[error("this is a bare repository: it has no working tree to write into")]
    Bare,
    /// The file system cannot be watched.
    #[error("cannot watch the folder for changes: {0}")]
    Watch(String),
    /// The local server.
    #[error("cannot serve on 127.0.0.1:{port}: {reason}")]
    Serve {
        /// The port.
        port: u16,
        /// The reason.
        reason: String,
    },
}

impl CommandError {
    /// The way out.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Repo(error) => error.hint().map(ToOwned::to_owned),
            Self::Gate(GateError::Repo(error)) => error.hint().map(ToOwned::to_owned),
            Self::Github(error) => error.hint().map(ToOwned::to_owned),
            Self::Event(_) => {
                Some("is this the event that --event-name says? a workflow has it in $GITHUB_EVENT_PATH".to_owned())
            }
            Self::NotSaid(_) => {
                Some("in a workflow the environment says it; elsewhere see `flarebook action --help`".to_owned())
            }
            Self::Facts { .. } => {
                Some("give the file that the Action kept as its `facts`, or leave --facts out".to_owned())
            }
            Self::Respond(error) => error.hint(),
            Self::Land(error) => error.hint(),
            Self::Commit(error) => error.hint(),
            Self::Write(error) => Some(error.hint().to_owned()),
            Self::Site(error) => error.hint().map(ToOwned::to_owned),
            Self::NoPage(_) => {
                Some("give its path in the site: `index.html`, `incidents/ID.html`, with --audience public `history/index.html`".to_owned())
            }
            Self::Openly(_) => Some(super::openly::WAY_OUT.to_owned()),
            Self::Unknown { hint, .. } => Some(hint.clone()),
            Self::Format(format) => Some(format!("findings come from `flarebook check --format {}`", format.as_str())),
            Self::NotConfirmed(_) => Some("look at them, then add --yes".to_owned()),
            Self::Bare => Some("clone it and work in the clone".to_owned()),
            Self::Serve { .. } => {
                Some("is another one running? choose a port with --port, or --port 0 for any free one".to_owned())
            }
            Self::Watch(_) => Some("`flarebook build` works without watching".to_owned()),
            Self::Json(_) | Self::Report(_) | Self::Output(_) | Self::Disk { .. } => None,
        }
    }
}
