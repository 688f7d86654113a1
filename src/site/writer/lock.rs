//! One build at a time per output folder.
//!
//! The system's own file lock: it is let go when its process ends, however that ends, so a lock can never be stale. The
//! file that carries it may be left over; that means nothing.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::step;
use crate::site::SiteError;

/// Held while a build writes.
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock, or says who has it.
    pub fn take(path: &Path, out: &Path) -> Result<Self, SiteError> {
        loop {
            step();
            let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).to_owned();
            let file = options.open(path).map_err(SiteError::io(path))?;
            match file.try_lock() {
                Ok(()) => {}
                // A file system without locks: better to build than to refuse.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(reason)) => return Err(SiteError::Io { path: path.to_owned(), reason }),
                Err(TryLockError::WouldBlock) => return Err(locked(path, out)),
            }
            // Its last holder may have removed the file between our opening and locking it: then the lock is on nothing.
            if is_still_there(&file, path) {
                let lock = Self { file, path: path.to_owned() };
                lock.sign();
                return Ok(lock);
            }
        }
    }

    /// Says who has it, for the message of whoever comes second; not needed for anything else.
    fn sign(&self) {
        let mut file = &self.file;
        let _unsigned = self.file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _left_over = fs::remove_file(&self.path);
        let _goes_with_the_file = self.file.unlock();
    }
}

fn locked(path: &Path, out: &Path) -> SiteError {
    let process = fs::read_to_string(path).ok().filter(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_digit()));
    SiteError::Locked { out: out.to_owned(), process }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |meta: std::io::Result<fs::Metadata>| meta.ok().map(|meta| (meta.dev(), meta.ino()));
    let there = identity(fs::metadata(path));
    there.is_some() && there == identity(file.metadata())
}

#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}
