//! The search page.

use std::collections::BTreeSet;

use super::names::capital;
use super::site::Site;
use super::{badges, rows, urls};
use crate::model::{Kind, Status};
use crate::site::page::{SearchChoice, SearchFilter, SearchPage};

/// Components that can be chosen; in a longer catalogue one types the name.
const MOST_COMPONENTS: usize = 250;

/// The page. It changes with the policy, the catalogue and the years that have incidents, not with single incidents.
pub(in crate::site) fn search(site: &Site<'_>) -> SearchPage {
    let severities = &site.corpus.policy.severities;
    let severities = severities.iter().map(|severity| {
        let badge = badges::severity_of(site.corpus, &severity.id);
        SearchChoice { value: severity.id.clone(), label: badge.label, tone: Some(badge.tone) }
    });
    let filters = vec![
        filter("severity", "Severity", severities),
        filter("component", "Component", components(site).into_iter()),
        filter("year", "Year", years(site).into_iter().map(|year| choice(&year, &year))),
        filter("kind", "Kind", Kind::ALL.iter().map(|kind| choice(kind.as_str(), &capital(kind.as_str())))),
        filter("status", "Status", Status::ALL.iter().map(|status| choice(status.as_str(), &capital(status.as_str())))),
    ];
    let filters = filters.into_iter().filter(|filter| !filter.options.is_empty()).collect();
    let frame = site.frame("Search", "", "Search");
    let lists = frame.nav.iter().map(|item| urls::inside(&item.label, item.href.clone())).collect();
    SearchPage { frame, filters, lists }
}

fn filter(name: &str, label: &str, options: impl Iterator<Item = SearchChoice>) -> SearchFilter {
    SearchFilter { name: name.to_owned(), label: label.to_owned(), options: options.collect() }
}

fn choice(value: &str, label: &str) -> SearchChoice {
    SearchChoice { value: value.to_owned(), label: label.to_owned(), tone: None }
}

/// Those of the catalogue, by name.
fn components(site: &Site<'_>) -> Vec<SearchChoice> {
    let ids = site.corpus.components.keys();
    let mut all: Vec<SearchChoice> = ids.map(|id| choice(id, site.corpus.component_name(id))).collect();
    all.sort_by_cached_key(|choice| (choice.label.to_lowercase(), choice.value.clone()));
    if all.len() > MOST_COMPONENTS { Vec::new() } else { all }
}

/// Newest first.
fn years(site: &Site<'_>) -> Vec<String> {
    let years = site.incidents().filter_map(|incident| rows::date(site, incident));
    let years: BTreeSet<i16> = years.map(jiff::civil::Date::year).collect();
    years.into_iter().rev().map(|year| year.to_string()).collect()
}
