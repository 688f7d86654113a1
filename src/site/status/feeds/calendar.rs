//! `maintenance.ics`: planned work as a calendar that one subscribes to (RFC 5545).

use jiff::{SignedDuration, Timestamp};

use super::super::event::Event;
use super::super::phase::Phase;
use super::super::{address, page_name, when};
use crate::publication::{PublicMaintenance, StatusPage};
use crate::site::feed::calendar::{Lines, escaped};
use crate::site::markdown;

/// For how long work that is over stays in the calendar.
const KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

/// A calendar must hold something, and some programs refuse one that does not: the zone that all its times are in does no harm.
const NOTHING: &str = "BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n\
    TZOFFSETTO:+0000\r\nTZNAME:UTC\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

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
    let mut kept = page.maintenances.iter().filter(kept).peekable();
    if kept.peek().is_none() {
        out.0.push_str(NOTHING);
    }
    kept.for_each(|maintenance| event(&mut out, page, maintenance));
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
