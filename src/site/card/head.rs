//! What other pages ask of an incident, and no more: small enough to be known of ten thousand without reading their cards.

use serde::{Deserialize, Serialize};

use crate::model::{Incident, IncidentId, Visibility};
use crate::overview::{Shelf, shelf};
use crate::site::assemble::{Key, Keying};
use crate::source::RepoPath;

/// What other pages ask of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its folder, which names it.
    pub folder: RepoPath,
    /// The title that pages print.
    pub title: String,
    /// Whether only those who are told may read it.
    pub restricted: bool,
    /// The incident that it turned out to be.
    pub duplicate_of: Option<String>,
    /// The components that its own record names.
    pub components: Vec<String>,
    /// Contributing factors, as written.
    pub factors: Vec<String>,
    /// Tags, as written.
    pub tags: Vec<String>,
    /// Whether users may be hurt now.
    pub open: bool,
    /// Whether its status is one of those of the response.
    pub active: bool,
}

impl Head {
    /// Of an incident; where it stands is only known of one that was read whole.
    #[must_use]
    pub fn of(incident: &Incident) -> Self {
        let record = &incident.record;
        Self {
            folder: incident.folder.clone(),
            title: incident.title().to_owned(),
            restricted: incident.visibility() == Visibility::Restricted,
            duplicate_of: record.duplicate_of.clone(),
            components: record.components.clone(),
            factors: record.contributing_factors.clone(),
            tags: record.tags.clone(),
            open: shelf(incident) == Shelf::Open,
            active: incident.state.status.is_active(),
        }
    }

    /// Its id, as text.
    #[must_use]
    pub fn id(&self) -> &str {
        self.folder.name()
    }

    /// The same with only what its own record says: known before the rest is read.
    pub(in crate::site) fn feed(&self, key: &mut Keying) {
        key.text(self.folder.as_str());
        key.text(&self.title);
        key.add(&[u8::from(self.restricted), u8::from(self.duplicate_of.is_some())]);
        key.text(self.duplicate_of.as_deref().unwrap_or_default());
        for some in [&self.components, &self.factors, &self.tags] {
            key.add(&some.len().to_le_bytes());
            some.iter().for_each(|one| key.text(one));
        }
    }
}

/// Changes when pages may be told something else of any of these incidents by their records.
pub(in crate::site) fn key_of_all<'h>(heads: impl Iterator<Item = &'h Head>) -> Key {
    let mut key = Keying::new();
    heads.for_each(|head| head.feed(&mut key));
    key.done()
}

/// The id of an incident by its folder.
#[must_use]
pub fn id_of(folder: &RepoPath) -> IncidentId {
    IncidentId::from_folder(folder.name())
}
