//! The pages of people: roles held, time in them, follow-ups owned. Never a ranking.

use std::collections::{BTreeMap, BTreeSet};

use super::handbook::{contact_facts, members};
use super::load;
use super::names::{self, capital};
use super::numbered::{Item, Place, numbered};
use super::owned::{self, Owned};
use super::rows::{self, Shelf};
use super::site::{Site, incident_href};
use super::urls::{inside, page_name};
use crate::corpus::PEOPLE_FILE;
use crate::model::Tenure;
use crate::site::card::Card;
use crate::site::page::{
    Duty, LastLead, Link, ListPage, PeoplePage, Person, PersonPage, PersonRow, TeamLine, TeamPage,
};
use crate::source::RepoPath;

/// The name in the navigation.
const NAV: &str = "People";
const ROOT: &str = "../";

/// The pages of people and teams: file and content.
pub(in crate::site) struct People {
    /// Everybody.
    pub index: PeoplePage,
    /// Each person.
    pub people: Vec<(String, PersonPage)>,
    /// Each team.
    pub teams: Vec<(String, TeamPage)>,
    /// The older parts of long histories.
    pub parts: Vec<(String, ListPage)>,
}

/// A role somebody held, with its incident.
pub(super) type Held<'c> = (&'c Card, &'c Tenure);

/// Who held what, by handle, from the oldest incident.
type Holders<'c> = BTreeMap<&'c str, Vec<Held<'c>>>;

/// The pages of people and teams.
pub(in crate::site) fn people(site: &Site<'_>) -> People {
    let mut held: Holders<'_> = BTreeMap::new();
    let cards = rows::oldest_first(site, site.all());
    for card in &cards {
        for tenure in &card.incident.state.tenures {
            held.entry(&tenure.person).or_default().push((card, tenure));
        }
    }
    let owned = owned::by_owner(site, &cards);
    let mut pages = Vec::new();
    let mut parts = Vec::new();
    for handle in site.corpus.people.keys() {
        let (page, older) = person(site, handle, held.get(handle.as_str()).map_or(&[][..], Vec::as_slice), &owned);
        pages.push((format!("people/{}.html", page_name(handle)), page));
        parts.extend(older);
    }
    let teams = team_names(site);
    let team_pages =
        teams.iter().map(|name| (format!("teams/{}.html", page_name(name)), team(site, name, &cards, &owned)));
    People { index: index(site, &held, &teams), teams: team_pages.collect(), people: pages, parts }
}

fn team_names<'c>(site: &Site<'c>) -> BTreeSet<&'c str> {
    let people = &site.corpus.people;
    people.values().flat_map(|person| person.team.iter()).collect()
}

fn frame(site: &Site<'_>, title: &str) -> crate::site::page::Frame {
    let mut frame = site.frame(title, ROOT, NAV);
    frame.source = Some(site.source(&RepoPath::root().join(PEOPLE_FILE)));
    frame
}

fn by_name(mut people: Vec<Person>) -> Vec<Person> {
    people.sort_by_cached_key(|person| person.name.to_lowercase());
    people
}

fn index(site: &Site<'_>, held: &Holders<'_>, teams: &BTreeSet<&str>) -> PeoplePage {
    let row = |(handle, person): (&String, &crate::model::Person)| PersonRow {
        person: site.person(handle, ROOT),
        teams: person.team.iter().map(|team| names::team(team, ROOT)).collect(),
        timezone: person.timezone.clone(),
        now: now(site, held.get(handle.as_str()).map_or(&[][..], Vec::as_slice)),
    };
    let mut people: Vec<PersonRow> = site.corpus.people.iter().map(row).collect();
    people.sort_by_cached_key(|row| row.person.name.to_lowercase());
    let line = |name: &&str| TeamLine { team: names::team(name, ROOT), members: by_name(members(site, name, ROOT)) };
    PeoplePage { frame: frame(site, NAV), people, teams: teams.iter().map(line).collect() }
}

/// The roles somebody holds in what is open.
fn now(site: &Site<'_>, held: &[Held<'_>]) -> Vec<Duty> {
    let on_duty =
        held.iter().filter(|(card, tenure)| tenure.until.is_none() && rows::shelf(&card.incident) == Shelf::Open);
    on_duty.map(|(card, tenure)| Duty { role: role(site, &tenure.role), incident: link(card) }).collect()
}

