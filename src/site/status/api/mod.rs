//! What programs ask the public site: the vendor's documents and our own.

use super::PublicFile;
use crate::publication::StatusPage;
use crate::site::SiteError;

/// The files of this room.
pub(super) fn files(_: &StatusPage) -> Result<Vec<PublicFile>, SiteError> {
    Ok(Vec::new())
}
