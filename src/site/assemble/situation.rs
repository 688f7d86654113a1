//! An open incident for those who join now.

use std::collections::BTreeSet;

use super::clock::length_so_far;
use super::components::runbook_link;
use super::names::{self, capital};
use super::resolve::{Resolver, entry_anchor};
use super::site::Site;
use super::{briefing, roles, urls};
use crate::model::{Component, Incident};
use crate::site::page::{Length, Link, Person, Situation};

/// How many other open incidents a page names.
const ALSO_OPEN: usize = 5;

/// The state of an incident; `None` once users are no longer hurt.
pub(super) fn situation(of: &Resolver<'_, '_>, root: &str) -> Option<Situation> {
    let (site, incident) = (of.site, of.incident);
    if !incident.state.status.is_active() {
        return None;
    }
    let (next_update, overdue) = next_update(site, incident);
    Some(Situation {
        running: running(site, incident),
        roles: roles::holders(site, incident, root),
        questions: questions(site, incident),
        next_update,
        overdue,
        tried: briefing::tried(of),
        pending: briefing::pending(site, incident),
        latest: latest(site, incident),
        also_open: also_open(site, incident, root),
        safe_actions_html: safe_actions(site, incident),
        runbooks: runbooks(site, incident),
    })
}

/// How long it has been going on.
pub(super) fn running(site: &Site<'_>, incident: &Incident) -> Length {
    length_so_far(incident.milestones.running(site.clock.now()), "")
}

/// The next word promised, and whether that is past.
pub(super) fn next_update(site: &Site<'_>, incident: &Incident) -> (Option<crate::site::page::Moment>, bool) {
    let promised = incident.state.next_update;
    let overdue = promised.and_then(|at| at.instant()).is_some_and(|at| at < site.clock.now());
    (promised.map(|at| site.clock.upcoming(at)), overdue)
}

/// The first of those who hold a role now.
pub(super) fn holder(site: &Site<'_>, incident: &Incident, role: &str, root: &str) -> Option<Person> {
    let role = site.corpus.policy.role_id(role);
    incident.state.holders(&role).next().map(|handle| site.person(handle, root))
}

fn questions(site: &Site<'_>, incident: &Incident) -> Option<String> {
    let named =
        |role: &str| Some((holder(site, incident, role, "")?.name, names::role(site.corpus, role).to_lowercase()));
    let comms =
        named("comms").map(|(name, role)| format!("Questions go to {name} ({role}), so that the others can work."));
    let lead = || {
        named("lead")
            .map(|(name, role)| format!("Questions go to {name} ({role}) until somebody takes communications."))
    };
    comms.or_else(lead)
}

/// The other incidents that are open; those that share a component come first.
fn also_open(site: &Site<'_>, incident: &Incident, root: &str) -> Vec<Link> {
    let mine = incident.components();
    let apart = |other: &Incident| !other.components().iter().any(|id| mine.contains(id));
    let mut open: Vec<&Incident> =
        site.open.iter().map(|held| held.incident()).filter(|other| other.id != incident.id).collect();
    open.sort_by_key(|other| apart(other));
    open.iter().take(ALSO_OPEN).map(|other| site.incident_link(other.id.as_str(), root)).collect()
}

fn affected<'s>(site: &'s Site<'_>, incident: &Incident) -> Vec<&'s Component> {
    incident.components().into_iter().filter_map(|id| site.corpus.components.get(id)).collect()
}

fn safe_actions(site: &Site<'_>, incident: &Incident) -> Vec<String> {
    let components = affected(site, incident);
    let of_components = components.iter().flat_map(|component| &component.safe_actions);
    let all: Vec<String> = of_components.chain(&site.corpus.policy.safe_actions).cloned().collect();
    site.lines(&all)
}

fn runbooks(site: &Site<'_>, incident: &Incident) -> Vec<Link> {
    let components = affected(site, incident);
    let all: BTreeSet<&String> = components.iter().flat_map(|component| &component.runbooks).collect();
    all.into_iter().map(|runbook| runbook_link(site, runbook)).collect()
}

fn latest(site: &Site<'_>, incident: &Incident) -> Option<Link> {
    let entry = incident.entries.last()?;
    let at = site.clock.moment(entry.at());
    let label = format!("{} at {}", capital(entry.kind().as_str()), at.clock.unwrap_or(at.date));
    Some(urls::inside(&label, format!("#{}", entry_anchor(&entry.id))))
}
