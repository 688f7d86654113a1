//! The cards that builds leave, one after the other in one file that only grows. What stands where, the index says; what it does not
//! name is of no use any more. A card is read when somebody looks at it, and believed when it has the key that the index gives.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::site::assemble::{Key, Keying};
use crate::site::card::{Card, Place, Shelves};

/// A file of cards.
pub(super) struct Pack {
    path: PathBuf,
    file: Mutex<File>,
    damaged: AtomicBool,
}

impl Pack {
    /// The one of a name; a new one where there is none.
    pub fn open(folder: &Path, name: &str) -> io::Result<Self> {
        if name.is_empty() || name.contains(['/', '\\']) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let path = folder.join(name);
        let mut options = File::options();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.read(true).append(true).create(true).open(&path)?;
        Ok(Self { path, file: Mutex::new(file), damaged: AtomicBool::new(false) })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }

    /// Its length in bytes.
    pub fn len(&self) -> u64 {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).metadata().map_or(0, |meta| meta.len())
    }

    /// Adds a card.
    pub fn add(&self, card: &Card) -> Option<Place> {
        let place = rmp_serde::to_vec_named(card).ok().and_then(|bytes| self.append(&bytes).ok());
        if place.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        place
    }

    fn append(&self, bytes: &[u8]) -> io::Result<Place> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let from = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(Place { from, length, key: key(bytes) })
    }

    fn read(&self, place: Place) -> Option<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(place.length).ok()?];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.from)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        (key(&bytes) == place.key).then_some(bytes)
    }

    /// Whether a card could not be given back or kept: then nothing that was made of these holds.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }
}

impl Shelves for Pack {
    fn card(&self, place: Place) -> Option<Card> {
        let card = self.read(place).and_then(|bytes| rmp_serde::from_slice(&bytes).ok());
        if card.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        card
    }
}

fn key(bytes: &[u8]) -> Key {
    let mut key = Keying::new();
    key.add(bytes);
    key.done()
}
