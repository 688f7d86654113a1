//! What feed readers and calendars fetch from the public site: the history of the page and of each component as Atom, RSS and JSON Feed,
//! and planned work as a calendar.

mod atom;
mod calendar;
mod content;
mod json;
mod rss;

use std::cell::OnceCell;

use jiff::Timestamp;

use super::event::Event;
use super::{PublicFile, address, page_name};
use crate::publication::{PublicComponent, StatusPage};
use crate::site::SiteError;

/// A reader keeps what it has read; a feed that grows without end only costs everybody's time.
const MOST: usize = 50;

/// The files of this room.
pub(super) fn files(page: &StatusPage) -> Result<Vec<PublicFile>, SiteError> {
    let entries: Vec<Entry<'_>> = Event::all(page).into_iter().map(Entry::new).collect();
    let mut files = Feed::of_page(page, &entries).files()?;
    for (place, component) in page.components.iter().enumerate() {
        files.extend(Feed::of_component(page, &entries, place, component).files()?);
    }
    files.push(PublicFile::new("maintenance.ics", calendar::calendar(page))?);
    Ok(files)
}

/// An event, and its text once some feed has asked for it: several do.
struct Entry<'p> {
    event: Event<'p>,
    content: OnceCell<String>,
}

impl<'p> Entry<'p> {
    const fn new(event: Event<'p>) -> Self {
        Self { event, content: OnceCell::new() }
    }

    fn content(&self, page: &StatusPage) -> &str {
        self.content.get_or_init(|| content::content(&page.page, &self.event))
    }
}

/// A feed: of the whole page or of one component.
struct Feed<'e, 'p> {
    page: &'p StatusPage,
    /// The folder it lies in, with a slash at the end; empty for the site's root. Its page lies there too.
    folder: String,
    /// The last part of its id.
    name: String,
    title: String,
    entries: Vec<&'e Entry<'p>>,
}

impl<'e, 'p> Feed<'e, 'p> {
    fn of_page(page: &'p StatusPage, all: &'e [Entry<'p>]) -> Self {
        let title = format!("{} - Incident History", page_name(&page.page));
        let entries = all.iter().take(MOST).collect();
        Self { page, folder: String::new(), name: "/history".to_owned(), title, entries }
    }

    fn of_component(page: &'p StatusPage, all: &'e [Entry<'p>], place: usize, component: &PublicComponent) -> Self {
        let (id, name) = (component.id.as_str(), &component.name);
        let title = format!("{} - {name} - Incident History", page_name(&page.page));
        let affects = |entry: &&Entry<'_>| entry.event.incident.components.contains(&place);
        let entries = all.iter().filter(affects).take(MOST).collect();
        Self { page, folder: format!("components/{id}/"), name: format!("Component/{id}/history"), title, entries }
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
        let changes = self.entries.iter().map(|entry| entry.event.incident.updated_at);
        changes.max().unwrap_or(self.page.page.updated_at)
    }
}

#[cfg(test)]
mod tests;
