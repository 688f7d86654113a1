//! The pages of components.

use std::collections::{BTreeMap, BTreeSet};

use super::clock::day;
use super::components::runbook_link;
use super::graph::{self, Way};
use super::names;
use super::numbered::{Item, Place, numbered};
use super::rows::{self, Shelf};
use super::site::{Site, incident_href};
use super::urls::{inside, page_name};
use crate::corpus::COMPONENTS_FILE;
use crate::model::Component;
use crate::site::card::Card;
use crate::site::page::{ComponentGroup, ComponentPage, ComponentRow, ComponentsPage, Line, ListPage};
use crate::source::RepoPath;

/// The name in the navigation.
const NAV: &str = "Components";
/// Open incidents that one row or page names.
const OPEN: usize = 10;

/// The pages of components: file and content.
pub(in crate::site) struct Catalogue {
    /// All of them.
    pub index: ComponentsPage,
    /// Each.
    pub components: Vec<(String, ComponentPage)>,
    /// The older parts of long histories.
    pub parts: Vec<(String, ListPage)>,
}

/// What happened to each component, by id.
struct History<'c> {
    /// From the oldest.
    all: BTreeMap<&'c str, Vec<&'c Card>>,
    /// What is open now, newest first.
    open: BTreeMap<&'c str, Vec<&'c Card>>,
}

/// The pages of components.
pub(in crate::site) fn catalogue(site: &Site<'_>) -> Catalogue {
    let history = history(site);
    let mut components = Vec::new();
    let mut parts = Vec::new();
    for (id, component) in &site.corpus.components {
        let path = format!("components/{}", page_name(id));
        let (page, older) = page(site, id, component, &history, &path);
        components.push((format!("{path}.html"), page));
        parts.extend(older);
    }
    Catalogue { index: index(site, &history), components, parts }
}

fn history<'c>(site: &Site<'c>) -> History<'c> {
    let mut history = History { all: BTreeMap::new(), open: BTreeMap::new() };
    for card in rows::oldest_first(site, site.all()) {
        let open = rows::shelf(&card.incident) == Shelf::Open;
        for id in &card.components {
            history.all.entry(id).or_default().push(card);
            if open {
                history.open.entry(id).or_default().insert(0, card);
            }
        }
    }
    history
}

fn index(site: &Site<'_>, history: &History<'_>) -> ComponentsPage {
    let mut groups: BTreeMap<(bool, Option<&str>), Vec<ComponentRow>> = BTreeMap::new();
    for (id, component) in &site.corpus.components {
        let group = component.group.as_deref();
        groups.entry((group.is_none(), group)).or_default().push(row(site, id, component, history));
    }
    let group = |((_, title), mut components): ((bool, Option<&str>), Vec<ComponentRow>)| {
        components.sort_by_cached_key(|row| row.link.label.to_lowercase());
        ComponentGroup { title: title.map(ToOwned::to_owned), components }
    };
    let mut frame = site.frame(NAV, "../", NAV);
    frame.source = Some(source(site));
    ComponentsPage { frame, groups: groups.into_iter().map(group).collect() }
}

/// Where the catalogue is written.
fn source(site: &Site<'_>) -> crate::site::page::Link {
    site.source(&RepoPath::root().join(COMPONENTS_FILE))
}

fn row(site: &Site<'_>, id: &str, component: &Component, history: &History<'_>) -> ComponentRow {
    let root = "../";
    let open = history.open.get(id).into_iter().flatten().take(OPEN);
    let link = |card: &&Card| inside(&rows::short(card.incident.title()), incident_href(&card.incident, root));
    ComponentRow {
        link: names::component(site.corpus, id, root),
        description: component.description.clone(),
        owners: component.owner.iter().map(|owner| site.person(owner, root)).collect(),
        open: open.map(link).collect(),
    }
}

fn page(
    site: &Site<'_>,
    id: &str,
    component: &Component,
    history: &History<'_>,
    path: &str,
) -> (ComponentPage, Vec<(String, ListPage)>) {
    let root = "../";
    let name = site.corpus.component_name(id);
    let items: Vec<Item<'_>> = history.all.get(id).into_iter().flatten().map(|card| Item::plain(card)).collect();
    let list = numbered(site, &Place { path, title: name, nav: NAV }, &items);
    let burning: BTreeSet<&str> = history.open.keys().copied().collect();
    let mut frame = site.frame(name, root, NAV);
    frame.description = component.description.clone().unwrap_or_default();
    frame.source = Some(source(site));
    let page = ComponentPage {
        frame,
        id: id.to_owned(),
        name: name.to_owned(),
        public_name: component.public_name.clone().filter(|public| public != name),
        group: component.group.clone(),
        description: component.description.clone(),
        owners: component.owner.iter().map(|owner| site.person(owner, root)).collect(),
        since: component.since.map(day),
        runbooks: component.runbooks.iter().map(|runbook| runbook_link(site, runbook)).collect(),
        safe_actions_html: site.lines(&component.safe_actions),
        open: open(site, history.open.get(id), root),
        needed_by: graph::around(site, id, Way::NeededBy, &burning, root),
        needs: graph::around(site, id, Way::Needs, &burning, root),
        incidents: list.lines,
        earlier: list.earlier,
    };
    (page, list.parts)
}

fn open(site: &Site<'_>, cards: Option<&Vec<&Card>>, root: &str) -> Vec<Line> {
    cards.into_iter().flatten().take(OPEN).map(|card| rows::line(site, card, root, None)).collect()
}
