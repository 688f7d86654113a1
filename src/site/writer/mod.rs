//! The site's files, written so that the old site stays readable until the new one is whole.
//!
//! A build writes into a staging folder beside the output folder, on the same file system. Publishing then swaps the two
//! in one step where the output folder holds nothing but an earlier build, and otherwise moves file by file, touching
//! only what the [`manifest`] lists. A build that is killed leaves the staging folder behind; the next one removes it.

mod exchange;
mod filed;
mod lock;
mod manifest;
mod place;
mod publish;
mod site_path;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::{Readership, SiteError};
use lock::Lock;
use manifest::Manifest;
use place::Place;

pub use filed::Filed;
pub use manifest::MANIFEST_FILE;
pub use site_path::SitePath;

/// A site being written; nothing of it is seen before [`Stage::publish`].
pub struct Stage {
    place: Place,
    folder: tempfile::TempDir,
    /// What the output folder holds of an earlier build.
    old: Manifest,
    readership: Readership,
    files: Mutex<BTreeMap<SitePath, Staged>>,
    // Last, so that it is let go last: fields are dropped in this order.
    _lock: Lock,
}

/// A file of the new site.
struct Staged {
    filed: Filed,
    /// Whether it stays as an earlier build wrote it.
    kept: bool,
}

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of the new site.
    pub files: usize,
    /// Files that were written; the others were there already, byte for byte.
    pub written: usize,
    /// Bytes of all files of the new site.
    pub bytes: u64,
    /// Files of an earlier build that the new site no longer has.
    pub removed: usize,
}

impl Stage {
    /// Begins a site for `readership` in `out`. `repository` is the folder of the repository, which is never written to.
    ///
    /// # Errors
    /// When `out` cannot be, holds a site for others, or another build is writing there.
    pub fn begin(out: &Path, repository: Option<&Path>, readership: Readership) -> Result<Self, SiteError> {
        let place = Place::choose(out, repository)?;
        let lock = Lock::take(&place.lock_file(), &place.out)?;
        place.sweep();
        let old = Manifest::read(&place.out)?;
        old.is_for(readership, &place.out)?;
        // Whoever reads the folder around reads this one too.
        for around in place.out.ancestors().skip(1) {
            Manifest::read(around).unwrap_or_default().is_for_no_more_than(readership, around)?;
        }
        let folder = place.staging_folder()?;
        Ok(Self { place, folder, old, readership, files: Mutex::default(), _lock: lock })
    }

    /// Writes a file, from any thread; one that is there already with the same bytes is left as it is. Gives back what the manifest says of it.
    ///
    /// # Errors
    /// When the file system refuses, or the site has the file already.
    pub fn write(&self, path: &SitePath, bytes: &[u8]) -> Result<Filed, SiteError> {
        let filed = Filed::of(bytes);
        let kept = self.is_there(path, &filed);
        self.take(path, Staged { filed, kept })?;
        if !kept {
            self.stage(path, bytes)?;
        }
        Ok(filed)
    }

    /// Takes over a file of an earlier build without looking at its content; `false` when it is no longer there as it was.
    ///
    /// # Errors
    /// When the site has the file already.
    pub fn keep(&self, path: &SitePath, filed: &Filed) -> Result<bool, SiteError> {
        let kept = self.is_there(path, filed);
        if kept {
            self.take(path, Staged { filed: *filed, kept })?;
        }
        Ok(kept)
    }

    /// Gives up a file that was taken over, so that it can be written.
    pub fn forget(&self, path: &SitePath) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
    }

    /// Whether the output folder holds the file as an earlier build wrote it.
    fn is_there(&self, path: &SitePath, filed: &Filed) -> bool {
        let there = || path.below(&self.place.out).symlink_metadata();
        let same = |meta: fs::Metadata| meta.is_file() && meta.len() == filed.length();
        self.old.files.get(path) == Some(filed) && there().is_ok_and(same)
    }

    fn take(&self, path: &SitePath, staged: Staged) -> Result<(), SiteError> {
        match self.files.lock().unwrap_or_else(PoisonError::into_inner).entry(path.clone()) {
            Entry::Occupied(_) => Err(SiteError::Collision(path.to_string())),
            Entry::Vacant(free) => {
                free.insert(staged);
                Ok(())
            }
        }
    }

    fn stage(&self, path: &SitePath, bytes: &[u8]) -> Result<(), SiteError> {
        let target = path.below(self.folder.path());
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(SiteError::io(parent))?;
        }
        step();
        fs::write(&target, bytes).map_err(SiteError::io(&target))
    }

    /// Puts the site into its place.
    ///
    /// # Errors
    /// When something that Flarebook did not write is in the way (then nothing was changed), or the file system refuses.
    pub fn publish(self) -> Result<Published, SiteError> {
        let Self { place, folder, old, readership, files, _lock } = self;
        let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let moved = files.iter().filter(|(_, staged)| !staged.kept).map(|(path, _)| path.clone()).collect();
        let files = files.into_iter().map(|(path, staged)| (path, staged.filed)).collect();
        let manifest = Manifest::new(files, readership);
        step();
        publish::publish(&place, folder.path(), &publish::Sites { old, new: manifest, moved })
    }
}

/// Every change of the file system passes here; a test dies at each of them in turn.
#[cfg(not(test))]
const fn step() {}

#[cfg(test)]
use tests::step;

#[cfg(test)]
mod tests;
