//! The archive: every incident by the month it began in.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::names::counted;
use super::numbered::{Item, Place, numbered};
use super::rows;
use super::site::Site;
use super::urls;
use crate::site::card::Card;
use crate::site::page::{ArchiveMonth, ArchivePage, ArchiveYear, ListPage};

/// The name in the navigation.
const NAV: &str = "Archive";

/// A year and a month, in order; `None` for what has no date.
type Month = Option<(i16, i8)>;

/// The page of all months, and the pages of each: file and content.
pub(in crate::site) struct Archive {
    /// All months.
    pub index: ArchivePage,
    /// Each month, and the older parts of full ones.
    pub months: Vec<(String, ListPage)>,
}

/// The archive.
pub(in crate::site) fn archive(site: &Site<'_>) -> Archive {
    let mut months: BTreeMap<Month, Vec<&Card>> = BTreeMap::new();
    for card in rows::oldest_first(site, site.all()) {
        let month = rows::date(site, &card.incident).map(|date| (date.year(), date.month()));
        months.entry(month).or_default().push(card);
    }
    let keys: Vec<Month> = months.keys().copied().collect();
    let neighbour = |at: Option<usize>| at.and_then(|at| keys.get(at).copied());
    let pages = months.iter().enumerate().flat_map(|(at, (month, cards))| {
        month_pages(site, *month, cards, neighbour(at.checked_sub(1)), neighbour(Some(at + 1)))
    });
    let pages = pages.collect();
    Archive { index: index(site, &months), months: pages }
}

fn index(site: &Site<'_>, months: &BTreeMap<Month, Vec<&Card>>) -> ArchivePage {
    let mut years: BTreeMap<i16, BTreeMap<i8, usize>> = BTreeMap::new();
    for (month, cards) in months {
        if let Some((year, month)) = month {
            years.entry(*year).or_default().insert(*month, cards.len());
        }
    }
    let total: usize = months.values().map(Vec::len).sum();
    let since = years.keys().next().map(|year| format!(" since {year}")).unwrap_or_default();
    ArchivePage {
        frame: site.frame("Archive", "../", NAV),
        years: years.iter().rev().map(|(year, counts)| archive_year(*year, counts)).collect(),
        undated: months.contains_key(&None).then(|| urls::inside("Without a date", format!("{}.html", name(None)))),
        count: (total > 0).then(|| format!("{}{since}", counted(total, "record"))),
    }
}

fn archive_year(year: i16, counts: &BTreeMap<i8, usize>) -> ArchiveYear {
    let months = (1..=12).map(|month| {
        let count = counts.get(&month).copied().unwrap_or_default();
        ArchiveMonth {
            name: words(Some((year, month)), "%B"),
            short: words(Some((year, month)), "%b"),
            href: (count > 0).then(|| format!("{}.html", name(Some((year, month))))),
            count,
        }
    });
    ArchiveYear { title: year.to_string(), months: months.collect() }
}

fn month_pages(
    site: &Site<'_>,
    month: Month,
    cards: &[&Card],
    before: Option<Month>,
    after: Option<Month>,
) -> Vec<(String, ListPage)> {
    let title = words(month, "%B %Y");
    let path = format!("archive/{}", name(month));
    let items: Vec<Item<'_>> = cards.iter().map(|card| Item::plain(card)).collect();
    let list = numbered(site, &Place { path: &path, title: &title, nav: NAV }, &items);
    let link = |to: Month| urls::inside(&words(to, "%B %Y"), format!("{}.html", name(to)));
    let page = ListPage {
        frame: site.frame(&title, "../", NAV),
        crumbs: vec![urls::inside("Archive", "index.html".to_owned())],
        title,
        lead: None,
        lines: list.lines,
        earlier: list.earlier.or(before.map(link)),
        later: after.map(link),
    };
    let mut pages = list.parts;
    pages.push((format!("{path}.html"), page));
    pages
}

fn name(month: Month) -> String {
    month.map_or_else(|| "undated".to_owned(), |(year, month)| format!("{year:04}-{month:02}"))
}

fn words(month: Month, pattern: &str) -> String {
    let first = month.and_then(|(year, month)| Date::new(year, month, 1).ok());
    first.map_or_else(|| "Without a date".to_owned(), |first| first.strftime(pattern).to_string())
}
