//! The first page: what is open and what it owes, what is to be reviewed, the latest of the record.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use super::owed::owed;
use super::rows::{self, Shelf};
use super::site::{Site, incident_href};
use super::{situation, urls};
use crate::model::{Incident, PirState, Status};
use crate::overview::{is_over, owes_meeting, owes_pir};
use crate::site::card::Card;
use crate::site::page::{IndexPage, Line, OpenCard, Year};

/// Rows of the record that the first page shows; the archive has all.
const ROWS: usize = 20;
/// Drills and the like that it shows.
const APART: usize = 3;
/// Open incidents that it shows in full, and then on one line each.
const CARDS: usize = 6;
const LINES: usize = 20;
/// How long something counts as recently resolved.
const RECENT: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long after its end an incident is on the agenda; the older ones are counted.
const AGENDA: SignedDuration = SignedDuration::from_hours(60 * 24);
/// Points of the agenda that are shown.
const POINTS: usize = 10;
/// How far from this day a year ago a day may be, in days.
const AROUND: i32 = 3;
/// Anniversaries that are shown.
const ANNIVERSARIES: usize = 5;

/// The first page.
pub(in crate::site) fn index(site: &Site<'_>) -> IndexPage {
    let mut newest = rows::oldest_first(site, site.all());
    newest.reverse();
    let on = |shelf: Shelf| newest.iter().copied().filter(move |card| rows::shelf(&card.incident) == shelf);
    let (agenda, agenda_left_out) = agenda(site, &newest);
    IndexPage {
        frame: index_frame(site),
        open: on(Shelf::Open).take(CARDS).map(|card| open_card(site, &card.incident)).collect(),
        also_open: on(Shelf::Open).skip(CARDS).take(LINES).map(|card| rows::line(site, card, "", None)).collect(),
        waiting: waiting(on(Shelf::Record)),
        owed: owed(site),
        agenda,
        agenda_left_out,
        recent: recent(site, &newest),
        anniversaries: anniversaries(site, &newest),
        years: years(site, on(Shelf::Record).take(ROWS)),
        apart: on(Shelf::Apart).take(APART).map(|card| rows::row(site, &card.incident, "")).collect(),
        empty: site.cards.is_empty(),
    }
}

fn index_frame(site: &Site<'_>) -> crate::site::page::Frame {
    let mut frame = site.frame(site.title(), "", "Incidents");
    frame.as_of = Some(site.clock.as_of());
    frame
}

/// No longer hurting, not yet done with.
fn waiting<'c>(record: impl Iterator<Item = &'c Card>) -> Vec<crate::site::page::Link> {
    let waits = record.map(|card| &card.incident).filter(|incident| incident.state.status == Status::Mitigated);
    let link = |incident: &Incident| urls::inside(&rows::short(incident.title()), incident_href(incident, ""));
    waits.take(POINTS).map(link).collect()
}

/// Whether something happened, and no longer ago than this.
fn within(site: &Site<'_>, at: Option<crate::model::Moment>, span: SignedDuration) -> bool {
    let ago = at.and_then(|at| at.instant()).map(|at| site.clock.now().duration_since(at));
    ago.is_some_and(|ago| ago >= SignedDuration::ZERO && ago <= span)
}

/// What is over and was not looked at together yet, or whose written review waits for its readers.
fn agenda(site: &Site<'_>, newest: &[&Card]) -> (Vec<Line>, Option<String>) {
    let undecided = |card: &&&Card| {
        let decided = card.incident.record.review.as_ref().is_some_and(|review| review.outcome.is_some());
        is_over(&card.incident) && (!decided || card.pir == Some(PirState::InReview))
    };
    let ended = |card: &Card| card.incident.milestones.mitigated.or(card.incident.milestones.resolved);
    let (fresh, old): (Vec<&Card>, Vec<&Card>) =
        newest.iter().filter(undecided).partition(|card| within(site, ended(card), AGENDA));
    let line = |card: &&Card| rows::line(site, card, "", Some(point(site, card)));
    let left = old.len() + fresh.len().saturating_sub(POINTS);
    let owed = old.iter().filter(|card| owes_meeting(&card.incident, &site.corpus.policy)).count();
    let left_out = (left > 0).then(|| {
        let owed = if owed > 0 { format!("; a meeting is owed for {owed} of them") } else { String::new() };
        format!("{left} more, most of them older than 60 days, have no outcome of a review on record{owed}.")
    });
    (fresh.iter().take(POINTS).map(line).collect(), left_out)
}

fn point(site: &Site<'_>, card: &Card) -> String {
    let words = match card.pir {
        Some(PirState::InReview) => "the written review waits for its readers",
        _ if owes_pir(&card.incident, card.pir, &site.corpus.policy) && card.pir.is_none() => {
            "a written review is owed"
        }
        _ if owes_pir(&card.incident, card.pir, &site.corpus.policy) => "the written review is a draft",
        _ if owes_meeting(&card.incident, &site.corpus.policy) => "a review meeting is owed",
        _ => "no action, a quick action, or a written review?",
    };
    words.to_owned()
}

fn recent(site: &Site<'_>, newest: &[&Card]) -> Vec<Line> {
    let resolved = |card: &&&Card| {
        rows::shelf(&card.incident) == Shelf::Record && within(site, card.incident.milestones.resolved, RECENT)
    };
    newest.iter().filter(resolved).take(POINTS).map(|card| rows::line(site, card, "", None)).collect()
}

/// On this day in earlier years, and around it a year ago.
fn anniversaries(site: &Site<'_>, newest: &[&Card]) -> Vec<Line> {
    let today = site.clock.today().0;
    let last = today.checked_sub(1.year()).ok();
    let near = |date: Date| {
        let around = last.map(|last| (last - date).get_days().abs() <= AROUND);
        let same = date.month() == today.month() && date.day() == today.day() && date.year() < today.year();
        same || around == Some(true)
    };
    let hit = |card: &&&Card| {
        rows::shelf(&card.incident) == Shelf::Record && rows::date(site, &card.incident).is_some_and(near)
    };
    newest.iter().filter(hit).take(ANNIVERSARIES).map(|card| rows::line(site, card, "", None)).collect()
}

/// By year, newest first; what has no date comes last.
fn years<'c>(site: &Site<'_>, newest: impl Iterator<Item = &'c Card>) -> Vec<Year> {
    let mut years: BTreeMap<Option<i16>, Year> = BTreeMap::new();
    for card in newest {
        let year = rows::date(site, &card.incident).map(Date::year);
        let title = || year.map_or_else(|| "Undated".to_owned(), |year| year.to_string());
        let shelf = years.entry(year).or_insert_with(|| Year { title: title(), rows: Vec::new() });
        shelf.rows.push(rows::row(site, &card.incident, ""));
    }
    years.into_values().rev().collect()
}

fn open_card(site: &Site<'_>, incident: &Incident) -> OpenCard {
    let (next_update, overdue) = situation::next_update(site, incident);
    OpenCard {
        row: rows::row(site, incident, ""),
        running: situation::running(site, incident),
        lead: situation::holder(site, incident, "lead", ""),
        comms: situation::holder(site, incident, "comms", ""),
        next_update,
        overdue,
    }
}
