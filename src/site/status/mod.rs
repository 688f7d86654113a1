//! The public site: every file of it is made from a [`StatusPage`] and nothing else.
//!
//! A room for each kind of output. None of them may see the record: what [`StatusPage`] has no field for cannot be published.

mod api;
mod feeds;
pub mod look;
mod pages;
mod titles;
pub mod words;

use super::SiteError;
use super::templates::Templates;
use super::writer::SitePath;
use crate::publication::StatusPage;

pub use look::Look;

/// A file of the public site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFile {
    /// Where it lies in the site.
    pub path: SitePath,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl PublicFile {
    /// A file at this path.
    ///
    /// # Errors
    /// When the path leads out of the site; no path made here does.
    pub fn new(path: &str, bytes: impl Into<Vec<u8>>) -> Result<Self, SiteError> {
        let path = SitePath::new(path).ok_or_else(|| SiteError::Collision(path.to_owned()))?;
        Ok(Self { path, bytes: bytes.into() })
    }
}

/// Every file of the public site, room by room; the same bytes for the same page, templates and look.
///
/// # Errors
/// See [`SiteError`].
pub fn files(page: &StatusPage, templates: &Templates, look: &Look) -> Result<Vec<PublicFile>, SiteError> {
    let rooms = [pages::files(page, templates, look)?, api::files(page)?, feeds::files(page)?];
    Ok(rooms.into_iter().flatten().collect())
}
