//! `api/flarebook/v1/status.json`: everything on the page, with the events of the last ninety days in full.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::event::EventFacts;
use super::facts::{Links, PageFacts, StatusFacts};
use crate::model::ComponentState;
use crate::publication::{PublicComponent, StatusPage};
use crate::site::status::event::Event;
use crate::site::status::{when, worst};

/// For how long something that is over stays in this document.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Everything on the page.
#[derive(Serialize, JsonSchema)]
pub struct StatusDocument<'p> {
    /// The version of the format.
    #[schemars(example = &1)]
    version: u32,
    /// The page itself.
    page: PageFacts<'p>,
    /// How everything together is.
    status: StatusFacts,
    /// The groups of components, in the page's order.
    groups: Vec<GroupFacts<'p>>,
    /// The components, in the page's order.
    components: Vec<ComponentFacts<'p>>,
    /// Incidents and planned work that are not over, or were at most ninety days ago, newest first. All there ever were: history.json.
    incidents: Vec<EventFacts<'p>>,
}

impl<'p> StatusDocument<'p> {
    pub(super) fn of(page: &'p StatusPage) -> Self {
        let oldest = page.page.generated_at.checked_sub(KEPT).unwrap_or(Timestamp::MIN);
        let kept = |event: &Event<'_>| event.over_at().is_none_or(|over| over >= oldest);
        let all = Event::all(page);
        Self {
            version: VERSION,
            page: PageFacts::of(page),
            status: StatusFacts::of(page),
            groups: page.groups.iter().map(|group| GroupFacts::of(page, group)).collect(),
            components: page.components.iter().map(|component| ComponentFacts::of(page, component)).collect(),
            incidents: all.iter().filter(|event| kept(event)).map(|event| EventFacts::of(page, event)).collect(),
        }
    }
}

/// A heading over components.
#[derive(Serialize, JsonSchema)]
pub struct GroupFacts<'p> {
    /// Its id.
    #[schemars(example = &"0e7b1c33d7a2")]
    id: &'p str,
    /// What it says.
    #[schemars(example = &"Web")]
    name: &'p str,
    /// The worst state in it.
    #[schemars(example = &"operational")]
    state: ComponentState,
    /// The ids of its components, in order.
    #[schemars(example = ["9b1c33d7a0f2"])]
    components: Vec<&'p str>,
}

impl<'p> GroupFacts<'p> {
    fn of(page: &'p StatusPage, group: &'p crate::publication::Group) -> Self {
        let members = || group.components.iter().filter_map(|&place| page.components.get(place));
        Self {
            id: group.id.as_str(),
            name: &group.name,
            state: worst(members().map(|component| component.state)),
            components: members().map(|component| component.id.as_str()).collect(),
        }
    }
}

/// A component.
#[derive(Serialize, JsonSchema)]
pub struct ComponentFacts<'p> {
    /// Its id.
    #[schemars(example = &"9b1c33d7a0f2")]
    id: &'p str,
    /// The name customers know.
    #[schemars(example = &"Sign-in")]
    name: &'p str,
    /// One sentence for customers.
    #[schemars(example = &"Passwords, passkeys and single sign-on")]
    description: Option<&'p str>,
    /// The id of its group.
    #[schemars(example = &"0e7b1c33d7a2")]
    group: Option<&'p str>,
    /// First day it was in service.
    #[schemars(example = &"2025-06-01")]
    since: Option<String>,
    /// Its state at the instant that the page speaks for.
    #[schemars(example = &"operational")]
    state: ComponentState,
    /// Every span in which it was not operational, in order; spans of different incidents may overlap.
    windows: Vec<Span<'p>>,
    /// Where more is to be had: its page, and its feed.
    links: Links,
}

impl<'p> ComponentFacts<'p> {
    fn of(page: &'p StatusPage, component: &'p PublicComponent) -> Self {
        let id = component.id.as_str();
        let windows = component.windows.iter().map(|window| Span {
            from: when::utc(window.from),
            until: window.until.map(when::utc),
            state: window.state,
            incident: window.because_of.as_str(),
        });
        Self {
            id,
            name: &component.name,
            description: component.description.as_deref(),
            group: component.group.and_then(|group| page.groups.get(group)).map(|group| group.id.as_str()),
            since: component.since.map(|day| day.to_string()),
            state: component.state,
            windows: windows.collect(),
            links: Links::of(page, &format!("components/{id}/"), &format!("components/{id}/feed.json")),
        }
    }
}

/// A span of time in which a component was in one state because of one event.
#[derive(Serialize, JsonSchema)]
pub struct Span<'p> {
    /// Its first instant.
    #[schemars(example = &"2026-03-14T09:12:00Z")]
    from: String,
    /// The first instant after it; null while it lasts.
    #[schemars(example = &"2026-03-14T10:40:00Z")]
    until: Option<String>,
    /// The state.
    #[schemars(example = &"major_outage")]
    state: ComponentState,
    /// The id of the incident or planned work that it is because of.
    #[schemars(example = &"5a0e9b1c33d7")]
    incident: &'p str,
}
