//! The public site: every file of it is made from a [`StatusPage`] and nothing else.
//!
//! A room for each kind of output. None of them may see the record: what [`StatusPage`] has no field for cannot be published.

mod address;
pub mod api;
mod badges;
mod event;
mod feeds;
pub mod look;
mod overall;
mod pages;
mod phase;
#[cfg(test)]
mod sample;
mod titles;
mod when;
pub mod words;

use super::SiteError;
use super::feed::xml::printable;
use super::markdown::{self, Reading};
use super::templates::Templates;
use super::writer::SitePath;
use crate::publication::{PublicPage, StatusPage};

pub use event::{Event, Told};
pub use look::Look;
pub use overall::{Overall, worst};
pub use phase::Phase;

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
    let mut files = pages::files(page, templates, look)?;
    let page = &titles::filled(page, &look.words);
    for room in [api::files(page)?, feeds::files(page)?, badges::files(page)?] {
        files.extend(room);
    }
    Ok(files)
}

/// What the page is called where a program wants a name.
fn page_name(page: &PublicPage) -> &str {
    page.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or("Status")
}

/// A public text as HTML for readers outside of the site: feeds and programs. Headings begin at the third level, and what is
/// relative leads nowhere, because nobody knows from where it would be followed.
fn html(text: &str, prefix: &str) -> String {
    markdown::render(text, &Reading { prefix, top: 3, resolve: &|_| None })
}
