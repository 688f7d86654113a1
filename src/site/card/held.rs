//! A card as a build has it: made just now, or left by an earlier build and read when somebody looks at more than its head.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::{Card, Head};
use crate::model::{Incident, IncidentId, IncidentRecord};
use crate::site::assemble::Key;
use crate::source::RepoPath;

/// Where a card stands among those that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where it begins, in bytes.
    pub from: u64,
    /// Its length in bytes.
    pub length: u32,
    /// Tells its content.
    pub key: Key,
}

/// What gives cards back that an earlier build left.
pub trait Shelves: Send + Sync {
    /// A card; `None` when it is not there whole, which the shelves take note of.
    fn card(&self, place: Place) -> Option<Card>;
}

/// A card, whole or still to be read.
pub struct Held {
    head: Head,
    place: Option<Place>,
    whole: OnceLock<Card>,
    shelves: Option<Arc<dyn Shelves>>,
}

impl Held {
    /// One that was made just now, and where it was kept.
    #[must_use]
    pub fn new(card: Card, place: Option<Place>) -> Self {
        Self { head: Head::of(&card.incident), place, whole: OnceLock::from(card), shelves: None }
    }

    /// One that an earlier build left.
    #[must_use]
    pub fn kept(head: Head, place: Option<Place>, shelves: Arc<dyn Shelves>) -> Self {
        Self { head, place, whole: OnceLock::new(), shelves: Some(shelves) }
    }

    /// One of which only the incident's own record was read.
    #[must_use]
    pub fn of_record(id: &IncidentId, folder: &RepoPath, record: IncidentRecord) -> Self {
        Self::new(Card::head(id, folder, record), None)
    }

    /// What other pages ask.
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// Where it is kept.
    pub const fn place(&self) -> Option<Place> {
        self.place
    }

    /// Tells its content; of one that is not kept, nothing.
    #[must_use]
    pub fn key(&self) -> Key {
        self.place.map_or(0, |place| place.key)
    }

    /// Reads it, so that it is at hand.
    pub fn read(&self) {
        let _at_hand: &Card = self;
    }

    /// The incident, without its texts.
    pub fn incident(&self) -> &Incident {
        &self.incident
    }
}

impl Deref for Held {
    type Target = Card;

    fn deref(&self) -> &Card {
        self.whole.get_or_init(|| {
            let kept = self.place.zip(self.shelves.as_ref());
            // The shelves know when they could not give it back; the build is then made again without them.
            kept.and_then(|(place, shelves)| shelves.card(place)).unwrap_or_else(|| {
                Card::head(&super::head::id_of(&self.head.folder), &self.head.folder, IncidentRecord::default())
            })
        })
    }
}
