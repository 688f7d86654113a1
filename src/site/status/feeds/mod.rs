//! What feed readers and calendars fetch from the public site.

use super::PublicFile;
use crate::publication::StatusPage;
use crate::site::SiteError;

/// The files of this room.
pub(super) fn files(_: &StatusPage) -> Result<Vec<PublicFile>, SiteError> {
    Ok(Vec::new())
}
