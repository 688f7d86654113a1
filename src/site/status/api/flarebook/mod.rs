//! Our own documents: what the vendor's have no keys for. Times are in UTC to the second; texts come as Markdown and as HTML.
//!
//! `"version": 1` changes when a key changes its meaning or goes away, not when one is added. Their JSON Schemas are in schema/public/.

mod embed;
mod event;
mod facts;
mod history;
mod status;
mod uptime;

use rayon::prelude::*;

use super::document;
use crate::publication::StatusPage;
use crate::site::SiteError;
use crate::site::status::PublicFile;
use crate::site::status::event::Event;

pub use embed::Embed;
pub use event::EventDocument;
pub use history::HistoryDocument;
pub use status::StatusDocument;
pub use uptime::UptimeDocument;

/// The version that every document says.
const VERSION: u32 = 1;

/// The files of this room.
pub(super) fn files(page: &StatusPage) -> Result<Vec<PublicFile>, SiteError> {
    let at = |name: &str| format!("api/flarebook/v1/{name}.json");
    let mut files = vec![
        document(&at("status"), &StatusDocument::of(page))?,
        document(&at("history"), &HistoryDocument::of(page))?,
        document(&at("uptime"), &UptimeDocument::of(page))?,
        document("embed.json", &Embed::of(page))?,
    ];
    let each = |event: Event<'_>| document(&at(&format!("incidents/{}", event.id())), &EventDocument::of(page, &event));
    let events: Result<Vec<PublicFile>, SiteError> = Event::all(page).into_par_iter().map(each).collect();
    files.extend(events?);
    Ok(files)
}

#[cfg(test)]
mod tests;
