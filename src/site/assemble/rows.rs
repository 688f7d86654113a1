//! An incident in a list.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::clock::day as day_moment;
use super::site::{Site, incident_href};
use super::{badges, followup, impact, phases};
use crate::model::{Day, Incident, Moment, Status};
pub(super) use crate::overview::{Shelf, shelf};
use crate::site::card::Card;
use crate::site::page::{self, Line, Row};

/// Longest title on one line, in characters.
const LONGEST_TITLE: usize = 140;
/// Components named on one line.
const MOST_COMPONENTS: usize = 3;

/// Incidents from the newest to the oldest.
pub(super) fn newest_first<'i>(site: &Site<'_>, incidents: impl Iterator<Item = &'i Incident>) -> Vec<&'i Incident> {
    let mut all: Vec<&Incident> = incidents.collect();
    all.sort_by_cached_key(|incident| {
        (Reverse(date(site, incident)), Reverse(listed_at(site, incident)), incident.id.clone())
    });
    all
}

/// The cards of incidents from the oldest to the newest; those without a date come first.
pub(super) fn oldest_first<'c>(site: &Site<'_>, cards: impl Iterator<Item = &'c Card>) -> Vec<&'c Card> {
    let mut all: Vec<&Card> = cards.collect();
    all.sort_by_cached_key(|card| {
        let incident = &card.incident;
        (date(site, incident), listed_at(site, incident), incident.id.clone())
    });
    all
}

/// The day it is listed under: that of its name, which is what people know it by.
pub(super) fn date(site: &Site<'_>, incident: &Incident) -> Option<Date> {
    incident.id.day().or_else(|| site.clock.date(listed_at(site, incident)?))
}

/// When it began, as far as that is on the day of its name: first impact, else declaration.
fn listed_at(site: &Site<'_>, incident: &Incident) -> Option<Moment> {
    let times = &incident.milestones;
    let all = [times.impact_started, times.declared, times.detected];
    let Some(day) = incident.id.day() else { return all.into_iter().flatten().next() };
    all.into_iter().flatten().find(|at| at.is_whole() && site.clock.date(*at) == Some(day))
}

/// When it began, to print.
pub(super) fn at(site: &Site<'_>, incident: &Incident) -> Option<page::Moment> {
    let moment = listed_at(site, incident).map(|at| site.clock.moment(at));
    moment.or_else(|| incident.id.day().map(|day| day_moment(Day(day))))
}

/// An incident on one line of a page at `root`.
pub(super) fn line(site: &Site<'_>, card: &Card, root: &str, note: Option<String>) -> Line {
    let incident = &card.incident;
    let status = incident.state.status;
    Line {
        href: incident_href(incident, root),
        title: short(incident.title()),
        at: at(site, incident).unwrap_or_else(|| site.clock.moment(Moment::unknown())),
        severity: badges::severity(site.corpus, incident),
        status: (status != Status::Resolved).then(|| badges::status(status)),
        kind: badges::kind(incident.kind()),
        components: components(site, card),
        length: impact::impact_length(site, incident),
        note,
    }
}

/// A title for one line.
pub(super) fn short(title: &str) -> String {
    match title.char_indices().nth(LONGEST_TITLE) {
        Some((end, _)) => format!("{}…", title.get(..end).unwrap_or(title).trim_end()),
        None => title.to_owned(),
    }
}

/// The first of its components by name, and how many more.
fn components(site: &Site<'_>, card: &Card) -> Option<String> {
    let names = card.components.iter().take(MOST_COMPONENTS).map(|id| short(site.corpus.component_name(id)));
    let more = card.components.len().saturating_sub(MOST_COMPONENTS);
    let more = (more > 0).then(|| format!("{more} more"));
    let all: Vec<String> = names.chain(more).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// An incident as a row of a page at `root`; it comes from a card, so that its summary is plain text.
pub(super) fn row(site: &Site<'_>, incident: &Incident, root: &str) -> Row {
    let name = |id: &str| site.corpus.component_name(id).to_owned();
    Row {
        href: incident_href(incident, root),
        id: incident.id.as_str().to_owned(),
        title: incident.title().to_owned(),
        summary: incident.record.summary.clone().filter(|summary| !summary.is_empty()),
        at: at(site, incident).unwrap_or_else(|| site.clock.moment(Moment::unknown())),
        severity: badges::severity(site.corpus, incident),
        status: badges::status(incident.state.status),
        kind: badges::kind(incident.kind()),
        components: incident.record.components.iter().map(|id| name(id)).collect(),
        length: impact::impact_length(site, incident),
        phases: phases::impact_only(&site.clock, incident),
        progress: followup::progress(site, [incident]),
    }
}
