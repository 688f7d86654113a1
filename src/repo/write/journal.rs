//! What is about to be written, kept aside until it is: whoever comes after a process that was killed finishes its work.
//!
//! A folder beside git's own files. It is put together under another name and then renamed: before that nothing has happened, after that
//! everything will.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{FileChange, WriteError, step};
use crate::source::RepoPath;

/// A folder that says what is being done.
pub(in crate::repo) struct Journal {
    folder: PathBuf,
    /// Whether it is to be there after a power cut, too, and not only after a process was killed.
    lasts: bool,
}

/// What is being done.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::repo) struct Work {
    /// Files that are written.
    #[serde(default)]
    files: Vec<Kept>,
    /// A branch that moves.
    pub branch: Option<Move>,
}

/// A branch that moves, and the working tree with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::repo) struct Move {
    /// The branch that is checked out, in full.
    pub from_branch: String,
    /// The commit it is at.
    pub from: String,
    /// The branch to be on, in full; mostly the same.
    pub to_branch: String,
    /// The commit to be at.
    pub to: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    path: String,
    was: bool,
    becomes: bool,
}

impl Journal {
    pub fn new(private: &Path, name: &str) -> Self {
        Self { folder: private.join(name), lasts: true }
    }

    /// For what is no loss when a power cut takes it: it does not wait for the disk.
    pub fn fleeting(private: &Path, name: &str) -> Self {
        Self { lasts: false, ..Self::new(private, name) }
    }

    /// Whether a work is written down.
    pub fn is_open(&self) -> bool {
        self.folder.is_dir()
    }

    /// Writes down what is about to be done.
    pub fn open(&self, changes: &[FileChange], branch: Option<Move>) -> Result<(), WriteError> {
        let system = |reason| WriteError::Private { path: self.folder.clone(), reason };
        let aside = self.aside();
        clear(&aside).and_then(|()| clear(&self.folder)).and_then(|()| fs::create_dir_all(&aside)).map_err(system)?;
        step();
        let mut work = Work { files: Vec::new(), branch };
        for (index, change) in changes.iter().enumerate() {
            for (side, bytes) in [("was", &change.was), ("becomes", &change.becomes)] {
                if let Some(bytes) = bytes {
                    self.keep(&aside.join(format!("{index}.{side}")), bytes).map_err(system)?;
                    step();
                }
            }
            let path = change.path.to_string();
            work.files.push(Kept { path, was: change.was.is_some(), becomes: change.becomes.is_some() });
        }
        let list = serde_json::to_vec(&work).map_err(|error| system(error.into()))?;
        self.keep(&aside.join(LIST), &list).map_err(system)?;
        step();
        fs::rename(&aside, &self.folder).map_err(system)?;
        step();
        Ok(())
    }

    /// What was being done. What cannot be read is nothing: it is from another version, or damaged.
    pub fn read(&self) -> Option<(Work, Vec<FileChange>)> {
        let work: Work = serde_json::from_slice(&fs::read(self.folder.join(LIST)).ok()?).ok()?;
        let bytes = |index: usize, side: &str, there: bool| -> Option<Option<Vec<u8>>> {
            if there { fs::read(self.folder.join(format!("{index}.{side}"))).ok().map(Some) } else { Some(None) }
        };
        let change = |(index, kept): (usize, &Kept)| {
            Some(FileChange {
                path: RepoPath::new(&kept.path).ok()?,
                was: bytes(index, "was", kept.was)?,
                becomes: bytes(index, "becomes", kept.becomes)?,
                executable: false,
            })
        };
        let changes = work.files.iter().enumerate().map(change).collect::<Option<Vec<_>>>()?;
        Some((work, changes))
    }

    /// Done: nothing is left to do.
    pub fn close(&self) {
        step();
        // In one step first, so that what is half taken away is never taken for work.
        let aside = self.aside();
        let _ = clear(&aside).and_then(|()| fs::rename(&self.folder, &aside));
        step();
        let _left_over = clear(&aside);
    }

    /// Takes away what was put together and never became a work.
    pub fn tidy(&self) {
        let _left_over = clear(&self.aside());
    }

    fn keep(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let mut file = fs::File::create(path)?;
        file.write_all(bytes)?;
        if self.lasts { file.sync_all() } else { Ok(()) }
    }

    fn aside(&self) -> PathBuf {
        self.folder.with_extension("aside")
    }
}

const LIST: &str = "work.json";

fn clear(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