/// A role's name as a heading has it.
pub(super) fn role(site: &Site<'_>, id: &str) -> String {
    capital(names::role(site.corpus, id))
}

fn link(card: &Card) -> Link {
    inside(&rows::short(card.incident.title()), incident_href(&card.incident, ROOT))
}

fn person(
    site: &Site<'_>,
    handle: &str,
    held: &[Held<'_>],
    owned: &BTreeMap<&str, Vec<Owned<'_>>>,
) -> (PersonPage, Vec<(String, ListPage)>) {
    let name = site.corpus.person_name(handle);
    let path = format!("people/{}", page_name(handle));
    let list = numbered(site, &Place { path: &path, title: name, nav: NAV }, &items(site, held));
    let record = site.corpus.people.get(handle).cloned().unwrap_or_default();
    let (followups, followups_left_out) = owned::views(site, owned.get(handle), ROOT);
    let load = load::load(site, name, held);
    let mut frame = frame(site, name);
    frame.as_of = (load.is_some() || !followups.is_empty()).then(|| site.clock.as_of_today());
    let page = PersonPage {
        frame,
        name: name.to_owned(),
        handle: handle.to_owned(),
        teams: record.team.iter().map(|team| names::team(team, ROOT)).collect(),
        facts: contact_facts(&record),
        now: now(site, held),
        components: components(site, &[handle]),
        load,
        last_lead: last_lead(site, held),
        followups,
        followups_left_out,
        held: list.lines,
        earlier: list.earlier,
    };
    (page, list.parts)
}

/// One line for each incident, with the roles held in it.
fn items<'c>(site: &Site<'_>, held: &[Held<'c>]) -> Vec<Item<'c>> {
    let incidents = held.chunk_by(|(a, _), (b, _)| a.incident.id == b.incident.id);
    let item = |roles: &[Held<'c>]| {
        let words: Vec<String> = roles.iter().map(|(card, tenure)| load::in_words(site, card, tenure)).collect();
        roles.first().map(|(card, _)| Item { card, note: Some(words.join(", ")) })
    };
    incidents.filter_map(item).collect()
}

fn last_lead(site: &Site<'_>, held: &[Held<'_>]) -> Option<LastLead> {
    let led = held.iter().filter(|(_, tenure)| tenure.role == "lead");
    let (card, tenure) = led.max_by_key(|(card, tenure)| (tenure.from, card.incident.id.as_str()))?;
    Some(LastLead { at: site.clock.moment(tenure.from), incident: link(card) })
}

/// What any of these answers for, by name.
fn components(site: &Site<'_>, owners: &[&str]) -> Vec<Link> {
    let answers = |owner: &str| owners.contains(&owner);
    let mine = site.corpus.components.iter().filter(|(_, component)| component.owner.iter().any(answers));
    let mut links: Vec<Link> = mine.map(|(id, _)| names::component(site.corpus, id, ROOT)).collect();
    links.sort_by_cached_key(|link| link.label.to_lowercase());
    links
}

fn team(site: &Site<'_>, name: &str, cards: &[&Card], owned: &BTreeMap<&str, Vec<Owned<'_>>>) -> TeamPage {
    let people = site.corpus.people.iter().filter(|(_, person)| person.team.iter().any(|team| team == name));
    let mut owners: Vec<&str> = people.map(|(handle, _)| handle.as_str()).collect();
    owners.push(name);
    let mine = |id: &String| {
        let component = site.corpus.components.get(id);
        component.is_some_and(|component| component.owner.iter().any(|owner| owners.contains(&owner)))
    };
    let open = cards.iter().rev().filter(|card| rows::shelf(&card.incident) == Shelf::Open);
    let open = open.filter(|card| card.components.iter().any(mine)).take(owned::SHOWN);
    // Somebody may have the team's name as a handle; then the follow-ups are theirs.
    let own = owned.get(name).filter(|_| !site.corpus.people.contains_key(name));
    let (followups, followups_left_out) = owned::views(site, own, ROOT);
    let mut frame = frame(site, name);
    frame.as_of = (!followups.is_empty()).then(|| site.clock.as_of_today());
    TeamPage {
        frame,
        name: name.to_owned(),
        members: by_name(members(site, name, ROOT)),
        components: components(site, &owners),
        open: open.map(|card| rows::line(site, card, ROOT, None)).collect(),
        followups,
        followups_left_out,
    }
}
