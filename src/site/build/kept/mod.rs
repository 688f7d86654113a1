//! What one build leaves for the next: an index of the incidents and of what each page was made of, and their cards.
//!
//! Kept in a private folder (inside `.git`, so that it is neither committed nor published), for each output folder apart. It holds only for
//! the same program, templates, policy, roster and catalogue; a file that is damaged, of another version or gone means a build from
//! nothing. The index is written beside and moved into place, and names cards that are there already: a build that dies leaves
//! what was there before. What it says of an output file is believed only where the manifest of the output folder says the same.

mod pack;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::incidents::{Done, PageOf};
use super::searching::SegmentOf;
use crate::repo::Keepsake;
use crate::site::assemble::{Key, Keying, SpeaksFor};
use crate::site::card::{Card, Head, Held, Place, Shelves};
use crate::site::writer::Filed;
use crate::source::RepoPath;
use pack::Pack;

/// What the index is, and in which form.
const KIND: &str = "flarebook kept 3";
/// A file of cards may become so many times as large as the cards that are used before a build begins from nothing.
const WASTE: u64 = 4;

/// What is kept of one incident.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    home: String,
    /// The listing's key; absent where it cannot be trusted.
    pub stamp: Option<Key>,
    /// The key of its files' contents.
    pub content: Key,
    /// What other pages ask of it.
    pub head: Head,
    /// Where its card is; one that is not shown has none.
    pub card: Option<Place>,
    /// How many problems its files had.
    pub problems: usize,
    /// Its page.
    pub page: Option<PageOf>,
    /// Where it stands in the index.
    #[serde(skip)]
    pub place: Range<usize>,
}

/// What a build leaves of one incident.
pub(super) enum Leaves {
    /// What the build before it left, as it stands in the index.
    Same(Range<usize>),
    /// Something else.
    Other(Box<Stored>),
}

impl Leaves {
    pub fn of(done: Done<'_>, card: &Held, began: i64) -> Self {
        if let Some(place) = done.same {
            return Self::Same(place);
        }
        let stored = Stored {
            home: done.home().as_str().to_owned(),
            stamp: done.stamp.trusted(began).map(u128::from_le_bytes),
            content: done.content,
            head: card.head().clone(),
            card: card.place(),
            problems: done.problems,
            page: done.page,
            place: 0..0,
        };
        Self::Other(Box::new(stored))
    }
}

/// Some of the pages over all incidents: what they were made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Part {
    /// Changes with every card.
    pub cards: Key,
    /// The time that they speak for.
    pub time: SpeaksFor,
    /// How many pages.
    pub count: usize,
    /// Their files.
    pub files: Vec<String>,
}

/// What is kept of everything but incidents.
#[derive(Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Lists {
    /// Changes with the head of any incident.
    pub heads: Key,
    /// The segments of the search index.
    pub segments: Vec<SegmentOf>,
    /// Files over many incidents: what each was made of, and what the manifest says of it.
    pub pages: BTreeMap<String, (Key, Filed)>,
    /// The same, many at a time.
    pub parts: BTreeMap<String, Part>,
}

/// What an earlier build left, and where this one leaves its own.
pub(super) struct Kept {
    /// The disk's own time when this build began.
    pub began: i64,
    index: Keepsake,
    folder: PathBuf,
    name: String,
    /// The index, as it was read.
    bytes: Vec<u8>,
    incidents: HashMap<String, Mutex<Option<Stored>>>,
    /// What was kept of everything but incidents.
    pub lists: Lists,
    pack: Arc<Pack>,
}

impl Kept {
    /// Opens what an earlier build of `out` left, for one that began at a time of the disk's; `None` where nothing can be kept. Nothing about
    /// it can keep a site from being built.
    pub fn open(folder: &Path, out: &Path, base: Key, began: i64) -> Option<Self> {
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let mut key = Keying::new();
        key.text(&out.to_string_lossy());
        let name = format!("site-{:032x}", key.done());
        let index = Keepsake::new(folder, &name, KIND, base.to_le_bytes());
        let bytes = index.read().unwrap_or_default();
        let mut read = read(&bytes).unwrap_or_default();
        let mut pack = Pack::open(folder, &read.cards).ok();
        let used: u64 = read.incidents.iter().filter_map(|stored| Some(u64::from(stored.card?.length))).sum();
        if read.cards.is_empty() || pack.as_ref().is_none_or(|pack| pack.len() < used || pack.len() > used * WASTE) {
            let new = format!("{name}-cards-{began:x}");
            (read, pack) = (Index::default(), Pack::open(folder, &new).ok());
        }
        let pack = Arc::new(pack?);
        let by_home = |stored: Stored| (stored.home.clone(), Mutex::new(Some(stored)));
        let incidents = read.incidents.into_iter().map(by_home).collect();
        Some(Self { began, index, folder: folder.to_owned(), name, bytes, incidents, lists: read.lists, pack })
    }

