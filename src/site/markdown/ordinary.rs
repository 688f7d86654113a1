//! Texts without raw HTML, pictures, tables and code blocks: the writer of the HTML makes all of their tags, and escapes all of their text, so
//! there is nothing left to clean. Nearly every text is one, and cleaning costs as much as everything else about it.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::links;

/// Whether the writer alone makes something safe of an event.
pub(super) fn is_ordinary(event: &Event<'_>) -> bool {
    match event {
        Event::Start(Tag::Link { dest_url, .. }) => links::is_safe(dest_url) && dest_url.bytes().all(is_plain),
        Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::List(_) | Tag::Item)
        | Event::End(
            TagEnd::Paragraph
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Link,
        )
        | Event::Code(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule => true,
        // What no reader sees and some readers act upon goes the long way.
        Event::Text(text) => !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'),
        _ => false,
    }
}

/// What stands in an address as it is; any other byte would have to be encoded.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/$~&".contains(&byte)
}

/// A link says for itself where it must not lead; everything else stays as it is.
pub(super) fn made_safe(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Link { dest_url, title, .. }) => Event::InlineHtml(opening(&dest_url, &title).into()),
        Event::End(TagEnd::Link) => Event::InlineHtml(CowStr::Borrowed("</a>")),
        event => event,
    }
}

fn opening(address: &str, title: &str) -> String {
    let mut out = String::from("<a href=\"");
    attribute(&mut out, address);
    if !title.is_empty() {
        out.push_str("\" title=\"");
        attribute(&mut out, title);
    }
    out.push_str("\" rel=\"noopener noreferrer nofollow\">");
    out
}

fn attribute(out: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Reading, clean, events, parse};
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::html;

    fn events_of(text: &str) -> Vec<Event<'_>> {
        let resolve = |address: &str| address.strip_prefix("own:").map(|rest| format!("../{rest}"));
        events::rewrite(parse(text), &Reading { prefix: "x", top: 3, resolve: &resolve })
    }

    /// Cleaning what was not cleaned gives what cleaning gives: there was nothing to clean.
    fn is_the_same(text: &str) -> bool {
        let events = events_of(text);
        if !events.iter().all(is_ordinary) {
            return true;
        }
        let (mut short, mut long) = (String::new(), String::new());
        html::push_html(&mut short, events.clone().into_iter().map(made_safe));
        html::push_html(&mut long, events.into_iter());
        clean::clean(&short) == clean::clean(&long)
    }

    #[test]
    fn ordinary_texts() {
        for text in [
            "Restarted *the* **login** `service`; see <https://example.org/?a=1&b=2> and [x](own:y \"a 'title'\").",
            "- one\n- two\n\n1. & < > \" '\n2. ~~no~~\\\n   yes\n\n---\n",
        ] {
            assert!(events_of(text).iter().all(is_ordinary) && is_the_same(text), "{text}");
        }
        for text in ["<b>x</b>", "a\u{1}b", "```\nx\n```", "<https://eü.example/>", "| a |\n|---|\n| b |"] {
            assert!(!events_of(text).iter().all(is_ordinary), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_left_to_clean(text in r#"([a-z <>&"'`*_~\[\]()!:/#.\\\n-]|javascript:|own:|https://e.org/|&#106;|&lt;){0,60}"#) {
            prop_assert!(is_the_same(&text), "{text}");
        }
    }
}
