//! What feed readers and calendars fetch from the public site: the history of the page and of each component as Atom, RSS and JSON Feed,
//! and planned work as a calendar.

mod atom;
mod calendar;
mod content;
mod json;
mod rss;

use jiff::Timestamp;

use super::event::Event;
use super::{PublicFile, address, page_name};
use crate::publication::StatusPage;
use crate::site::SiteError;

/// A reader keeps what it has read; a feed that grows without end only costs everybody's time.
const MOST: usize = 50;

/// The files of this room.
pub(super) fn files(page: &StatusPage) -> Result<Vec<PublicFile>, SiteError> {
    let mut files = Feed::of_page(page).files()?;
    for (place, component) in page.components.iter().enumerate() {
        files.extend(Feed::of_component(page, place, component.id.as_str(), &component.name).files()?);
    }
    files.push(PublicFile::new("maintenance.ics", calendar::calendar(page))?);
    Ok(files)
}

/// A feed: of the whole page or of one component.
struct Feed<'p> {
    page: &'p StatusPage,
    /// The folder it lies in, with a slash at the end; empty for the site's root.
    folder: String,
    /// The page that it belongs to, from the site's root.
    home: String,
    /// The last part of its id.
    name: String,
    title: String,
    events: Vec<Event<'p>>,
}

impl<'p> Feed<'p> {
    fn of_page(page: &'p StatusPage) -> Self {
        let title = format!("{} - Incident History", page_name(&page.page));
        Self::new(page, String::new(), "/history".to_owned(), title, Event::all(page))
    }

    fn of_component(page: &'p StatusPage, place: usize, id: &str, name: &str) -> Self {
        let title = format!("{} - {name} - Incident History", page_name(&page.page));
        let events = Event::all(page).into_iter().filter(|event| event.incident.components.contains(&place)).collect();
        Self::new(page, format!("components/{id}/"), format!("Component/{id}/history"), title, events)
    }

    fn new(page: &'p StatusPage, folder: String, name: String, title: String, mut events: Vec<Event<'p>>) -> Self {
        events.truncate(MOST);
        Self { page, home: folder.clone(), folder, name, title, events }
    }

    fn files(&self) -> Result<Vec<PublicFile>, SiteError> {
        let at = |name: &str| format!("{}{name}", self.folder);
        let failed = |file: &str| {
            let file = at(file);
            move |reason: std::io::Error| SiteError::Document { file, reason: reason.to_string() }
        };
        Ok(vec![
            PublicFile::new(&at("history.atom"), atom::atom(self).map_err(failed("history.atom"))?)?,
            PublicFile::new(&at("history.rss"), rss::rss(self).map_err(failed("history.rss"))?)?,
            json::feed(self, &at("feed.json"))?,
        ])
    }

    /// An address that works from where the feed lies.
    fn link(&self, path: &str) -> String {
        let link = address::from_file(&self.page.page, self.folder.matches('/').count(), path);
        if link.is_empty() { "./".to_owned() } else { link }
    }

    /// An identifier that stays the same wherever the feed is read.
    fn tag(&self, name: &str) -> String {
        format!("tag:{},2005:{name}", address::host(&self.page.page))
    }

    /// When anything in it last changed.
    fn updated_at(&self) -> Timestamp {
        self.events.iter().map(|event| event.incident.updated_at).max().unwrap_or(self.page.page.updated_at)
    }
}

#[cfg(test)]
mod tests;
