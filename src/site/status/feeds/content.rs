//! An event's updates as the HTML that readers of such feeds know: a paragraph for each, with its time, its status and its words.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::super::event::{Event, Told};
use super::super::{html, printable, when};
use crate::publication::{PublicMaintenance, PublicPage};

/// All that was told, newest first.
pub(super) fn content(page: &PublicPage, event: &Event<'_>) -> String {
    let mut out = event.maintenance.map_or_else(String::new, |maintenance| planned(page, maintenance));
    for (index, told) in event.told().iter().enumerate() {
        out.push_str(&update(page, event, told, index));
    }
    printable(&out)
}

fn update(page: &PublicPage, event: &Event<'_>, told: &Told<'_>, index: usize) -> String {
    let body = html(told.body, &format!("{}-{index}-", event.id()));
    let body = body.trim();
    let corrected = if told.corrected { " <em>(put right by a later update)</em>" } else { "" };
    let head = format!(
        "<p><small>{}</small><br><strong>{}</strong>{corrected} - ",
        moment(page, told.at, true),
        told.phase.label()
    );
    match body.strip_prefix("<p>") {
        Some(rest) => format!("{head}{rest}"),
        // A list or a table cannot stand inside of a paragraph.
        None => format!("{}</p>{body}", head.trim_end_matches(" - ")),
    }
}

/// When work is planned, before anything that was told about it.
fn planned(page: &PublicPage, maintenance: &PublicMaintenance) -> String {
    let from = maintenance.scheduled_for;
    let day = |at: Timestamp| at.to_zoned(page.zone.clone()).date();
    let span = match maintenance.scheduled_until {
        None => moment(page, from, true),
        Some(until) if day(from) == day(until) => {
            let end = format!("<var data-var='time'>{}</var> {}", clock(page, until), when::zone_name(page, until));
            format!("{} - {end}", moment(page, from, false))
        }
        Some(until) => format!("{} - {}", moment(page, from, false), moment(page, until, true)),
    };
    let what = if maintenance.cancelled { "THIS SCHEDULED EVENT WAS CANCELLED" } else { "THIS IS A SCHEDULED EVENT" };
    format!("<p><strong>{what} {span}</strong></p>")
}

/// `Mar <var>14</var>, <var>10:12</var> CET`: the vendor's marks tell programs which part is the day and which the time.
fn moment(page: &PublicPage, at: Timestamp, with_zone: bool) -> String {
    let zoned = at.to_zoned(page.zone.clone());
    let mut out = format!(
        "{} <var data-var='date'>{}</var>, <var data-var='time'>{}</var>",
        zoned.strftime("%b"),
        zoned.strftime("%-d"),
        clock(page, at)
    );
    if with_zone {
        let _ = write!(out, " {}", when::zone_name(page, at));
    }
    out
}

fn clock(page: &PublicPage, at: Timestamp) -> String {
    at.to_zoned(page.zone.clone()).strftime("%H:%M").to_string()
}
