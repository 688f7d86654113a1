//! The status page vendor's API, version 2: eight documents with the vendor's keys in the vendor's order, so that monitors, chat bots and
//! dashboards made for such pages read this one too.
//!
//! All eight are written even when there is nothing to say: a client takes a missing file for a broken page.

mod component;
mod event;

use serde::Serialize;

use super::document;
use crate::publication::StatusPage;
use crate::site::SiteError;
use crate::site::status::event::Event;
use crate::site::status::overall::Overall;
use crate::site::status::phase::Phase;
use crate::site::status::{PublicFile, address, page_name, when};
use component::Component;
use event::{Incident, Maintenance};

/// The vendor keeps the list of incidents at this length; clients page nowhere.
const MOST: usize = 50;

/// The eight documents.
pub(super) fn files(page: &StatusPage) -> Result<Vec<PublicFile>, SiteError> {
    let head = Head::of(page);
    let components = component::all(page);
    let incidents = |most, chosen: &dyn Fn(Phase) -> bool| incidents(page, &components, chosen, most);
    let maintenances = |most, chosen: &dyn Fn(Phase) -> bool| maintenances(page, &components, chosen, most);
    let unresolved = incidents(usize::MAX, &|phase| !phase.is_over());
    let at = |name: &str| format!("api/v2/{name}.json");
    let of_incidents = |incidents| Incidents { page: &head, incidents };
    let of_maintenances = |scheduled_maintenances| Maintenances { page: &head, scheduled_maintenances };
    Ok(vec![
        document(
            &at("summary"),
            &Summary {
                page: &head,
                components: &components,
                incidents: &unresolved,
                scheduled_maintenances: soonest_first(maintenances(usize::MAX, &|phase| !phase.is_over())),
                status: Rollup::of(page),
            },
        )?,
        document(&at("status"), &PageStatus { page: &head, status: Rollup::of(page) })?,
        document(&at("components"), &Components { page: &head, components: &components })?,
        document(&at("incidents"), &of_incidents(incidents(MOST, &|_| true)))?,
        document(&at("incidents/unresolved"), &of_incidents(unresolved.clone()))?,
        document(&at("scheduled-maintenances"), &of_maintenances(maintenances(MOST, &|_| true)))?,
        document(
            &at("scheduled-maintenances/upcoming"),
            &of_maintenances(soonest_first(maintenances(usize::MAX, &|phase| phase == Phase::Scheduled))),
        )?,
        document(
            &at("scheduled-maintenances/active"),
            &of_maintenances(soonest_first(maintenances(usize::MAX, &|phase| {
                matches!(phase, Phase::InProgress | Phase::Verifying)
            }))),
        )?,
    ])
}

fn incidents<'p>(
    page: &'p StatusPage,
    components: &[Component<'p>],
    chosen: &dyn Fn(Phase) -> bool,
    most: usize,
) -> Vec<Incident<'p>> {
    let all = page.incidents.iter().map(|incident| Event::incident(page, incident));
    all.filter(|event| chosen(event.phase())).take(most).map(|event| Incident::of(page, components, &event)).collect()
}

fn maintenances<'p>(
    page: &'p StatusPage,
    components: &[Component<'p>],
    chosen: &dyn Fn(Phase) -> bool,
    most: usize,
) -> Vec<Maintenance<'p>> {
    let all = page.maintenances.iter().map(|maintenance| (Event::maintenance(page, maintenance), maintenance));
    let chosen = all.filter(|(event, _)| chosen(event.phase())).take(most);
    chosen.map(|(event, maintenance)| Maintenance::of(page, components, &event, maintenance)).collect()
}

/// What is to come reads from the next on; the page has the newest first.
fn soonest_first(mut maintenances: Vec<Maintenance<'_>>) -> Vec<Maintenance<'_>> {
    maintenances.reverse();
    maintenances
}

/// What every document says about the page.
#[derive(Serialize)]
struct Head<'p> {
    id: &'p str,
    name: &'p str,
    url: &'p str,
    time_zone: &'p str,
    updated_at: String,
}

impl<'p> Head<'p> {
    fn of(page: &'p StatusPage) -> Self {
        let page = &page.page;
        Self {
            id: page.id.as_str(),
            name: page_name(page),
            url: address::home(page),
            time_zone: &page.zone_name,
            updated_at: when::in_zone(page, page.updated_at),
        }
    }
}

#[derive(Serialize)]
struct Rollup {
    indicator: &'static str,
    description: &'static str,
}

impl Rollup {
    fn of(page: &StatusPage) -> Self {
        let overall = Overall::of(page);
        Self { indicator: overall.indicator(), description: overall.description() }
    }
}

#[derive(Serialize)]
struct Summary<'d, 'p> {
    page: &'d Head<'p>,
    components: &'d [Component<'p>],
    incidents: &'d [Incident<'p>],
    scheduled_maintenances: Vec<Maintenance<'p>>,
    status: Rollup,
}

#[derive(Serialize)]
struct PageStatus<'d, 'p> {
    page: &'d Head<'p>,
    status: Rollup,
}

#[derive(Serialize)]
struct Components<'d, 'p> {
    page: &'d Head<'p>,
    components: &'d [Component<'p>],
}

#[derive(Serialize)]
struct Incidents<'d, 'p> {
    page: &'d Head<'p>,
    incidents: Vec<Incident<'p>>,
}

#[derive(Serialize)]
struct Maintenances<'d, 'p> {
    page: &'d Head<'p>,
    scheduled_maintenances: Vec<Maintenance<'p>>,
}

#[cfg(test)]
mod tests;
