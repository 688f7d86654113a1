//! The names that each folder held when it was last listed. A folder that has not been touched since holds the same ones: of ten thousand
//! folders only the few that have are opened again, and only their files are looked at.
//!
//! Not every file system tells faithfully when a folder was touched; only those are believed that are known to.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::keepsake::{Keepsake, is_past, now_on_disk};
use super::stamp::OnDisk;
use crate::source::RepoPath;

/// The name of the file, and what is in it.
const NAME: &str = "folders";
const KIND: &str = "flarebook folders 1";
/// So many folders are listed sooner than it is written down what was in them.
const FEW: usize = if cfg!(test) { 1 } else { 64 };

/// What a folder holds: names that are not hidden, in order, and which of them are folders.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Names {
    at: OnDisk,
    pub inside: Vec<(String, bool)>,
}

/// What is remembered of folders, and what of it has been found anew.
#[derive(Debug)]
pub(super) struct Listing {
    keepsake: Keepsake,
    began: i64,
    /// By folder, in order.
    known: Vec<(String, Arc<Names>)>,
    seen: Mutex<Vec<(RepoPath, Arc<Names>)>>,
    news: AtomicUsize,
}

impl Listing {
    /// What an earlier run left in `folder` of those below `root`; `None` where it would not be believed.
    pub fn open(folder: &Path, root: &Path) -> Option<Self> {
        if !tells_when_touched(root) {
            return None;
        }
        let keepsake = Keepsake::new(folder, NAME, KIND, [0; 16]);
        let known: Vec<(String, Arc<Names>)> =
            keepsake.read().and_then(|bytes| rmp_serde::from_slice(&bytes).ok()).unwrap_or_default();
        Some(Self { began: now_on_disk(folder), keepsake, known, seen: Mutex::default(), news: AtomicUsize::new(0) })
    }

    /// The names in a folder that the disk last touched `at` some time; `None` when it has to be listed.
    pub fn names(&self, folder: &RepoPath, at: OnDisk) -> Option<Arc<Names>> {
        let place = self.known.binary_search_by(|(known, _)| known.as_str().cmp(folder.as_str())).ok()?;
        self.known.get(place).map(|(_, names)| names).filter(|names| names.at == at).cloned()
    }

    /// Takes note that a folder still holds the same.
    pub fn keep(&self, folder: &RepoPath, names: Arc<Names>) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push((folder.clone(), names));
    }

    /// Takes note of what a folder holds that was last touched `at` some time.
    pub fn note(&self, folder: &RepoPath, at: OnDisk, inside: Vec<(String, bool)>) {
        if is_past(at.touched(), self.began) {
            self.news.fetch_add(1, Ordering::Relaxed);
            self.keep(folder, Arc::new(Names { at, inside }));
        }
    }

    /// Leaves it for the next run, where that saves it more than it costs this one.
    pub fn save(&self) {
        if self.news.swap(0, Ordering::Relaxed) >= FEW {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.sort_by(|a, b| a.0.cmp(&b.0));
            let _next_time_all_are_listed = rmp_serde::to_vec(&*seen).map(|body| self.keepsake.write(&body));
        }
    }
}

/// Whether a file system notes in a folder every name that comes or goes, at once: those of local disks, and no others.
#[cfg(target_os = "linux")]
fn tells_when_touched(root: &Path) -> bool {
    // ext2 to ext4, XFS, Btrfs, F2FS, ZFS, tmpfs, overlayfs: see statfs(2).
    const LOCAL: [i64; 7] = [0xEF53, 0x5846_5342, 0x9123_683E, 0xF2F5_2010, 0x2FC1_2FC1, 0x0102_1994, 0x794C_7630];
    rustix::fs::statfs(root)
        .is_ok_and(|system| LOCAL.iter().any(|known| i128::from(*known) == i128::from(system.f_type)))
}

#[cfg(not(target_os = "linux"))]
const fn tells_when_touched(_: &Path) -> bool {
    false
}
