//! `history.atom`, as RFC 4287 and the vendor have it.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};

use super::super::{page_name, when};
use super::{Entry, Feed};
use crate::site::feed::xml::{Out, link, text};

/// The feed's bytes.
pub(super) fn atom(feed: &Feed<'_, '_>) -> io::Result<Vec<u8>> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    out.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = out.create_element("feed").with_attribute(("xml:lang", feed.page.page.language.as_str()));
    root.with_attribute(("xmlns", "http://www.w3.org/2005/Atom")).write_inner_content(|out| {
        text(out, "id", &feed.tag(&feed.name))?;
        link(out, "alternate", "text/html", &feed.link(&feed.folder))?;
        link(out, "self", "application/atom+xml", &feed.link(&format!("{}history.atom", feed.folder)))?;
        text(out, "title", &feed.title)?;
        text(out, "updated", &when::utc(feed.updated_at()))?;
        out.create_element("author").write_inner_content(|out| text(out, "name", page_name(&feed.page.page)))?;
        feed.entries.iter().try_for_each(|one| entry(out, feed, one))
    })?;
    let mut bytes = out.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn entry(out: &mut Out, feed: &Feed<'_, '_>, entry: &Entry<'_>) -> io::Result<()> {
    let event = &entry.event;
    out.create_element("entry").write_inner_content(|out| {
        text(out, "id", &feed.tag(&format!("Incident/{}", event.id())))?;
        text(out, "published", &when::utc(event.incident.created_at))?;
        text(out, "updated", &when::utc(event.incident.updated_at))?;
        link(out, "alternate", "text/html", &feed.link(&event.path()))?;
        text(out, "title", &event.title())?;
        let element = out.create_element("content").with_attribute(("type", "html"));
        element.write_text_content(BytesText::new(entry.content(feed.page))).map(drop)
    })?;
    Ok(())
}
