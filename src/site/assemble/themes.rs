//! Themes: the tags and contributing factors that incidents share.

use std::collections::{BTreeMap, BTreeSet};

use super::names::counted;
use super::numbered::{Item, Place, numbered};
use super::rows;
use super::site::{Site, incident_href};
use super::urls::{anchor, inside, page_name};
use crate::model::{Followup, FollowupKind, FollowupState, Status};
use crate::site::card::Card;
use crate::site::page::{Link, ListPage, Return, ThemePage, ThemeRow, ThemesPage};

/// The name in the navigation.
const NAV: &str = "Themes";
const ROOT: &str = "../";
/// Returns that a page tells of: the latest.
const RETURNS: usize = 10;
/// Neighbouring words that a page names.
const BESIDE: usize = 12;

/// The pages of themes: file and content.
pub(in crate::site) struct Themes {
    /// All of them.
    pub index: ThemesPage,
    /// Each.
    pub themes: Vec<(String, ThemePage)>,
    /// The older parts of long lists.
    pub parts: Vec<(String, ListPage)>,
}

/// What is known of a theme.
#[derive(Default)]
struct Theme<'c> {
    /// The word as it was first written.
    name: &'c str,
    factor: bool,
    tag: bool,
    /// From the oldest.
    cards: Vec<&'c Card>,
    /// Those that name it as a factor, from the oldest.
    caused: Vec<&'c Card>,
}

/// A word as it is compared: case and separators do not tell themes apart.
pub(super) fn key(word: &str) -> String {
    let lower = word.trim().to_lowercase();
    lower
        .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// The way to the page of a tag or factor.
pub(super) fn link(word: &str, root: &str) -> Link {
    inside(&rows::short(word.trim()), format!("{root}themes/{}.html", page_name(&key(word))))
}

/// Whether a word is one at all.
pub(super) fn is_word(word: &str) -> bool {
    !key(word).is_empty()
}

/// The pages of themes.
pub(in crate::site) fn themes(site: &Site<'_>) -> Themes {
    let themes = collected(site);
    let mut pages = Vec::new();
    let mut parts = Vec::new();
    for (key, theme) in &themes {
        let path = format!("themes/{}", page_name(key));
        let (page, older) = page(site, key, theme, &path);
        pages.push((format!("{path}.html"), page));
        parts.extend(older);
    }
    let rows = |wanted: fn(&Theme<'_>) -> bool| {
        themes.values().filter(|theme| wanted(theme)).map(|theme| row(site, theme)).collect()
    };
    let index = ThemesPage {
        frame: site.frame(NAV, ROOT, NAV),
        factors: rows(|theme| theme.factor),
        tags: rows(|theme| theme.tag),
    };
    Themes { index, themes: pages, parts }
}

fn collected<'c>(site: &Site<'c>) -> BTreeMap<String, Theme<'c>> {
    let mut themes: BTreeMap<String, Theme<'c>> = BTreeMap::new();
    for card in rows::oldest_first(site, site.all()) {
        let record = &card.incident.record;
        let factors = record.contributing_factors.iter().map(|word| (word, true));
        let mut seen = BTreeSet::new();
        for (word, factor) in
            factors.chain(record.tags.iter().map(|word| (word, false))).filter(|(word, _)| is_word(word))
        {
            let key = key(word);
            let theme = themes.entry(key.clone()).or_insert_with(|| Theme { name: word.trim(), ..Theme::default() });
            theme.factor |= factor;
            theme.tag |= !factor;
            if factor && theme.caused.last().is_none_or(|last| last.incident.id != card.incident.id) {
                theme.caused.push(card);
            }
            if seen.insert(key) {
                theme.cards.push(card);
            }
        }
    }
    themes
}

fn row(site: &Site<'_>, theme: &Theme<'_>) -> ThemeRow {
    ThemeRow {
        link: link(theme.name, ROOT),
        count: counted(theme.cards.len(), "incident"),
        latest: theme.cards.last().and_then(|card| rows::at(site, &card.incident)),
        came_back: !returns(site, theme).is_empty(),
    }
}

