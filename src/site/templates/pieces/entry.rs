//! An entry of the timeline as an item of a list. A page has dozens; nothing on it takes longer.

use minijinja::Error;
use minijinja::value::Value;

use super::{Printed, badge_html, field, link_html, push, push_person, safe, timed};

/// A field that is there and says something.
fn given(piece: &Value, name: &str) -> Result<Option<Value>, Error> {
    field(piece, name).map(|value| value.is_true().then_some(value))
}

fn add(out: &mut String, piece: Printed) -> Result<(), Error> {
    let piece = piece?;
    out.push_str(piece.as_str().unwrap_or_default());
    Ok(())
}

/// `<before>text<after>` for a field that says something.
fn wrapped(out: &mut String, piece: &Value, name: &str, before: &str, after: &str) -> Result<(), Error> {
    if let Some(value) = given(piece, name)? {
        out.push_str(before);
        push(out, &value);
        out.push_str(after);
    }
    Ok(())
}

pub(super) fn entry_html(entry: &Value) -> Printed {
    let mut out = String::with_capacity(2048);
    let (anchor, kind) = (field(entry, "anchor")?, field(entry, "kind")?);
    let corrected_by = given(entry, "corrected_by")?;
    out.push_str("<li class=\"entry kind-");
    push(&mut out, &kind);
    wrapped(&mut out, entry, "author", " by-", "")?;
    if given(entry, "changes")?.is_some() {
        out.push_str(" turning");
    }
    if corrected_by.is_some() {
        out.push_str(" corrected");
    }
    out.push_str("\" id=\"");
    push(&mut out, &anchor);
    out.push_str("\">\n");
    time(&mut out, entry, &anchor)?;
    out.push_str("<div class=\"entry-body\">\n");
    head(&mut out, entry)?;
    if let Some(by) = corrected_by {
        out.push_str("<p class=\"correction\"><strong>Corrected</strong> by ");
        references(&mut out, &by)?;
        out.push_str(". What it said first stays readable:</p>\n");
    }
    if let Some(corrects) = given(entry, "corrects")? {
        out.push_str("<p class=\"correction\"><strong>Corrects</strong> ");
        reference(&mut out, &corrects)?;
        out.push_str(".</p>\n");
    }
    changes(&mut out, entry)?;
    if let Some(body) = given(entry, "body_html")? {
        out.extend(["<div class=\"prose\">", body.as_str().unwrap_or_default(), "</div>\n"]);
    }
    evidence(&mut out, entry)?;
    foot(&mut out, entry)?;
    out.push_str("</div>\n</li>");
    safe(out)
}

/// When it happened; by whom, later, and how long after the beginning.
fn time(out: &mut String, entry: &Value, anchor: &Value) -> Result<(), Error> {
    let at = field(entry, "at")?;
    let (clock, datetime) = (field(&at, "clock")?, field(&at, "datetime")?);
    out.push_str("<p class=\"entry-time\"><a href=\"#");
    push(out, anchor);
    out.push_str("\">");
    let text =
        if clock.is_true() { clock } else { Value::from(if datetime.is_true() { "no time" } else { "unknown" }) };
    add(out, timed(&datetime, &text))?;
    out.push_str("</a>");
    wrapped(out, &at, "utc", "<span class=\"under\">", "</span>")?;
    wrapped(out, entry, "offset", "<span class=\"under\">", "</span>")?;
    wrapped(out, entry, "recorded", "<span class=\"under recorded\">", "</span>")?;
    out.push_str("</p>\n");
    Ok(())
}

fn head(out: &mut String, entry: &Value) -> Result<(), Error> {
    out.push_str("<p class=\"entry-head\">");
    wrapped(out, entry, "kind_label", "<span class=\"kind\">", "</span> ")?;
    if let Some(by) = given(entry, "by")? {
        push_person(out, &by)?;
    }
    if given(entry, "public")?.is_some() {
        out.push_str(" <span class=\"badge public\" title=\"Customers may read this entry\">Public</span>");
    }
    if let Some(risk) = given(entry, "risk")? {
        out.push(' ');
        add(out, badge_html(&risk))?;
    }
    out.push_str("</p>\n");
    Ok(())
}

fn changes(out: &mut String, entry: &Value) -> Result<(), Error> {
    let Some(changes) = given(entry, "changes")? else { return Ok(()) };
    out.push_str("<ul class=\"changes\" aria-label=\"What changed\">\n");
    for change in changes.try_iter()? {
        out.push_str("<li class=\"chip ");
        push(out, &field(&change, "tone")?);
        out.push_str("\"><span class=\"chip-what\">");
        push(out, &field(&change, "what")?);
        out.push_str("</span> ");
        push(out, &field(&change, "to")?);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    Ok(())
}

fn evidence(out: &mut String, entry: &Value) -> Result<(), Error> {
    let Some(all) = given(entry, "evidence")? else { return Ok(()) };
    out.push_str("<ul class=\"evidence\" aria-label=\"Evidence\">\n");
    for one in all.try_iter()? {
        let (form, link) = (field(&one, "form")?, field(&one, "link")?);
        out.push_str("<li class=\"evidence-");
        push(out, &form);
        out.push_str("\">");
        match form.as_str() {
            Some("command") => {
                out.push_str("<pre><code>");
                push(out, &field(&link, "label")?);
                out.push_str("</code></pre>");
            }
            Some("picture") => {
                let href = field(&link, "href")?;
                out.push_str("<a href=\"");
                push(out, &href);
                out.push_str("\"><img src=\"");
                push(out, &href);
                out.push_str("\" alt=\"Attachment ");
                push(out, &field(&link, "label")?);
                out.push_str("\" loading=\"lazy\"></a>");
            }
            _ => add(out, link_html(&link))?,
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    Ok(())
}

/// Go-ahead, acceptance of a handover, promise of the next update.
fn foot(out: &mut String, entry: &Value) -> Result<(), Error> {
    let mut facts = Vec::new();
    if let Some(person) = given(entry, "approved_by")? {
        let mut fact = "go-ahead from ".to_owned();
        push_person(&mut fact, &person)?;
        facts.push(fact);
    }
    if let Some(handover) = given(entry, "acknowledges")? {
        let mut fact = "accepts the handover of ".to_owned();
        reference(&mut fact, &handover)?;
        facts.push(fact);
    }
    if let Some(next) = given(entry, "next_update")? {
        let mut fact = "next update promised for ".to_owned();
        let clock = given(&next, "clock")?;
        let text = clock.map_or_else(|| field(&next, "long"), Ok)?;
        add(&mut fact, timed(&field(&next, "datetime")?, &text))?;
        facts.push(fact);
    }
    if !facts.is_empty() {
        out.push_str("<p class=\"entry-foot\">");
        facts.iter().for_each(|fact| out.extend(["<span class=\"fact\">", fact, "</span>"]));
        out.push_str("</p>\n");
    }
    Ok(())
}

fn references(out: &mut String, all: &Value) -> Result<(), Error> {
    for (place, one) in all.try_iter()?.enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        reference(out, &one)?;
    }
    Ok(())
}

/// Another entry, by the words for it.
fn reference(out: &mut String, to: &Value) -> Result<(), Error> {
    let tags = match given(to, "href")? {
        Some(href) => {
            out.push_str("<a href=\"");
            push(out, &href);
            out.push_str("\">");
            "</a>"
        }
        None => {
            out.push_str("<code>");
            "</code>"
        }
    };
    push(out, &field(to, "label")?);
    out.push_str(tags);
    Ok(())
}
