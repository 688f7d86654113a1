//! The list of what a build wrote: the only files that a later build may replace or remove.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::{SitePath, step};
use crate::site::SiteError;

/// The manifest's name, at the site's root.
pub const MANIFEST_FILE: &str = ".flarebook-manifest.json";

/// The version that this program writes and understands.
const VERSION: u32 = 1;

/// The files of a site with their SHA-256 in hexadecimal.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    version: u32,
    pub files: BTreeMap<SitePath, String>,
}

impl Manifest {
    pub fn new(files: BTreeMap<SitePath, String>) -> Self {
        Self { version: VERSION, files }
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
        if manifest.version == VERSION {
            return Ok(manifest);
        }
        let reason = format!("it is of version {}, and this program knows {VERSION}", manifest.version);
        Err(SiteError::Manifest { path, reason })
    }

    /// Writes it to a folder in one step.
    pub fn write(&self, folder: &Path) -> Result<(), SiteError> {
        let path = folder.join(MANIFEST_FILE);
        step();
        self.replace(folder, &path).map_err(SiteError::io(&path))
    }

    fn replace(&self, folder: &Path, path: &Path) -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(super::place::INSIDE).tempfile_in(folder)?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.write_all(b"\n")?;
        make_readable(file.as_file())?;
        step();
        file.persist(path)?;
        Ok(())
    }

    /// What is in this one and not in the other.
    pub fn without<'m>(&'m self, other: &'m Self) -> impl Iterator<Item = &'m SitePath> {
        self.files.keys().filter(|path| !other.files.contains_key(*path))
    }

    /// Whether some file of this lies in the folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.files.keys().any(|path| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// Temporary files are for their owner only; a manifest is as readable as the pages.
#[cfg(unix)]
fn make_readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}
