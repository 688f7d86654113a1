//! The first page, and the pages of years once the record is too long for one page.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::names::counted;
use super::rows::{self, Shelf};
use super::site::{Site, incident_href};
use super::{situation, urls};
use crate::model::{Incident, Status};
use crate::site::page::{IndexPage, OpenCard, Row, Year, YearLink, YearPage};

/// Rows that the first page shows before it points at the pages of years.
const ROWS: usize = 100;

/// The first page, and a page per year when one page cannot show all: file and content.
pub(in crate::site) struct Overview {
    /// The first page.
    pub index: IndexPage,
    /// The years, newest first; empty when the first page shows all.
    pub years: Vec<(String, YearPage)>,
}

/// One year's incidents, newest first: those of the record, and those apart.
type Shelves<'i> = (Vec<&'i Incident>, Vec<&'i Incident>);

/// The lists of all incidents.
pub(in crate::site) fn overview(site: &Site<'_>) -> Overview {
    let newest = rows::newest_first(site, site.shown.values().copied());
    let (open, rest): (Vec<&Incident>, Vec<&Incident>) =
        newest.iter().partition(|incident| rows::shelf(incident) == Shelf::Open);
    let by_year = by_year(site, &rest);
    let paged = rest.len() > ROWS;
    let links = if paged { year_links(&by_year, "", None) } else { Vec::new() };
    let index = IndexPage {
        frame: index_frame(site),
        open: open.iter().map(|incident| open_card(site, incident)).collect(),
        waiting: waiting(&rest),
        years: index_years(site, &by_year),
        apart: apart(site, &rest, paged),
        more: links,
        count: count(&by_year),
        empty: site.shown.is_empty(),
    };
    let years =
        if paged { by_year.iter().map(|(year, _)| year_page(site, &by_year, year)).collect() } else { Vec::new() };
    Overview { index, years }
}

fn index_frame(site: &Site<'_>) -> crate::site::page::Frame {
    let mut frame = site.frame(site.title(), "", "Incidents");
    frame.as_of = Some(site.clock.as_of());
    frame
}

/// No longer hurting, not yet done with.
fn waiting(rest: &[&Incident]) -> Vec<crate::site::page::Link> {
    let waits =
        |incident: &&&Incident| incident.state.status == Status::Mitigated && rows::shelf(incident) == Shelf::Record;
    rest.iter().filter(waits).map(|incident| urls::inside(incident.title(), incident_href(incident, ""))).collect()
}

/// Newest year first; what has no date comes last.
fn by_year<'i>(site: &Site<'_>, newest: &[&'i Incident]) -> Vec<(String, Shelves<'i>)> {
    let mut years: BTreeMap<Option<i16>, Shelves<'i>> = BTreeMap::new();
    for incident in newest {
        let shelves = years.entry(rows::date(site, incident).map(Date::year)).or_default();
        let shelf = if rows::shelf(incident) == Shelf::Apart { &mut shelves.1 } else { &mut shelves.0 };
        shelf.push(incident);
    }
    let title = |year: Option<i16>| year.map_or_else(|| "Undated".to_owned(), |year| year.to_string());
    years.into_iter().rev().map(|(year, shelves)| (title(year), shelves)).collect()
}

fn index_years(site: &Site<'_>, by_year: &[(String, Shelves<'_>)]) -> Vec<Year> {
    let mut room = ROWS;
    let mut years = Vec::new();
    for (title, (record, _)) in by_year.iter().filter(|(_, (record, _))| !record.is_empty()) {
        let rows: Vec<Row> = record.iter().take(room).map(|incident| rows::row(site, incident, "")).collect();
        if rows.is_empty() {
            break;
        }
        room -= rows.len();
        let label = format!("All {} of {title}", counted(record.len(), "incident"));
        let rest = (rows.len() < record.len()).then(|| urls::inside(&label, year_file(title)));
        years.push(Year { title: title.clone(), rows, rest });
    }
    years
}

fn apart(site: &Site<'_>, newest: &[&Incident], paged: bool) -> Vec<Row> {
    let apart = newest.iter().filter(|incident| rows::shelf(incident) == Shelf::Apart);
    apart.take(if paged { ROWS / 10 } else { ROWS }).map(|incident| rows::row(site, incident, "")).collect()
}

fn count(by_year: &[(String, Shelves<'_>)]) -> Option<String> {
    let total: usize = by_year.iter().map(|(_, (record, _))| record.len()).sum();
    let first = by_year.iter().rev().find(|(year, (record, _))| !record.is_empty() && year != "Undated");
    let since = first.map(|(year, _)| format!(" since {year}")).unwrap_or_default();
    (total > 0).then(|| format!("{}{since}", counted(total, "incident")))
}

fn year_file(title: &str) -> String {
    format!("years/{}.html", title.to_lowercase())
}

fn year_links(by_year: &[(String, Shelves<'_>)], root: &str, current: Option<&str>) -> Vec<YearLink> {
    let link = |(title, (record, apart)): &(String, Shelves<'_>)| YearLink {
        title: title.clone(),
        href: format!("{root}{}", year_file(title)),
        count: counted(record.len() + apart.len(), "incident"),
        current: Some(title.as_str()) == current,
    };
    by_year.iter().map(link).collect()
}

fn year_page(site: &Site<'_>, by_year: &[(String, Shelves<'_>)], year: &str) -> (String, YearPage) {
    let root = "../";
    let none = (Vec::new(), Vec::new());
    let (record, apart) = by_year.iter().find(|(title, _)| title == year).map_or(&none, |(_, shelves)| shelves);
    let rows = |incidents: &[&Incident]| incidents.iter().map(|incident| rows::row(site, incident, root)).collect();
    let page = YearPage {
        frame: site.frame(&format!("Incidents of {year}"), root, "Incidents"),
        year: Year { title: year.to_owned(), rows: rows(record), rest: None },
        apart: rows(apart),
        more: year_links(by_year, root, Some(year)),
    };
    (year_file(year), page)
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
