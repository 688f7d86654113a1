//! Files into the working tree: all of a change or nothing of it, whatever happens to the process.
//!
//! One file is written beside its place and moved there. Several are written down in a journal first; if the process is killed, the next
//! command finishes what the journal says.

mod journal;
mod lock;
mod place;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub(super) use journal::{Journal, Move};
pub(super) use lock::Lock;
pub(super) use place::{Desk, make, on_disk, refuse_links};

use super::Repository;
use crate::source::RepoPath;

/// A file that does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Where.
    pub path: RepoPath,
    /// What.
    pub text: String,
}

/// What is to become of one file. Nothing where it does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Where.
    pub path: RepoPath,
    /// What it holds now.
    pub was: Option<Vec<u8>>,
    /// What it is to hold.
    pub becomes: Option<Vec<u8>>,
    /// Whether it may be run.
    pub executable: bool,
}

/// Why files could not be written. What was there before is there still.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is something already.
    #[error("`{0}` already exists")]
    Exists(RepoPath),
    /// It is not what it was a moment ago.
    #[error("`{0}` has changed meanwhile")]
    Changed(RepoPath),
    /// A folder on the way is a symlink.
    #[error("`{0}` is a symbolic link; flarebook does not write through links")]
    Link(RepoPath),
    /// Somebody else has been writing for a long time.
    #[error("another flarebook is writing here{}", .0.map_or_else(String::new, |id| format!(" (process {id})")))]
    Locked(Option<u32>),
    /// The system refused.
    #[error("cannot write `{path}`: {}", in_words(.reason))]
    System {
        /// The file.
        path: RepoPath,
        /// The system's reason.
        reason: std::io::Error,
    },
    /// The system refused a file of our own.
    #[error("cannot write `{}`: {}", .path.display(), in_words(.reason))]
    Private {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: std::io::Error,
    },
}

impl WriteError {
    pub(super) fn system(path: &RepoPath, reason: std::io::Error) -> Self {
        Self::System { path: path.clone(), reason }
    }

    /// The way out.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        use std::io::ErrorKind;
        match self {
            Self::Exists(_) => "run the command again; it will choose another name",
            Self::Changed(_) => "nothing was written; run the command again",
            Self::Locked(_) => "wait for it, or see what it is doing; nothing was written",
            Self::System { reason, .. } | Self::Private { reason, .. } => match reason.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                    "nothing was written; make room on the disk and run the command again"
                }
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    "nothing was written; see who may write there (`ls -ld`), or work in a clone of your own"
                }
                _ => "nothing was written; mend this and run the command again",
            },
            Self::Link(_) => "nothing was written; mend this and run the command again",
        }
    }
}

/// The system's reason as a sentence, for the commonest.
fn in_words(reason: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match reason.kind() {
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::FileTooLarge => "it is larger than a file may be here".to_owned(),
        ErrorKind::QuotaExceeded => "your share of the disk is used up".to_owned(),
        ErrorKind::PermissionDenied => "you may not write there".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => reason.to_string(),
    }
}

impl Repository {
    /// Writes files that must not exist yet: all, or none.
    ///
    /// # Errors
    /// When a path is taken, leads through a symlink, or the system refuses.
    pub fn write_new_files(&self, files: &[NewFile]) -> Result<(), WriteError> {
        let new = |file: &NewFile| FileChange {
            path: file.path.clone(),
            was: None,
            becomes: Some(file.text.clone().into_bytes()),
            executable: false,
        };
        self.write_changes(&files.iter().map(new).collect::<Vec<_>>())
    }

    /// Makes all changes or, when one cannot be made, none.
    ///
    /// # Errors
    /// When a file is not as expected, a path leads through a symlink, or the system refuses.
    pub fn write_changes(&self, changes: &[FileChange]) -> Result<(), WriteError> {
        if changes.is_empty() {
            return Ok(());
        }
        let desk = self.desk();
        let _lock = Lock::wait(&desk.private.join(WRITE_LOCK))?;
        changes.iter().try_for_each(|change| place::expect(self.root(), change))?;
        let result = match changes {
            [only] => make(&desk, only),
            several => {
                let journal = Journal::new(&desk.private, WRITING);
                let made = journal.open(several, None).and_then(|()| write_all(&desk, several));
                journal.close();
                made
            }
        };
        self.tidy_own_folder();
        result
    }

    /// Finishes what a journal of files says. A file that is neither what it was nor what it should become is left alone.
    pub(super) fn finish_files(&self, changes: &[FileChange]) -> Result<Vec<RepoPath>, WriteError> {
        let (desk, mut written) = (self.desk(), Vec::new());
        for change in changes {
            let made = FileChange { was: change.becomes.clone(), ..change.clone() };
            let is_made = place::expect(self.root(), &made).is_ok();
            if !is_made && place::expect(self.root(), change).is_ok() {
                make(&desk, change)?;
                written.push(change.path.clone());
            } else if is_made && change.becomes.is_none() {
                // The folders that became empty may still be there.
                make(&desk, change)?;
            }
        }
        Ok(written)
    }

    /// Where files are made, and where they go.
    pub(super) fn desk(&self) -> Desk<'_> {
        Desk { root: self.root(), private: self.own_folder() }
    }

    /// Where our own files are: inside git's folder, else in a hidden one.
    pub(super) fn own_folder(&self) -> PathBuf {
        self.private_folder().unwrap_or_else(|| self.root().join(".flarebook"))
    }

    /// Leaves nothing in a folder that is not git's.
    pub(super) fn tidy_own_folder(&self) {
        if self.private_folder().is_none() {
            let folder = self.own_folder();
            Journal::new(&folder, WRITING).tidy();
            for left_over in ["new", WRITE_LOCK] {
                let _ = std::fs::remove_file(folder.join(left_over));
            }
            let _in_use = std::fs::remove_dir(folder);
        }
    }
}

/// The lock of whoever writes, and the journal of what is written.
pub(super) const WRITE_LOCK: &str = "write.lock";
pub(super) const WRITING: &str = "writing";

/// One after the other; when one cannot be made, those before it are taken back.
pub(super) fn write_all(desk: &Desk<'_>, changes: &[FileChange]) -> Result<(), WriteError> {
    for (done, change) in changes.iter().enumerate() {
        if let Err(error) = make(desk, change) {
            take_back(desk, &changes[..done]);
            return Err(error);
        }
    }
    Ok(())
}

/// Undoes changes that were made, as what was to follow them could not be done; that failure is the one to report.
pub(super) fn take_back(desk: &Desk<'_>, changes: &[FileChange]) {
    for change in changes.iter().rev() {
        let back = FileChange { was: change.becomes.clone(), becomes: change.was.clone(), ..change.clone() };
        let _ = make(desk, &back);
    }
}

/// A step at which a test may kill the process.
#[cfg(test)]
pub(super) use tests::{DIE_AT, step};

#[cfg(not(test))]
pub(super) const fn step() {}
