//! `history.rss`: RSS 2.0, for readers that know nothing else.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};

use super::super::when;
use super::{Entry, Feed};
use crate::site::feed::xml::text;

type Out = Writer<Vec<u8>>;

/// The feed's bytes.
pub(super) fn rss(feed: &Feed<'_, '_>) -> io::Result<Vec<u8>> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    out.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = out.create_element("rss").with_attribute(("version", "2.0"));
    let root = root.with_attribute(("xmlns:atom", "http://www.w3.org/2005/Atom"));
    root.with_attribute(("xmlns:dc", "http://purl.org/dc/elements/1.1/")).write_inner_content(|out| {
        out.create_element("channel").write_inner_content(|out| channel(out, feed)).map(drop)
    })?;
    let mut bytes = out.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn channel(out: &mut Out, feed: &Feed<'_, '_>) -> io::Result<()> {
    let page = &feed.page.page;
    text(out, "title", &feed.title)?;
    text(out, "link", &feed.link(&feed.folder))?;
    // Many readers show a description as HTML: what is meant as text has to survive being read once more.
    let description = page.description.as_deref().unwrap_or("Incidents and planned work");
    text(out, "description", &quick_xml::escape::escape(description))?;
    text(out, "language", &page.language)?;
    text(out, "pubDate", &when::rss(feed.updated_at()))?;
    // RSS has no way to say where a feed itself is served; Atom's is understood everywhere, and needs an absolute address.
    if page.url.is_some() {
        let own = feed.link(&format!("{}history.rss", feed.folder));
        let element =
            out.create_element("atom:link").with_attributes([("rel", "self"), ("type", "application/rss+xml")]);
        element.with_attribute(("href", own.as_str())).write_empty()?;
    }
    feed.entries.iter().try_for_each(|one| item(out, feed, one))
}

fn item(out: &mut Out, feed: &Feed<'_, '_>, entry: &Entry<'_>) -> io::Result<()> {
    let (page, event) = (&feed.page.page, &entry.event);
    out.create_element("item").write_inner_content(|out| {
        text(out, "title", &event.title())?;
        text(out, "description", entry.content(feed.page))?;
        text(out, "pubDate", &when::rss(event.incident.created_at))?;
        let link = feed.link(&event.path());
        text(out, "link", &link)?;
        let guid = out.create_element("guid");
        if page.url.is_some() {
            return guid.write_text_content(BytesText::new(&link)).map(drop);
        }
        let tag = feed.tag(&format!("Incident/{}", event.id()));
        guid.with_attribute(("isPermaLink", "false")).write_text_content(BytesText::new(&tag)).map(drop)
    })?;
    Ok(())
}
