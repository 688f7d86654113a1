//! What a command does to a record: an operation, which can be applied again to whatever others have made of the record meanwhile.

use super::RespondError;
use crate::corpus::Corpus;
use crate::model::{EntryId, IncidentId};
use crate::repo::{FileChange, NewFile};
use crate::source::RepoPath;

/// A change of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A file that does not exist yet.
    New(NewFile),
    /// Another text in the place of one.
    Edit {
        /// The file.
        path: RepoPath,
        /// What it says now.
        was: String,
        /// What it is to say.
        text: String,
    },
    /// A file taken away.
    Remove {
        /// The file.
        path: RepoPath,
        /// What it says now.
        was: String,
    },
    /// A file that does not exist yet and is no text: an attachment.
    Bytes {
        /// The file.
        path: RepoPath,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

impl Change {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &RepoPath {
        match self {
            Self::New(file) => &file.path,
            Self::Edit { path, .. } | Self::Remove { path, .. } | Self::Bytes { path, .. } => path,
        }
    }

    /// What is to become of the file, byte for byte.
    #[must_use]
    pub fn as_file(&self) -> FileChange {
        let (was, becomes) = match self {
            Self::New(file) => (None, Some(file.text.clone().into_bytes())),
            Self::Edit { was, text, .. } => (Some(was.clone().into_bytes()), Some(text.clone().into_bytes())),
            Self::Remove { was, .. } => (Some(was.clone().into_bytes()), None),
            Self::Bytes { bytes, .. } => (None, Some(bytes.clone())),
        };
        FileChange { path: self.path().clone(), was, becomes, executable: false }
    }
}

/// What an operation comes to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The incident, unless the operation is about several or none.
    pub incident: Option<IncidentId>,
    /// The timeline entry that was written.
    pub entry: Option<EntryId>,
    /// The files; none when everything is already as asked.
    pub changes: Vec<Change>,
    /// What a person would write as the commit's first line.
    pub subject: String,
    /// What whoever asked should know beside that.
    pub notes: Vec<String>,
}

/// Something to be done to a record. It is asked again when others were faster, and may then refuse.
pub trait Operation {
    /// What it comes to on this state of the record.
    ///
    /// # Errors
    /// When it cannot be done.
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError>;
}