    /// Removes it: the next build begins from nothing.
    pub fn discard(&self) {
        for name in [self.name.as_str(), self.pack.name()] {
            let _left = fs::remove_file(self.folder.join(name));
        }
    }

    /// What is kept of the incident in a folder; it is given away once.
    pub fn take(&self, home: &RepoPath) -> Option<Stored> {
        self.incidents.get(home.as_str())?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A card, kept from now on.
    pub fn hold(&self, card: Card) -> Held {
        let place = self.pack.add(&card);
        Held::new(card, place)
    }

    /// A card that was kept.
    pub fn held(&self, head: Head, place: Option<Place>) -> Held {
        let shelves = Arc::clone(&self.pack) as Arc<dyn Shelves>;
        Held::kept(head, place, shelves)
    }

    /// Whether what was made with it may be wrong.
    pub fn is_damaged(&self) -> bool {
        self.pack.is_damaged()
    }

    /// A segment of the search index, by its key.
    pub fn segment(&self, key: &str) -> Option<&SegmentOf> {
        self.lists.segments.iter().find(|segment| segment.facts.key == key)
    }

    /// The page over many incidents at a path: what it was made of, and its file.
    pub fn page(&self, path: &str) -> Option<&(Key, Filed)> {
        self.lists.pages.get(path)
    }

    /// Leaves it for the next build; where that cannot be, the next one begins from nothing.
    pub fn save(self, all: &[Leaves], lists: &Lists) {
        let same = all.len() == self.incidents.len() && all.iter().all(|one| matches!(one, Leaves::Same(_)));
        if same && *lists == self.lists {
            return;
        }
        let written = |one: &Leaves| match one {
            Leaves::Same(place) => Ok(self.bytes.get(place.clone()).unwrap_or_default().into()),
            Leaves::Other(stored) => rmp_serde::to_vec(stored).map(Cow::Owned),
        };
        let parts: Result<Vec<Cow<'_, [u8]>>, rmp_serde::encode::Error> =
            all.par_iter().with_min_len(64).map(written).collect();
        let (Ok(parts), Ok(lists)) = (parts, rmp_serde::to_vec(lists)) else { return };
        let mut body = Vec::with_capacity(parts.iter().map(|part| part.len() + 4).sum::<usize>() + lists.len() + 128);
        for part in [self.pack.name().as_bytes(), &lists].into_iter().chain(parts.iter().map(|part| &**part)) {
            body.extend_from_slice(&u32::try_from(part.len()).unwrap_or_default().to_le_bytes());
            body.extend_from_slice(part);
        }
        if self.index.write(&body).is_ok() {
            self.sweep();
        }
    }

    /// Removes files of cards that the index no longer names.
    fn sweep(&self) {
        let of_ours = format!("{}-cards-", self.name);
        for item in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = item.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(&of_ours) && *name != *self.pack.name() {
                let _left = fs::remove_file(item.path());
            }
        }
    }
}

/// What an index says.
#[derive(Default)]
struct Index {
    /// The name of the file of cards.
    cards: String,
    lists: Lists,
    incidents: Vec<Stored>,
}

/// Reads an index; `None` for anything but a whole one.
fn read(bytes: &[u8]) -> Option<Index> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (length, _) = bytes.get(at..)?.split_first_chunk::<4>()?;
        let end = (at + 4).checked_add(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        places.push(at + 4..end);
        at = end;
    }
    let mut places = places.into_iter();
    let cards = String::from_utf8(bytes.get(places.next()?)?.to_vec()).ok()?;
    let lists = rmp_serde::from_slice(bytes.get(places.next()?)?).ok()?;
    let places: Vec<Range<usize>> = places.collect();
    let one = |place: Range<usize>| {
        let stored: Stored = rmp_serde::from_slice(bytes.get(place.clone())?).ok()?;
        Some(Stored { place, ..stored })
    };
    let incidents = places.into_par_iter().with_min_len(64).map(one).collect::<Option<Vec<_>>>()?;
    Some(Index { cards, lists, incidents })
}
