//! An open incident for those who join now.

use super::clock::length_so_far;
use super::names::{self, capital};
use super::resolve::entry_anchor;
use super::site::Site;
use super::{roles, urls};
use crate::model::Incident;
use crate::site::page::{Length, Link, Person, Situation};

/// The state of an incident; `None` once users are no longer hurt.
pub(super) fn situation(site: &Site<'_>, incident: &Incident, root: &str) -> Option<Situation> {
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
        latest: latest(site, incident),
    })
}

/// How long it has been going on.
pub(super) fn running(site: &Site<'_>, incident: &Incident) -> Length {
    length_so_far(incident.milestones.running(site.clock.now), "")
}

/// The next word promised, and whether that is past.
pub(super) fn next_update(site: &Site<'_>, incident: &Incident) -> (Option<crate::site::page::Moment>, bool) {
    let promised = incident.state.next_update;
    let overdue = promised.and_then(|at| at.instant()).is_some_and(|at| at < site.clock.now);
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

fn latest(site: &Site<'_>, incident: &Incident) -> Option<Link> {
    let entry = incident.entries.last()?;
    let at = site.clock.moment(entry.at());
    let label = format!("{} at {}", capital(entry.kind().as_str()), at.clock.unwrap_or(at.date));
    Some(urls::inside(&label, format!("#{}", entry_anchor(&entry.id))))
}
