//! Incidents and planned work in the vendor's form.

use serde::Serialize;

use super::component::Component;
use crate::model::ComponentState;
use crate::policy::StatuspageImpact;
use crate::publication::{PublicMaintenance, StatusPage};
use crate::site::status::event::{Event, Told};
use crate::site::status::{address, when};

/// An incident.
#[derive(Clone, Serialize)]
pub(super) struct Incident<'p> {
    #[serde(flatten)]
    event: Common<'p>,
    reminder_intervals: Option<()>,
}

/// Planned work.
#[derive(Clone, Serialize)]
pub(super) struct Maintenance<'p> {
    #[serde(flatten)]
    event: Common<'p>,
    scheduled_for: String,
    scheduled_until: String,
}

/// What both have.
#[derive(Clone, Serialize)]
struct Common<'p> {
    id: &'p str,
    name: String,
    status: &'static str,
    created_at: String,
    updated_at: String,
    monitoring_at: Option<String>,
    resolved_at: Option<String>,
    impact: &'static str,
    shortlink: String,
    started_at: String,
    page_id: &'p str,
    incident_updates: Vec<Update<'p>>,
    components: Vec<Component<'p>>,
}

#[derive(Clone, Serialize)]
struct Update<'p> {
    id: String,
    status: &'static str,
    body: &'p str,
    incident_id: &'p str,
    created_at: String,
    updated_at: String,
    display_at: String,
    affected_components: Vec<Affected<'p>>,
    deliver_notifications: bool,
    custom_tweet: Option<()>,
    tweet_id: Option<()>,
}

#[derive(Clone, Serialize)]
struct Affected<'p> {
    code: &'p str,
    name: String,
    old_status: &'static str,
    new_status: &'static str,
}

impl<'p> Incident<'p> {
    pub(super) fn of(page: &'p StatusPage, components: &[Component<'p>], event: &Event<'p>) -> Self {
        Self { event: Common::of(page, components, event), reminder_intervals: None }
    }
}

impl<'p> Maintenance<'p> {
    pub(super) fn of(
        page: &'p StatusPage,
        components: &[Component<'p>],
        event: &Event<'p>,
        maintenance: &PublicMaintenance,
    ) -> Self {
        Self {
            event: Common::of(page, components, event),
            scheduled_for: when::in_zone(&page.page, maintenance.scheduled_for),
            scheduled_until: when::in_zone(&page.page, Event::planned_end(maintenance)),
        }
    }
}

impl<'p> Common<'p> {
    fn of(page: &'p StatusPage, components: &[Component<'p>], event: &Event<'p>) -> Self {
        let at = |instant| when::in_zone(&page.page, instant);
        let (incident, planned) = (event.incident, event.maintenance.is_some());
        Self {
            id: event.id(),
            name: event.title(),
            status: event.phase().word(),
            created_at: at(incident.created_at),
            updated_at: at(incident.updated_at),
            monitoring_at: incident.monitoring_at.map(at),
            resolved_at: event.over_at().map(at),
            impact: if planned { "maintenance" } else { impact(incident.impact) },
            shortlink: address::of(&page.page, &event.path()),
            // Of planned work the vendor's "started" is when it was announced; the plan has keys of its own.
            started_at: at(if planned { incident.created_at } else { incident.started_at }),
            page_id: page.page.id.as_str(),
            incident_updates: event.told().iter().map(|told| Update::of(page, event, told)).collect(),
            components: affected(components, event),
        }
    }
}

fn affected<'p>(components: &[Component<'p>], event: &Event<'p>) -> Vec<Component<'p>> {
    let is_affected = |one: &&Component<'p>| one.place.is_some_and(|place| event.incident.components.contains(&place));
    components.iter().filter(is_affected).cloned().collect()
}

impl<'p> Update<'p> {
    fn of(page: &'p StatusPage, event: &Event<'p>, told: &Told<'p>) -> Self {
        let at = when::in_zone(&page.page, told.at);
        Self {
            id: told.id.clone(),
            status: told.phase.word(),
            body: told.body,
            incident_id: event.id(),
            created_at: at.clone(),
            updated_at: at.clone(),
            display_at: at,
            affected_components: told.states.iter().filter_map(|state| Affected::of(page, *state)).collect(),
            // Flarebook tells nobody itself: whoever wants to know subscribes to a feed.
            deliver_notifications: false,
            custom_tweet: None,
            tweet_id: None,
        }
    }
}

type Change = (usize, ComponentState, ComponentState);

impl<'p> Affected<'p> {
    fn of(page: &'p StatusPage, (place, old, new): Change) -> Option<Self> {
        let component = page.components.get(place)?;
        let group = component.group.and_then(|group| page.groups.get(group));
        let name = group.map_or_else(|| component.name.clone(), |group| format!("{} - {}", group.name, component.name));
        let code = component.id.as_str();
        Some(Self { code, name, old_status: old.as_str(), new_status: new.as_str() })
    }
}

/// The vendor's word for an impact.
const fn impact(impact: StatuspageImpact) -> &'static str {
    match impact {
        StatuspageImpact::None => "none",
        StatuspageImpact::Minor => "minor",
        StatuspageImpact::Major => "major",
        StatuspageImpact::Critical => "critical",
    }
}
