//! What one build leaves for the next: cards, and what each page was made of.
//!
//! Kept in a private folder (inside `.git`, so that it is neither committed nor published), one file per output folder. It holds only for
//! the same program, templates, policy, roster and catalogue; a file that is damaged, of another version or gone means a build from
//! nothing. It is written beside and moved into place, so that two builds at once leave the one or the other, whole. What it says of
//! an output file is believed only where the manifest of the output folder says the same.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::incidents::{Done, PageOf};
use super::searching::SegmentOf;
use crate::site::assemble::{Key, Keying};
use crate::site::card::Card;
use crate::source::RepoPath;

/// How a file of this version begins.
const MAGIC: &[u8] = b"flarebook kept 1\n";
/// Parts that are read in parallel.
const PARTS: usize = 16;
/// A file touched so shortly before a build may be changed once more without its times showing it, in nanoseconds: disks count in
/// steps of up to two seconds.
const STEP: i128 = if cfg!(test) { 0 } else { 2_000_000_000 };

/// What is kept of one incident.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    home: String,
    /// The listing's key; absent where it cannot be trusted.
    pub stamp: Option<Key>,
    /// The key of its files' contents.
    pub content: Key,
    /// Its card.
    pub card: Card,
    /// How many problems its files had.
    pub problems: usize,
    /// Its page.
    pub page: Option<PageOf>,
    #[serde(skip)]
    touched: i128,
}

impl Stored {
    pub fn of(done: Done<'_>, card: &Card) -> Self {
        let home = done.home().as_str().to_owned();
        let (stamp, touched) = (Some(done.stamp.key), done.stamp.touched);
        Self {
            home,
            stamp,
            touched,
            content: done.content,
            card: card.clone(),
            problems: done.problems,
            page: done.page,
        }
    }
}

/// What an earlier build left, and where this one leaves its own.
pub(super) struct Kept {
    folder: PathBuf,
    name: String,
    head: Vec<u8>,
    /// The disk's own time when this build began.
    began: i128,
    incidents: HashMap<String, Mutex<Option<Stored>>>,
    /// The segments of the search index, by their keys.
    segments: HashMap<String, SegmentOf>,
}

impl Kept {
    /// Opens what an earlier build of `out` left. Nothing about it can keep a site from being built.
    pub fn open(folder: &Path, out: &Path, base: Key) -> Self {
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let mut key = Keying::new();
        key.text(&out.to_string_lossy());
        let name = format!("site-{}", hex(&key.done()));
        let head = [MAGIC, &program(), &base].concat();
        let by_home = |stored: Stored| (stored.home.clone(), Mutex::new(Some(stored)));
        let incidents = read(&folder.join(&name), &head).unwrap_or_default().into_iter().map(by_home).collect();
        let by_key = |segment: SegmentOf| (segment.facts.key.clone(), segment);
        let segments = read(&folder.join(search(&name)), &head).unwrap_or_default().into_iter().map(by_key).collect();
        Self { began: now_on_disk(folder), folder: folder.to_owned(), name, head, incidents, segments }
    }

    /// What is kept of the incident in a folder; it is given away once.
    pub fn take(&self, home: &RepoPath) -> Option<Stored> {
        self.incidents.get(home.as_str())?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A segment of the search index, by its key.
    pub fn segment(&self, key: &str) -> Option<&SegmentOf> {
        self.segments.get(key)
    }

    /// Leaves it for the next build; where that cannot be, the next one begins from nothing.
    pub fn save(self, mut all: Vec<Stored>, segments: &[SegmentOf]) {
        for stored in all.iter_mut().filter(|stored| stored.touched + STEP > self.began) {
            stored.stamp = None;
        }
        let size = all.len().div_ceil(PARTS).max(1);
        let parts: Result<Vec<Vec<u8>>, _> = all.par_chunks(size).map(rmp_serde::to_vec_named).collect();
        self.put(&self.name, parts);
        self.put(&search(&self.name), rmp_serde::to_vec_named(segments).map(|part| vec![part]));
    }

    fn put(&self, name: &str, parts: Result<Vec<Vec<u8>>, rmp_serde::encode::Error>) {
        let Ok(parts) = parts else { return };
        let mut bytes = self.head.clone();
        for part in &parts {
            bytes.extend_from_slice(&u64::try_from(part.len()).unwrap_or_default().to_le_bytes());
            bytes.extend_from_slice(part);
        }
        let sum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&sum);
        let _next_time_from_nothing = self.put_file(name, &bytes);
    }

    fn put_file(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let mut draft = tempfile::Builder::new().prefix("draft-").tempfile_in(&self.folder)?;
        draft.write_all(bytes)?;
        draft.persist(self.folder.join(name)).map(drop).map_err(|error| error.error)
    }
}

/// Reads and checks a file; `None` for anything but a whole one with this head.
fn read<T: DeserializeOwned + Send>(path: &Path, head: &[u8]) -> Option<Vec<T>> {
    let bytes = fs::read(path).ok()?;
    let (bytes, sum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    let mut rest = bytes.strip_prefix(head)?;
    if Sha256::digest(bytes).as_slice() != sum {
        return None;
    }
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<8>()?;
        let (part, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        parts.push(part);
        rest = after;
    }
    let all: Result<Vec<Vec<T>>, _> = parts.into_par_iter().map(rmp_serde::from_slice).collect();
    Some(all.ok()?.into_iter().flatten().collect())
}

/// The file of the search index beside that of the incidents.
fn search(name: &str) -> String {
    format!("{name}-search")
}

/// Tells this program from every other: by its content, so that the same program downloaded twice is one. While it is being worked on, it is
/// large and new each time, and its times do.
fn program() -> Key {
    let mut key = Keying::new();
    key.text(env!("CARGO_PKG_VERSION"));
    let path = std::env::current_exe().unwrap_or_default();
    if cfg!(debug_assertions) {
        let meta = fs::metadata(path).ok();
        key.text(&format!("{:?}", meta.map(|meta| (meta.len(), meta.modified().ok()))));
    } else {
        key.add(&fs::read(path).unwrap_or_default());
    }
    key.done()
}

/// The time as the disk counts it, by a file that is written now. Where there is none, every file counts as just touched.
fn now_on_disk(folder: &Path) -> i128 {
    let touch = || -> std::io::Result<i128> {
        fs::create_dir_all(folder)?;
        let file = tempfile::Builder::new().prefix("clock-").tempfile_in(folder)?;
        let modified = file.as_file().metadata()?.modified()?;
        let since = modified.duration_since(std::time::UNIX_EPOCH).map_err(std::io::Error::other)?;
        i128::try_from(since.as_nanos()).map_err(std::io::Error::other)
    };
    touch().unwrap_or(0)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
