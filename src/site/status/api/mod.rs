//! What programs ask the public site: the vendor's documents, and our own with richer facts.

mod flarebook;
mod v2;

use serde::Serialize;

use super::PublicFile;
use crate::publication::StatusPage;
use crate::site::SiteError;

pub use flarebook::{Embed, EventDocument, HistoryDocument, StatusDocument, UptimeDocument};

/// The files of this room.
pub(super) fn files(page: &StatusPage) -> Result<Vec<PublicFile>, SiteError> {
    let mut files = v2::files(page)?;
    files.extend(flarebook::files(page)?);
    Ok(files)
}

/// A document at this path.
pub(super) fn document(path: &str, value: &impl Serialize) -> Result<PublicFile, SiteError> {
    let failed = |error: serde_json::Error| SiteError::Document { file: path.to_owned(), reason: error.to_string() };
    let mut bytes = serde_json::to_vec(value).map_err(failed)?;
    bytes.push(b'\n');
    PublicFile::new(path, bytes)
}
