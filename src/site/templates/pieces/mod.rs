//! The smallest pieces of pages as filters: badges, times, links, people, the phase bar.
//!
//! A page of an incident has a hundred of them. As macros they took longer than everything else on it; here each is a few
//! look-ups and pushes. They are filters because a filter can never be hidden by a field of the same name. What they print is part of the templates' contract: docs/templates.md.

mod entry;

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};

/// Gives templates the pieces.
pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("badge", |badge: Value| badge_html(&badge));
    environment.add_filter("when", |moment: Value, text: Value| when_html(&moment, &text));
    environment.add_filter("lasting", |length: Value| length_html(&length));
    environment.add_filter("link", |link: Value| link_html(&link));
    environment.add_filter("person", |person: Value| person_html(&person));
    environment.add_filter("people", |people: Value| people_html(&people));
    environment.add_filter("entry", |entry: Value| entry::entry_html(&entry));
    environment.add_filter("bar", |phases: Value| bar_html(&phases));
}

/// Escapes what HTML asks for, in text and in quoted attributes, and leaves `/` alone: addresses stay readable.
pub(super) fn escape<E>(text: &str, out: &mut impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        if from < at {
            out(text.get(from..at).unwrap_or_default())?;
        }
        out(escaped)?;
        from = at + 1;
    }
    if from < text.len() { out(text.get(from..).unwrap_or_default()) } else { Ok(()) }
}

type Printed = Result<Value, Error>;

/// A field of a piece; one that does not exist is an error, as everywhere in templates.
fn field(piece: &Value, name: &str) -> Result<Value, Error> {
    let value = piece.get_attr(name)?;
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, format!("there is no `{name}` here")));
    }
    Ok(value)
}

fn push(out: &mut String, value: &Value) {
    let mut add = |piece: &str| -> Result<(), std::convert::Infallible> {
        out.push_str(piece);
        Ok(())
    };
    let Ok(()) = match value.as_str() {
        Some(text) => escape(text, &mut add),
        None => escape(&value.to_string(), &mut add),
    };
}

/// ` name="value"`, for a value that is there.
fn attribute(out: &mut String, name: &str, value: &Value) {
    if !value.is_none() {
        out.extend([" ", name, "=\""]);
        push(out, value);
        out.push('"');
    }
}

fn safe(html: String) -> Printed {
    Ok(Value::from_safe_string(html))
}

fn badge_html(badge: &Value) -> Printed {
    let mut out = String::with_capacity(96);
    out.push_str("<span class=\"badge ");
    push(&mut out, &field(badge, "tone")?);
    out.push('"');
    attribute(&mut out, "title", &field(badge, "title")?);
    out.push('>');
    push(&mut out, &field(badge, "label")?);
    out.push_str("</span>");
    safe(out)
}

fn when_html(moment: &Value, text: &Value) -> Printed {
    timed(&field(moment, "datetime")?, text)
}

fn length_html(length: &Value) -> Printed {
    let (datetime, text) = (field(length, "datetime")?, field(length, "text")?);
    if datetime.is_none() && field(length, "known")?.is_true() {
        let mut out = String::new();
        push(&mut out, &text);
        return safe(out);
    }
    timed(&datetime, &text)
}

/// A time for programs and people; what nobody knows is marked as that.
fn timed(datetime: &Value, text: &Value) -> Printed {
    let mut out = String::with_capacity(72);
    let unknown = datetime.is_none();
    out.push_str(if unknown { "<span class=\"unknown\"" } else { "<time" });
    attribute(&mut out, "datetime", datetime);
    out.push('>');
    push(&mut out, text);
    out.push_str(if unknown { "</span>" } else { "</time>" });
    safe(out)
}

fn link_html(link: &Value) -> Printed {
    let mut out = String::with_capacity(96);
    let (href, label) = (field(link, "href")?, field(link, "label")?);
    if href.is_none() {
        push(&mut out, &label);
        return safe(out);
    }
    out.push_str("<a");
    attribute(&mut out, "href", &href);
    if field(link, "external")?.is_true() {
        out.push_str(" rel=\"noopener noreferrer\"");
    }
    out.push('>');
    push(&mut out, &label);
    out.push_str("</a>");
    safe(out)
}

fn person_html(person: &Value) -> Printed {
    let mut out = String::with_capacity(80);
    push_person(&mut out, person)?;
    safe(out)
}

fn push_person(out: &mut String, person: &Value) -> Result<(), Error> {
    let href = field(person, "href")?;
    let tag = if href.is_none() { "span" } else { "a" };
    out.extend(["<", tag, " class=\"person\""]);
    attribute(out, "href", &href);
    out.push('>');
    push(out, &field(person, "name")?);
    out.extend(["</", tag, ">"]);
    Ok(())
}

fn people_html(people: &Value) -> Printed {
    let mut out = String::new();
    for (place, person) in people.try_iter()?.enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        push_person(&mut out, &person)?;
    }
    safe(out)
}

/// The bar alone; whoever prints it says the same in words next to it.
fn bar_html(phases: &Value) -> Printed {
    let mut out = String::with_capacity(512);
    out.push_str("<svg class=\"phases\" aria-hidden=\"true\" focusable=\"false\" width=\"100%\" height=\"100%\">");
    for segment in field(phases, "segments")?.try_iter()? {
        out.push_str("<rect class=\"phase-");
        push(&mut out, &field(&segment, "phase")?);
        out.push_str(if field(&segment, "cut")?.is_true() { " cut\" x=\"" } else { "\" x=\"" });
        push(&mut out, &field(&segment, "x")?);
        out.push_str("%\" y=\"0\" width=\"");
        push(&mut out, &field(&segment, "width")?);
        out.push_str("%\" height=\"100%\"/>");
    }
    out.push_str("</svg>");
    safe(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::page::{Badge, Link};

    #[test]
    fn pieces_escape_what_they_print() {
        let badge = Badge { label: "<b>&".into(), tone: "a\"b".into(), title: Some("it's".into()) };
        let html = badge_html(&Value::from(minijinja::value::Serde(&badge))).unwrap().to_string();
        assert_eq!(html, "<span class=\"badge a&quot;b\" title=\"it&#39;s\">&lt;b&gt;&amp;</span>");
        let link = Link { label: "x".into(), href: None, external: true };
        assert_eq!(link_html(&Value::from(minijinja::value::Serde(&link))).unwrap().to_string(), "x");
        assert!(badge_html(&Value::from(minijinja::value::Serde(&link))).is_err(), "a piece of another kind");
    }
}
