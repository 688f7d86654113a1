//! The projection: the only way from the record to the public.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::components::{Catalogue, rank};
use super::course::Stretch;
use super::decide::{self, Decisions, LeftOut};
use super::ids::{Ids, Of};
use super::incidents::{Made, Maker};
use super::{PublicComponent, PublicId, PublicIncident, PublicMaintenance, PublicPage, StatusPage, Weights, Window};
use crate::corpus::Corpus;
use crate::model::{ComponentState, Kind};
use crate::policy::PublicPolicy;

/// What a projection depends on besides the record.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    /// The instant that the page speaks for.
    pub now: Timestamp,
}

/// After so many seconds a page is old, unless the policy says otherwise.
const STALE_AFTER: i64 = 3600;

/// The language of a page whose policy names none, or one whose name cannot be one.
const LANGUAGE: &str = "en";

/// What the public may know of a record, by an instant. The same for the same record, in whatever order it was read.
#[must_use]
pub fn project(corpus: &Corpus, projection: &Projection) -> StatusPage {
    let policy = &corpus.policy.site.public;
    let mut ids = Ids::new(policy.id_key.as_deref().unwrap_or_default());
    let mut page = page(policy, projection.now, &mut ids);
    let Catalogue { groups, mut components, places } = Catalogue::new(corpus, &mut ids);
    let decisions = Decisions::new(corpus);
    let maker = Maker { corpus, decisions: &decisions, now: projection.now, zone: page.zone.clone(), places, ids };
    let (incidents, maintenances) = stories(maker, &mut components);
    for component in &mut components {
        component.windows.sort_by(|a, b| (a.from, a.until, &a.because_of).cmp(&(b.from, b.until, &b.because_of)));
        component.state = state_now(component, projection.now);
    }
    let changed = incidents.iter().chain(maintenances.iter().map(|maintenance| &maintenance.incident));
    let changed = changed.map(|incident| incident.updated_at).filter(|at| *at <= projection.now);
    page.updated_at = changed.max().unwrap_or(projection.now);
    StatusPage { page, groups, components, incidents, maintenances }
}

/// The incidents that ask to be public and are kept off the page, because what decides cannot be relied on; for whoever builds it.
#[must_use]
pub fn left_out(corpus: &Corpus, projection: &Projection) -> Vec<LeftOut> {
    let (zone, _) = zone(&corpus.policy.site.public);
    Decisions::new(corpus).left_out(projection.now, &zone)
}

/// All incidents and all maintenance, newest first; what they did to components goes to these.
fn stories(mut maker: Maker<'_>, components: &mut [PublicComponent]) -> (Vec<PublicIncident>, Vec<PublicMaintenance>) {
    let public = maker.decisions.public(maker.now, &maker.zone);
    let duplicates = decide::duplicates(&public);
    let (mut incidents, mut maintenances) = (Vec::new(), Vec::new());
    for incident in public {
        if incident.kind() == Kind::Maintenance {
            let Some(made) = maker.maintenance(incident) else { continue };
            let maintenance = hand_out(made, components, |maintenance| &maintenance.incident.id);
            maintenances.push(maintenance);
        } else {
            let Some(made) = maker.incident(incident, duplicates.contains(incident.id.as_str())) else { continue };
            incidents.push(hand_out(made, components, |incident| &incident.id));
        }
    }
    incidents.sort_by(|a, b| (b.started_at, &a.id).cmp(&(a.started_at, &b.id)));
    maintenances.sort_by(|a, b| (b.scheduled_for, &a.incident.id).cmp(&(a.scheduled_for, &b.incident.id)));
    (incidents, maintenances)
}

fn hand_out<T>(made: Made<T>, components: &mut [PublicComponent], id: impl Fn(&T) -> &PublicId) -> T {
    for (place, stretches) in made.stretches {
        let Some(component) = components.get_mut(place) else { continue };
        let window = |Stretch { span, state }| Window {
            from: span.from,
            until: span.until,
            state,
            because_of: id(&made.thing).clone(),
        };
        component.windows.extend(stretches.into_iter().map(window));
    }
    made.thing
}

/// The worst that is going on. What lasts without an end counts even if its clock was ahead of ours.
fn state_now(component: &PublicComponent, now: Timestamp) -> ComponentState {
    let lasting = component.windows.iter().filter(|window| match window.until {
        Some(until) => window.from <= now && now < until,
        None => true,
    });
    lasting.map(|window| window.state).max_by_key(|state| rank(*state)).unwrap_or(ComponentState::Operational)
}

fn page(policy: &PublicPolicy, now: Timestamp, ids: &mut Ids) -> PublicPage {
    let text =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (zone, zone_name) = zone(policy);
    PublicPage {
        id: ids.give(Of::Page, ""),
        title: text(&policy.title),
        description: text(&policy.description),
        url: policy.base_url().map(str::to_owned),
        support_url: policy.support_address().map(str::to_owned),
        zone,
        zone_name,
        language: policy.language_tag().unwrap_or(LANGUAGE).to_owned(),
        generated_at: now,
        updated_at: now,
        since: policy.since.map(|day| day.0),
        stale_after: policy.stale_after.map_or(STALE_AFTER, crate::model::WaitingTime::as_seconds),
        weights: Weights::new(&policy.uptime_weights),
    }
}

/// The page's zone; UTC when the policy names none that there is.
fn zone(policy: &PublicPolicy) -> (TimeZone, String) {
    let (zone, name) = policy.zone().unwrap_or((TimeZone::UTC, "Etc/UTC"));
    (zone, name.to_owned())
}
