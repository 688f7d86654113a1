//! The pages, written with `push_str`.

use crate::record::{Entry, Followup, Record};

/// A line of the list.
pub fn row(out: &mut String, id: &str, record: &Record) {
    out.push_str("<p><a href=\"incidents/");
    text(out, id);
    out.push_str("/index.html\">");
    text(out, &record.incident.title);
    out.push_str("</a></p>\n");
}

/// The page of an incident.
pub fn incident(out: &mut String, record: &Record) {
    out.push_str("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    text(out, &record.incident.title);
    out.push_str("</title></head><body>\n<h1>");
    text(out, &record.incident.title);
    out.push_str("</h1>\n");
    markdown(out, &record.incident.summary);
    for component in &record.incident.components {
        around(out, "span", component);
    }
    out.push_str("<table>\n");
    for entry in &record.timeline {
        timeline_row(out, entry);
    }
    out.push_str("</table>\n");
    markdown(out, &record.review);
    out.push_str("<ul>\n");
    for followup in &record.followups {
        followup_item(out, followup);
    }
    out.push_str("</ul></body></html>\n");
}

fn timeline_row(out: &mut String, entry: &Entry) {
    out.push_str("<tr id=\"");
    text(out, &entry.id);
    out.push_str("\">");
    for cell in [&entry.at, &entry.by, &entry.kind, &entry.status] {
        around(out, "td", cell);
    }
    out.push_str("<td>");
    markdown(out, &entry.text);
    for evidence in &entry.evidence {
        around(out, "code", evidence);
    }
    out.push_str("</td></tr>\n");
}

fn followup_item(out: &mut String, followup: &Followup) {
    out.push_str("<li>");
    for part in [&followup.title, &followup.owner, &followup.due, &followup.state, &followup.tracker] {
        around(out, "span", part);
    }
    out.push_str("</li>\n");
}

fn markdown(out: &mut String, source: &str) {
    pulldown_cmark::html::push_html(out, pulldown_cmark::Parser::new(source));
}

fn around(out: &mut String, element: &str, content: &str) {
    for part in ["<", element, ">"] {
        out.push_str(part);
    }
    text(out, content);
    for part in ["</", element, ">"] {
        out.push_str(part);
    }
}

fn text(out: &mut String, content: &str) {
    for letter in content.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}
