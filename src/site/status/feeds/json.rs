//! `feed.json`: JSON Feed 1.1.

use serde::Serialize;

use super::super::api::document;
use super::super::{PublicFile, address, page_name, when};
use super::{Entry, Feed};
use crate::site::SiteError;

#[derive(Serialize)]
struct Document<'f> {
    version: &'static str,
    title: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'f str>,
    language: &'f str,
    authors: [Author<'f>; 1],
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
}

#[derive(Serialize)]
struct Item {
    id: String,
    url: String,
    title: String,
    content_html: String,
    date_published: String,
    date_modified: String,
    tags: Vec<String>,
}

/// The feed as a file at this path.
pub(super) fn feed(feed: &Feed<'_, '_>, path: &str) -> Result<PublicFile, SiteError> {
    let page = &feed.page.page;
    document(
        path,
        &Document {
            version: "https://jsonfeed.org/version/1.1",
            title: &feed.title,
            home_page_url: address::absolute(page, &feed.folder),
            feed_url: address::absolute(page, path),
            description: page.description.as_deref(),
            language: &page.language,
            authors: [Author { name: page_name(page) }],
            items: feed.entries.iter().map(|entry| item(feed, entry)).collect(),
        },
    )
}

fn item(feed: &Feed<'_, '_>, entry: &Entry<'_>) -> Item {
    let event = &entry.event;
    let kind = if event.maintenance.is_some() { "maintenance" } else { "incident" };
    let words = [kind, event.phase().word()].map(ToOwned::to_owned);
    Item {
        id: feed.tag(&format!("Incident/{}", event.id())),
        url: feed.link(&event.path()),
        title: event.title(),
        content_html: entry.content(feed.page).to_owned(),
        date_published: when::utc(event.incident.created_at),
        date_modified: when::utc(event.incident.updated_at),
        tags: words.into_iter().chain(event.components().map(|(_, name)| name.to_owned())).collect(),
    }
}
