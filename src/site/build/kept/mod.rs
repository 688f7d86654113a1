//! What one build leaves for the next: cards, and what each page was made of.
//!
//! Kept in a private folder (inside `.git`, so that it is neither committed nor published), one file per output folder. It holds only for
//! the same program, templates, policy, roster and catalogue; a file that is damaged, of another version or gone means a build from
//! nothing. It is written beside and moved into place, so that two builds at once leave the one or the other, whole. What it says of
//! an output file is believed only where the manifest of the output folder says the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::incidents::{Done, PageOf};
use super::searching::SegmentOf;
use crate::site::assemble::{Key, Keying};
use crate::site::card::Card;
use crate::site::writer::Filed;
use crate::source::RepoPath;

/// How a file of this version begins.
const MAGIC: &[u8] = b"flarebook kept 2\n";
/// So many incidents are made ready to be written at once.
const AT_ONCE: usize = 512;
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
    pub card: Arc<Card>,
    /// How many problems its files had.
    pub problems: usize,
    /// Its page.
    pub page: Option<PageOf>,
    /// Where it stands in the file it was read from.
    #[serde(skip)]
    pub place: Range<usize>,
}

/// What a build leaves of one incident.
pub(super) enum Leaves {
    /// What the build before it left, as it stands there.
    Same(Range<usize>),
    /// Something else.
    Other(Box<Stored>),
}

impl Leaves {
    pub fn of(done: Done<'_>, card: &Arc<Card>, began: i128) -> Self {
        if let Some(place) = done.same {
            return Self::Same(place);
        }
        let stored = Stored {
            home: done.home().as_str().to_owned(),
            stamp: (done.stamp.touched + STEP <= began).then_some(done.stamp.key),
            content: done.content,
            card: Arc::clone(card),
            problems: done.problems,
            page: done.page,
            place: 0..0,
        };
        Self::Other(Box::new(stored))
    }
}

/// What is kept of everything but incidents.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Lists {
    /// The segments of the search index.
    pub segments: Vec<SegmentOf>,
    /// Pages over many incidents: what each was made of, and its file.
    pub pages: BTreeMap<String, (Key, Filed)>,
}

/// What an earlier build left, and where this one leaves its own.
pub(super) struct Kept {
    folder: PathBuf,
    name: String,
    head: Vec<u8>,
    /// The disk's own time when this build began.
    pub began: i128,
    /// The file of incidents, whole.
    bytes: Vec<u8>,
    incidents: HashMap<String, Mutex<Option<Stored>>>,
    /// The segments of the search index, by their keys.
    segments: HashMap<String, SegmentOf>,
    pages: BTreeMap<String, (Key, Filed)>,
}

impl Kept {
    /// Opens what an earlier build of `out` left. Nothing about it can keep a site from being built.
    pub fn open(folder: &Path, out: &Path, base: Key) -> Self {
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let mut key = Keying::new();
        key.text(&out.to_string_lossy());
        let name = format!("site-{}", hex(&key.done()));
        let head = [MAGIC, &program(), &base].concat();
        let (bytes, all) = read(&folder.join(&name), &head).unwrap_or_default();
        let by_home = |(stored, place): (Stored, Range<usize>)| {
            (stored.home.clone(), Mutex::new(Some(Stored { place, ..stored })))
        };
        let incidents = all.into_iter().map(by_home).collect();
        let lists = read::<Lists>(&folder.join(lists(&name)), &head).unwrap_or_default().1;
        let Lists { segments, pages } = lists.into_iter().next().map(|(lists, _)| lists).unwrap_or_default();
        let segments = segments.into_iter().map(|segment| (segment.facts.key.clone(), segment)).collect();
        let began = now_on_disk(folder);
        Self { began, folder: folder.to_owned(), name, head, bytes, incidents, segments, pages }
    }

    /// What is kept of the incident in a folder; it is given away once.
    pub fn take(&self, home: &RepoPath) -> Option<Stored> {
        self.incidents.get(home.as_str())?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A segment of the search index, by its key.
    pub fn segment(&self, key: &str) -> Option<&SegmentOf> {
        self.segments.get(key)
    }

    /// The page over many incidents at a path: what it was made of, and its file.
    pub fn page(&self, path: &str) -> Option<&(Key, Filed)> {
        self.pages.get(path)
    }

    /// Leaves it for the next build; where that cannot be, the next one begins from nothing.
    pub fn save(self, all: &[Leaves], lists: &Lists) {
        let parts = all.chunks(AT_ONCE).map(|some| some.par_iter().map(|one| self.written(one)).collect());
        let _next_time_from_nothing = self.put(&self.name, parts);
        let lists = rmp_serde::to_vec_named(lists).map(|part| vec![part.into()]);
        let _next_time_from_nothing = self.put(&self::lists(&self.name), std::iter::once(lists));
    }

    fn written(&self, one: &Leaves) -> Result<Cow<'_, [u8]>, rmp_serde::encode::Error> {
        match one {
            Leaves::Same(place) => Ok(self.bytes.get(place.clone()).unwrap_or_default().into()),
            Leaves::Other(stored) => Ok(rmp_serde::to_vec_named(stored)?.into()),
        }
    }

    /// Writes a file, a few parts at a time: all of them together are as large as everything else that is known.
    fn put<'p>(
        &self,
        name: &str,
        parts: impl Iterator<Item = Result<Vec<Cow<'p, [u8]>>, rmp_serde::encode::Error>>,
    ) -> std::io::Result<()> {
        let mut draft = tempfile::Builder::new().prefix("draft-").tempfile_in(&self.folder)?;
        let mut sum = Sha256::new();
        let mut add = |bytes: &[u8]| {
            sum.update(bytes);
            draft.write_all(bytes)
        };
        add(&self.head)?;
        for some in parts {
            let mut bytes = Vec::new();
            for part in some.map_err(std::io::Error::other)? {
                bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or_default().to_le_bytes());
                bytes.extend_from_slice(&part);
            }
            add(&bytes)?;
        }
        draft.write_all(&sum.finalize())?;
        draft.persist(self.folder.join(name)).map(drop).map_err(|error| error.error)
    }
}

/// A file, and what it holds with the place of each.
type Held<T> = (Vec<u8>, Vec<(T, Range<usize>)>);

/// Reads and checks a file; `None` for anything but a whole one with this head.
fn read<T: DeserializeOwned + Send>(path: &Path, head: &[u8]) -> Option<Held<T>> {
    let bytes = fs::read(path).ok()?;
    let (whole, sum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    if !whole.starts_with(head) || Sha256::digest(whole).as_slice() != sum {
        return None;
    }
    let mut places = Vec::new();
    let mut at = head.len();
    while at < whole.len() {
        let (length, _) = whole.get(at..)?.split_first_chunk::<4>()?;
        let end = (at + 4).checked_add(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        places.push(at + 4..end);
        at = end;
    }
    let one = |place: Range<usize>| Some((rmp_serde::from_slice(whole.get(place.clone())?).ok()?, place));
    let all = places.into_par_iter().with_min_len(64).map(one).collect::<Option<Vec<_>>>()?;
    Some((bytes, all))
}

/// The file of everything but incidents, beside that of the incidents.
fn lists(name: &str) -> String {
    format!("{name}-lists")
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
