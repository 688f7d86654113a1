//! `maintenance.ics`: planned work as a calendar that one subscribes to (RFC 5545).

use jiff::{SignedDuration, Timestamp};

use super::super::event::Event;
use super::super::phase::Phase;
use super::super::{address, page_name, when};
use crate::publication::{PublicMaintenance, StatusPage};
use crate::site::markdown;

/// The longest line, in bytes, without its end.
const LINE: usize = 75;

/// For how long work that is over stays in the calendar.
const KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

/// The calendar's bytes.
pub(super) fn calendar(page: &StatusPage) -> String {
    let mut out = Lines::default();
    let name = format!("{} - Maintenance", page_name(&page.page));
    out.plain("BEGIN", "VCALENDAR");
    out.plain("VERSION", "2.0");
    out.plain("PRODID", "-//Flarebook//Status page//EN");
    out.plain("CALSCALE", "GREGORIAN");
    out.plain("METHOD", "PUBLISH");
    out.text("NAME", &name);
    out.text("X-WR-CALNAME", &name);
    out.plain("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    out.plain("X-PUBLISHED-TTL", "PT1H");
    let oldest = page.page.generated_at.checked_sub(KEPT).unwrap_or(Timestamp::MIN);
    let kept = |maintenance: &&PublicMaintenance| maintenance.ended_at.is_none_or(|ended| ended >= oldest);
    for maintenance in page.maintenances.iter().filter(kept) {
        event(&mut out, page, maintenance);
    }
    out.plain("END", "VCALENDAR");
    out.0
}

fn event(out: &mut Lines, page: &StatusPage, maintenance: &PublicMaintenance) {
    let (event, incident) = (Event::maintenance(page, maintenance), &maintenance.incident);
    let phase = event.phase();
    // Once it is over the calendar shows when it really was.
    let over = maintenance.ended_at.filter(|_| !maintenance.cancelled);
    let from = over.and(maintenance.began_at).unwrap_or(maintenance.scheduled_for);
    let until = over.unwrap_or_else(|| Event::planned_end(maintenance));
    out.plain("BEGIN", "VEVENT");
    out.plain("UID", &format!("{}-{}@flarebook", page.page.id.as_str(), event.id()));
    out.plain("DTSTAMP", &when::calendar(incident.updated_at));
    out.plain("CREATED", &when::calendar(incident.created_at));
    out.plain("LAST-MODIFIED", &when::calendar(incident.updated_at));
    // Each thing that is told about it is a new version of the event.
    out.plain("SEQUENCE", &incident.updates.len().to_string());
    out.plain("DTSTART", &when::calendar(from));
    // An event that ends when it begins has no end in a calendar.
    if until > from {
        out.plain("DTEND", &when::calendar(until));
    }
    out.text("SUMMARY", &event.title());
    out.text("DESCRIPTION", &description(&event, phase));
    let names: Vec<String> = event.components().map(|(_, name)| escaped(name)).collect();
    if !names.is_empty() {
        out.plain("CATEGORIES", &names.join(","));
    }
    if let Some(url) = address::absolute(&page.page, &event.path()) {
        out.plain("URL", &url);
    }
    out.plain("STATUS", if maintenance.cancelled { "CANCELLED" } else { "CONFIRMED" });
    out.plain("TRANSP", "TRANSPARENT");
    out.plain("CLASS", "PUBLIC");
    out.plain("END", "VEVENT");
}

/// The newest word on it, and what it is about.
fn description(event: &Event<'_>, phase: Phase) -> String {
    let newest = event.told().into_iter().find(|told| !told.body.is_empty());
    let summary = event.incident.summary.as_ref().map(|summary| markdown::plain(summary.as_str()));
    let newest = newest.map(|told| format!("{}: {}", phase.label(), markdown::plain(told.body)));
    summary.into_iter().chain(newest).collect::<Vec<_>>().join("\n\n")
}

/// Lines as a calendar has them: ended by CR and LF, and continued on the next line after 75 bytes.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value is no text: words of the format, times, addresses.
    fn plain(&mut self, name: &str, value: &str) {
        // Nothing may begin a line of its own.
        let line: String = format!("{name}:{value}").chars().filter(|c| !c.is_control()).collect();
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }
}

/// A text value: what has a meaning in the format is marked as meaning nothing.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a;b,c\\d\r\ne\u{7}\"f\""), "a\\;b\\,c\\\\d\\ne\"f\"");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        let value = "日本語🙂é".repeat(40);
        lines.text("SUMMARY", &value);
        assert!(lines.0.ends_with("\r\n"));
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE), "{}", lines.0);
        assert_eq!(lines.0.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
        let mut exact = Lines::default();
        exact.plain("X", &"y".repeat(LINE - 2));
        assert_eq!(exact.0.matches("\r\n").count(), 1);
    }
}
