//! What a listing says of a file's content without reading it: in git its object, on disk its length, times and place.

use std::fs::Metadata;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{FileKind, TreeFile};
use crate::source::RepoPath;

/// When the disk last touched a file, and where it has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OnDisk {
    /// Nanoseconds since 1970 of the last change of its content.
    modified: i64,
    /// Of the last change of anything about it: a program can set the other back, and not this one. Zero where there is none.
    changed: i64,
    /// Its number on the disk: another file moved into its place has another. Zero where there is none.
    number: u64,
}

impl OnDisk {
    #[cfg(unix)]
    pub fn of(meta: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        // Beyond the year 2262 all times are one.
        let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Self {
            modified: nanoseconds(meta.mtime(), meta.mtime_nsec()),
            changed: nanoseconds(meta.ctime(), meta.ctime_nsec()),
            number: meta.ino(),
        }
    }

    #[cfg(not(unix))]
    pub fn of(meta: &Metadata) -> Self {
        let since = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let modified = since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or_default();
        Self { modified, changed: 0, number: 0 }
    }
}

impl OnDisk {
    /// When the disk last touched it, nanoseconds since 1970.
    pub fn touched(self) -> i64 {
        self.modified.max(self.changed)
    }
}

/// A key that changes when a file, or one of several, may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The key.
    pub key: [u8; 16],
    /// Nanoseconds since 1970 when a disk last touched any of them; zero in git. A file touched at the very time that a stamp was taken
    /// may change once more without showing it.
    pub touched: i64,
}

impl Stamp {
    /// Of one file.
    pub(super) fn of(file: &TreeFile) -> Self {
        let mut key = Sha256::new();
        match &file.kind {
            FileKind::File(length) => key.update(length.to_le_bytes()),
            FileKind::Folder => key.update("folder"),
            FileKind::Symlink => key.update("link"),
            FileKind::Other(what) => key.update(what),
        }
        if let Some(object) = file.object {
            key.update(object.as_bytes());
        }
        let touched = file.on_disk.map_or(0, OnDisk::touched);
        if let Some(on_disk) = file.on_disk {
            key.update(on_disk.modified.to_le_bytes());
            key.update(on_disk.changed.to_le_bytes());
            key.update(on_disk.number.to_le_bytes());
        }
        Self { key: short(key), touched }
    }

    /// Of several files by their paths, in their order.
    pub fn over<'p>(files: impl Iterator<Item = (&'p RepoPath, Self)>) -> Self {
        let mut key = Sha256::new();
        let mut touched = 0;
        for (path, stamp) in files {
            key.update(path.as_str());
            key.update([0]);
            stamp.feed(&mut key);
            touched = touched.max(stamp.touched);
        }
        Self { key: short(key), touched }
    }

    /// Adds it to a larger key.
    pub fn feed(&self, key: &mut Sha256) {
        key.update(self.key);
    }
}

/// The first half of a SHA-256: enough to tell contents apart that nobody forges against himself.
#[must_use]
pub fn short(key: Sha256) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(key.finalize().get(..16).unwrap_or(&[0; 16]));
    bytes
}