fn page(site: &Site<'_>, own: &str, theme: &Theme<'_>, path: &str) -> (ThemePage, Vec<(String, ListPage)>) {
    let items: Vec<Item<'_>> = theme.cards.iter().map(|card| Item::plain(card)).collect();
    let name = rows::short(theme.name);
    let list = numbered(site, &Place { path, title: &name, nav: NAV }, &items);
    let sort = match (theme.factor, theme.tag) {
        (true, true) => "A contributing factor, and a tag",
        (true, false) => "A contributing factor",
        (false, _) => "A tag",
    };
    let page = ThemePage {
        frame: site.frame(&name, ROOT, NAV),
        sort: sort.to_owned(),
        returns: returns(site, theme),
        incidents: list.lines,
        earlier: list.earlier,
        beside: beside(own, theme),
        name,
    };
    (page, list.parts)
}

/// Words that stand beside it in at least two of its incidents, in alphabetical order.
fn beside(own: &str, theme: &Theme<'_>) -> Vec<Link> {
    let mut words: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for card in &theme.cards {
        let record = &card.incident.record;
        let all = record.contributing_factors.iter().chain(&record.tags).filter(|word| is_word(word));
        let all: BTreeMap<String, &String> = all.map(|word| (key(word), word)).collect();
        for (key, word) in all.into_iter().filter(|(key, _)| key != own) {
            words.entry(key).or_insert((word, 0)).1 += 1;
        }
    }
    words.into_values().filter(|(_, count)| *count > 1).take(BESIDE).map(|(word, _)| link(word, ROOT)).collect()
}

/// Where a factor came back after a follow-up meant to prevent it had been settled. That it had is known where the incident
/// it came from was resolved before, and could not have been with the follow-up unsettled.
fn returns(site: &Site<'_>, theme: &Theme<'_>) -> Vec<Return> {
    let mut returns = Vec::new();
    let mut settled: Option<(&Card, &Followup)> = None;
    let mut waiting: Vec<&Card> = Vec::new();
    for card in &theme.caused {
        let Some(at) = rows::at(site, &card.incident) else { continue };
        let began = began(card);
        let (over, still): (Vec<&Card>, Vec<&Card>) = waiting.into_iter().partition(|earlier| was_over(earlier, began));
        waiting = still;
        settled = over.into_iter().filter_map(|earlier| Some((earlier, prevention(earlier)?))).next_back().or(settled);
        if let Some((from, followup)) = settled {
            let href = incident_href(&from.incident, ROOT);
            returns.push(Return {
                incident: inside(&rows::short(card.incident.title()), incident_href(&card.incident, ROOT)),
                at,
                followup: inside(
                    &rows::short(followup.title()),
                    format!("{href}#{}", anchor("followup", &followup.id)),
                ),
                from: inside(&rows::short(from.incident.title()), href),
            });
        }
        waiting.push(card);
    }
    let skip = returns.len().saturating_sub(RETURNS);
    returns.drain(..skip);
    returns
}

fn began(card: &Card) -> Option<jiff::Timestamp> {
    let times = &card.incident.milestones;
    times.impact_started.or(times.declared).and_then(|at| at.instant())
}

fn was_over(card: &Card, at: Option<jiff::Timestamp>) -> bool {
    let resolved = card.incident.milestones.resolved.and_then(|resolved| resolved.instant());
    card.incident.state.status == Status::Resolved && resolved.zip(at).is_some_and(|(resolved, at)| resolved < at)
}

/// The follow-up that was to prevent it, when it had to be done before the incident was resolved.
fn prevention(card: &Card) -> Option<&Followup> {
    card.incident.followups.iter().find(|followup| {
        let meant = followup.record.kind == Some(FollowupKind::Prevent) && followup.is_blocking();
        meant && followup.state() == FollowupState::Done && followup.record.waiver.is_none()
    })
}
