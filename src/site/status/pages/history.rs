//! The history, month by month: the newest at its beginning, each at an address that stays.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::addresses::{self, HISTORY, ONE_UP};
use super::maker::Maker;
use super::story::{self, Place};
use super::view::{HistoryPage, Link, MonthLink, Year};
use crate::publication::{PublicIncident, PublicMaintenance};

/// What a month holds.
#[derive(Default)]
struct Month<'p> {
    incidents: Vec<&'p PublicIncident>,
    maintenances: Vec<&'p PublicMaintenance>,
}

/// Every page of the history with its path: months in which something happened, and the first page, which is the newest of them.
pub(super) fn pages(maker: &Maker<'_>) -> Vec<(String, HistoryPage)> {
    let months = months(maker);
    let newest = months.len().checked_sub(1);
    let first = (HISTORY.to_owned(), page(maker, &months, newest, HISTORY));
    let each = (0..months.len()).rev().map(|place| {
        let path = addresses::month(months[place].0);
        let page = page(maker, &months, Some(place), &path);
        (path, page)
    });
    std::iter::once(first).chain(each).collect()
}

/// The months in which something happened, oldest first.
fn months<'p>(maker: &Maker<'p>) -> Vec<(Date, Month<'p>)> {
    let mut months: BTreeMap<Date, Month<'p>> = BTreeMap::new();
    let first = |at| maker.calendar.day(at).first_of_month();
    for incident in &maker.page.incidents {
        months.entry(first(incident.started_at)).or_default().incidents.push(incident);
    }
    for work in &maker.page.maintenances {
        months.entry(first(work.scheduled_for)).or_default().maintenances.push(work);
    }
    months.into_iter().collect()
}

fn page(maker: &Maker<'_>, months: &[(Date, Month<'_>)], place: Option<usize>, path: &str) -> HistoryPage {
    let words = maker.words();
    let shown = place.and_then(|place| months.get(place));
    let name = shown.map(|(first, _)| words.month(*first));
    let title = name
        .as_ref()
        .map_or_else(|| words.text("history").to_owned(), |month| words.say("history_of", &[("month", month)]));
    let turn = |key: &str, place: Option<usize>| {
        let (first, _) = months.get(place?)?;
        let label = words.say(key, &[("month", &words.month(*first))]);
        Some(Link { label, href: format!("{ONE_UP}{}", addresses::month(*first)) })
    };
    HistoryPage {
        frame: maker.frame(&title, words.text("history_lead").to_owned(), ONE_UP, Some(path)),
        month: name,
        incidents: shown.map_or_else(Vec::new, |(_, month)| {
            month.incidents.iter().map(|one| story::incident(maker, one, Place::list(ONE_UP))).collect()
        }),
        maintenances: shown.map_or_else(Vec::new, |(_, month)| {
            month.maintenances.iter().map(|work| story::maintenance(maker, work, Place::list(ONE_UP))).collect()
        }),
        earlier: turn("history_earlier", place.and_then(|place| place.checked_sub(1))),
        later: turn("history_later", place.map(|place| place + 1)),
        years: years(maker, months, path),
    }
}

fn years(maker: &Maker<'_>, months: &[(Date, Month<'_>)], path: &str) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for (first, _) in months.iter().rev() {
        let title = first.year().to_string();
        if years.last().is_none_or(|last| last.title != title) {
            years.push(Year { title, months: Vec::new() });
        }
        let address = addresses::month(*first);
        let current = address == path;
        let link = MonthLink { label: maker.words().month(*first), href: format!("{ONE_UP}{address}"), current };
        if let Some(year) = years.last_mut() {
            year.months.push(link);
        }
    }
    years
}
