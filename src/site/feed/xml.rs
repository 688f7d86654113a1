//! Elements of Atom and RSS.

use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

/// What a feed is written into.
pub(in crate::site) type Out = Writer<Vec<u8>>;

/// An element with text in it.
pub(in crate::site) fn text(out: &mut Out, name: &str, words: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(&printable(words))).map(drop)
}

/// A link of Atom.
pub(in crate::site) fn link(out: &mut Out, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    let element = out.create_element("link").with_attributes([("rel", rel), ("type", kind)]);
    element.with_attribute(("href", href)).write_empty().map(drop)
}

/// Without the characters that XML has no way to write.
pub(in crate::site) fn printable(text: &str) -> String {
    let fits = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}
