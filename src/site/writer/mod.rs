//! The site's files, written so that the old site stays readable until the new one is whole.
//!
//! A build writes into a staging folder beside the output folder, on the same file system. Publishing then swaps the two
//! in one step where the output folder holds nothing but an earlier build, and otherwise moves file by file, touching
//! only what the [`manifest`] lists. A build that is killed leaves the staging folder behind; the next one removes it.

mod exchange;
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

use sha2::{Digest, Sha256};

use super::SiteError;
use lock::Lock;
use manifest::Manifest;
use place::Place;

pub use manifest::MANIFEST_FILE;
pub use site_path::SitePath;

/// A site being written; nothing of it is seen before [`Stage::publish`].
pub struct Stage {
    place: Place,
    folder: tempfile::TempDir,
    files: Mutex<BTreeMap<SitePath, String>>,
    // Last, so that it is let go last: fields are dropped in this order.
    _lock: Lock,
}

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of the new site.
    pub written: usize,
    /// Files of an earlier build that the new site no longer has.
    pub removed: usize,
}

impl Stage {
    /// Begins a site in `out`. `repository` is the folder of the repository, which is never written to.
    ///
    /// # Errors
    /// When `out` cannot be, or another build is writing there.
    pub fn begin(out: &Path, repository: Option<&Path>) -> Result<Self, SiteError> {
        let place = Place::choose(out, repository)?;
        let lock = Lock::take(&place.lock_file(), &place.out)?;
        place.sweep();
        let folder = place.staging_folder()?;
        Ok(Self { place, folder, files: Mutex::default(), _lock: lock })
    }

    /// Writes a file, from any thread.
    ///
    /// # Errors
    /// When the file system refuses, or the file is there already.
    pub fn write(&self, path: &SitePath, bytes: &[u8]) -> Result<(), SiteError> {
        let hash = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        match self.files.lock().unwrap_or_else(PoisonError::into_inner).entry(path.clone()) {
            Entry::Occupied(_) => return Err(SiteError::Collision(path.to_string())),
            Entry::Vacant(free) => drop(free.insert(hash)),
        }
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
        let Self { place, folder, files, _lock } = self;
        let manifest = Manifest::new(files.into_inner().unwrap_or_else(PoisonError::into_inner));
        step();
        publish::publish(&place, folder.path(), &manifest)
    }
}

/// Every change of the file system passes here; a test dies at each of them in turn.
#[cfg(not(test))]
const fn step() {}

#[cfg(test)]
use tests::step;

#[cfg(test)]
mod tests;
