//! Why an operation cannot be done.

use crate::model::{IncidentId, Moment, Status};
use crate::source::yaml::EditError;
use crate::source::{RepoPath, did_you_mean, one_of};

/// An operation that cannot be done as asked. Nothing has been written.
#[derive(Debug, thiserror::Error)]
pub enum RespondError {
    /// A name that the record does not know.
    #[error("`{name}` is not {what}")]
    Unknown {
        /// What was written.
        name: String,
        /// What it should have been: "a severity of the policy".
        what: &'static str,
        /// The way out.
        hint: String,
    },
    /// A title or text without a word in it.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// An incident that is not in the record that is written to.
    #[error("the incident `{0}` is not there")]
    NotThere(IncidentId),
    /// There is no incident to write to.
    #[error("no incident is open")]
    NoneOpen,
    /// There are several, and none was named.
    #[error("{} incidents are open: {}", .0.len(), .0.join(", "))]
    Ambiguous(Vec<String>),
    /// A time that the calendar does not have.
    #[error("there is no such time as {0}")]
    NoSuchTime(String),
    /// A time that has not come yet.
    #[error("{0} lies in the future")]
    Future(Moment),
    /// The lifecycle does not allow the change.
    #[error("the incident is {from}{happened}; it cannot become {to}")]
    Transition {
        /// Where it stands.
        from: Status,
        /// Where it was to go.
        to: Status,
        /// Since when, and who says so; may be empty.
        happened: String,
    },
    /// It stands there already.
    #[error("the incident is {status} already{happened}")]
    Already {
        /// Where it stands.
        status: Status,
        /// Since when, and who says so; may be empty.
        happened: String,
    },
    /// An end before its beginning.
    #[error("{to} is before {from}, when it was declared")]
    Backwards {
        /// The beginning.
        from: Moment,
        /// The end.
        to: Moment,
    },
    /// Something that only a person can do, and nobody is named.
    #[error("nobody is said to be the one who {0}")]
    Nobody(&'static str),
    /// There is no handover to accept.
    #[error("no handover waits to be accepted{0}")]
    NoHandover(String),
    /// A line that cannot be read.
    #[error("line {line}: {reason}")]
    Lines {
        /// Where, from 1.
        line: usize,
        /// Why not.
        reason: String,
    },
    /// A file that somebody wrote, and that cannot be edited without changing more than was asked.
    #[error("{path}, {error}")]
    Edit {
        /// The file.
        path: RepoPath,
        /// Why not.
        error: Box<EditError>,
    },
    /// Something that the record does not allow, in words of its own.
    #[error("{why}")]
    Refused {
        /// Why not.
        why: String,
        /// The way out.
        hint: String,
    },
    /// A file could not be made into text.
    #[error(transparent)]
    Emit(#[from] crate::source::yaml::Emit),
}

impl RespondError {
    /// An unknown name, with the nearest known one.
    pub(super) fn unknown<'c>(name: &str, what: &'static str, known: impl Iterator<Item = &'c str> + Clone) -> Self {
        let hint = match did_you_mean(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is {}", one_of(known)),
        };
        Self::Unknown { name: name.to_owned(), what, hint }
    }

    /// A file that cannot be edited.
    pub(super) fn edit(path: &RepoPath, error: EditError) -> Self {
        Self::Edit { path: path.clone(), error: Box::new(error) }
    }

    /// The way out.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unknown { hint, .. } => hint.clone(),
            Self::Empty(_) => "say it in a few words".to_owned(),
            Self::NotThere(id) => format!(
                "is it committed, and on this branch? it may be on the branch `incident/{id}`; `flarebook list` names those that are here"
            ),
            Self::NoneOpen => {
                "declare one with `flarebook declare TITLE`, or name a closed one with --incident ID".to_owned()
            }
            Self::Ambiguous(_) => "name one with --incident ID".to_owned(),
            Self::NoSuchTime(_) => "write it in full, such as `2026-03-14T09:41:00Z`".to_owned(),
            Self::Future(_) => "a timeline says what happened; leave out --at for now, or correct the date".to_owned(),
            Self::Transition { to: Status::Resolved, .. } => {
                "first set it to mitigated (users are no longer hurt), then to resolved (we are done)".to_owned()
            }
            Self::Transition { .. } => "reopen it first: `flarebook status investigating`".to_owned(),
            Self::Already { .. } => "nothing was written; to add a word: `flarebook log TEXT`".to_owned(),
            Self::Backwards { .. } => "correct --at or --until".to_owned(),
            Self::Nobody(_) => "say who with --by PERSON, or add your `email` to your entry in people.yaml".to_owned(),
            Self::NoHandover(_) => {
                "ask with `flarebook handover PERSON`, or take a role with `flarebook assign ROLE PERSON`".to_owned()
            }
            Self::Lines { .. } => {
                "nothing was written; a line is `09:41 mary: what happened`, under a line `2026-03-14`".to_owned()
            }
            Self::Edit { path, error } => format!("{path}: {}", error.hint()),
            Self::Refused { hint, .. } => hint.clone(),
            Self::Emit(_) => return None,
        })
    }
}
