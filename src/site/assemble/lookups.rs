//! What a page looks up of other incidents, and keys that change when the answers do.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::repo::short;

/// Tells contents apart: the first half of a SHA-256.
pub(in crate::site) type Key = u128;

/// One question about other incidents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::site) enum Lookup {
    /// Which incident has this id?
    Incident(String),
    /// Which incident has this folder?
    Folder(String),
    /// Which incidents are like the page's own?
    Similar,
    /// Which incidents say that they are duplicates of the page's own?
    Duplicates,
}

/// The questions of one page, and a key of the answer to which incidents are like it.
#[derive(Default)]
pub(super) struct Lookups(Mutex<(BTreeSet<Lookup>, Key)>);

impl Lookups {
    pub fn note(&self, lookup: Lookup) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.insert(lookup);
    }

    /// Takes note that a page asked which incidents are like it, and was told this.
    pub fn note_similar(&self, told: Key) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.0.insert(Lookup::Similar);
        noted.1 = told;
    }

    pub fn into_parts(self) -> (BTreeSet<Lookup>, Key) {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A key in the making; parts are told apart by their lengths.
pub(in crate::site) struct Keying(Sha256);

impl Keying {
    pub fn new() -> Self {
        Self(Sha256::new())
    }

    /// Of a value and what is made of it; `None` for one that cannot be written.
    pub fn of(made_into: &str, value: &impl Serialize) -> Option<Key> {
        let mut key = Self::new();
        key.text(made_into);
        key.add(&rmp_serde::to_vec_named(value).ok()?);
        Some(key.done())
    }

    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        self.0.update(bytes);
    }

    pub fn key(&mut self, key: Key) {
        self.0.update(key.to_le_bytes());
    }

    pub fn text(&mut self, text: &str) {
        self.add(text.as_bytes());
    }

    pub fn done(self) -> Key {
        u128::from_le_bytes(short(self.0))
    }
}
