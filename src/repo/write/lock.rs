//! One process at a time writes into a working tree; the others wait.
//!
//! The system's own file lock: it is let go when its process ends, however that ends, so a lock can never be stale. The file that carries it
//! stays where it is; that means nothing.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use super::WriteError;

/// How long somebody else may hold a lock before we say so, in steps of [`PAUSE`].
const PATIENCE: u32 = 1500;
const PAUSE: Duration = Duration::from_millis(20);

/// Held while files are written.
pub(in crate::repo) struct Lock {
    file: File,
    /// How long ago it was let go, or taken, before; unknown when it is new.
    pub since_last: Option<Duration>,
}

impl Lock {
    /// Takes the lock, waiting for whoever has it.
    pub fn wait(path: &Path) -> Result<Self, WriteError> {
        for _ in 0..PATIENCE {
            if let Some(lock) = Self::try_take(path)? {
                return Ok(lock);
            }
            std::thread::sleep(PAUSE);
        }
        Err(WriteError::Locked(holder(path)))
    }

    /// Takes the lock unless somebody has it.
    pub fn try_take(path: &Path) -> Result<Option<Self>, WriteError> {
        let private = |reason| WriteError::Private { path: path.to_owned(), reason };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(private)?;
        }
        let is_old = path.exists();
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(private)?;
        match file.try_lock() {
            Ok(()) => {}
            // A file system without locks: better to write than to refuse.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(reason)) => return Err(private(reason)),
            Err(TryLockError::WouldBlock) => return Ok(None),
        }
        // The disk's times are compared with each other: no clock is asked.
        let touched = || file.metadata().and_then(|meta| meta.modified()).ok();
        let before = touched();
        // For the message of whoever waits too long; not needed for anything else.
        let _unsigned = file.set_len(0).and_then(|()| write!(&file, "{}", std::process::id()));
        let since_last = before.zip(touched()).and_then(|(before, now)| now.duration_since(before).ok());
        Ok(Some(Self { file, since_last: since_last.filter(|_| is_old) }))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _unsigned = self.file.set_len(0);
        let _goes_with_the_file = self.file.unlock();
    }
}

/// The process that has the lock, as it signed.
fn holder(path: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(path).ok()?.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
