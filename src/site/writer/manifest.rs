//! The list of what a build wrote: the only files that a later build may replace or remove.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::filed::Filed;
use super::{SitePath, step};
use crate::site::{Readership, SiteError};

/// The manifest's name, at the site's root.
pub const MANIFEST_FILE: &str = ".flarebook-manifest.json";

/// Its name while it is being written.
const DRAFT: &str = ".flarebook-manifest.draft";

/// The version that this program writes. It also understands those before: the files of the first have no lengths, and neither the first nor
/// the second says who the site is for.
const VERSION: u32 = 3;

/// The files of a site with what is known of their contents.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    version: u32,
    /// Who the site is for.
    #[serde(rename = "audience", default, skip_serializing_if = "Option::is_none")]
    pub readership: Option<Readership>,
    pub files: BTreeMap<SitePath, Filed>,
}

impl Manifest {
    pub fn new(files: BTreeMap<SitePath, Filed>, readership: Readership) -> Self {
        Self { version: VERSION, readership: Some(readership), files }
    }

    /// The manifest of a folder; empty when it has none.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let path = folder.join(MANIFEST_FILE);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(reason) => return Err(SiteError::Io { path, reason }),
        };
        let manifest: Self = serde_json::from_slice(&text)
            .map_err(|error| SiteError::Manifest { path: path.clone(), reason: error.to_string() })?;
        if (1..=VERSION).contains(&manifest.version) {
            return Ok(manifest);
        }
        let reason = format!("it is of version {}, and this program knows {VERSION}", manifest.version);
        Err(SiteError::Manifest { path, reason })
    }

    /// Refuses a site in the folder of one for others. One that does not say whom it is for was written by an earlier version.
    pub fn is_for(&self, ours: Readership, folder: &Path) -> Result<(), SiteError> {
        let other = self.readership.filter(|theirs| *theirs != ours);
        other.map_or(Ok(()), |theirs| Err(SiteError::OtherReaders { out: folder.to_owned(), theirs, ours }))
    }

    /// Refuses a site inside the folder of one that more people read.
    pub fn is_for_no_more_than(&self, ours: Readership, folder: &Path) -> Result<(), SiteError> {
        if self.readership <= Some(ours) { Ok(()) } else { self.is_for(ours, folder) }
    }

    /// Bytes of all files together.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(Filed::length).sum()
    }

    /// Puts it into a folder in one step, by way of the staging folder: a build that dies here leaves nothing behind.
    pub fn write(&self, folder: &Path, staging: &Path) -> Result<(), SiteError> {
        let (draft, path) = (staging.join(DRAFT), folder.join(MANIFEST_FILE));
        step();
        let mut text = serde_json::to_vec_pretty(self).map_err(|error| SiteError::io(&draft)(error.into()))?;
        text.push(b'\n');
        fs::write(&draft, text).map_err(SiteError::io(&draft))?;
        step();
        fs::rename(&draft, &path).map_err(SiteError::io(&path))
    }

    /// Whether this program wrote it as it writes them now.
    pub const fn is_current(&self) -> bool {
        self.version == VERSION
    }

    /// What is in this one and not in the other.
    pub fn without<'m>(&'m self, other: &'m Self) -> impl Iterator<Item = &'m SitePath> {
        self.files.keys().filter(|path| !other.files.contains_key(*path))
    }

    /// Whether some file of this lies in the folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        let start = SitePath::inside(folder);
        self.files.range(&start..).next().is_some_and(|(path, _)| path.as_str().starts_with(start.as_str()))
    }
}
