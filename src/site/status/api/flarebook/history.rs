//! `api/flarebook/v1/history.json`: every incident and all planned work there ever was, in a line each.

use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::event::EventKind;
use super::facts::{Links, PageFacts};
use crate::policy::StatuspageImpact;
use crate::publication::StatusPage;
use crate::site::status::event::Event;
use crate::site::status::{Phase, when};

/// Every incident and all planned work.
#[derive(Serialize, JsonSchema)]
pub struct HistoryDocument<'p> {
    /// The version of the format.
    #[schemars(example = &1)]
    version: u32,
    /// The page that they are on.
    page: PageFacts<'p>,
    /// All of them, newest first by when customers were first told.
    incidents: Vec<Line<'p>>,
}

impl<'p> HistoryDocument<'p> {
    pub(super) fn of(page: &'p StatusPage) -> Self {
        let incidents = Event::all(page).iter().map(|event| Line::of(page, event)).collect();
        Self { version: VERSION, page: PageFacts::of(page), incidents }
    }
}

/// One of them, in short.
#[derive(Serialize, JsonSchema)]
pub struct Line<'p> {
    /// Its id.
    #[schemars(example = &"5a0e9b1c33d7")]
    id: &'p str,
    /// What sort of event it is.
    #[schemars(example = &"incident")]
    kind: EventKind,
    /// Its title.
    #[schemars(example = &"Errors when signing in")]
    title: String,
    /// Where it stands.
    #[schemars(example = &"resolved")]
    status: Phase,
    /// How bad it is at its worst.
    #[schemars(example = &"critical")]
    impact: StatuspageImpact,
    /// When it began, or is planned to.
    #[schemars(example = &"2026-03-14T09:12:00Z")]
    started_at: String,
    /// When it was over; null while it is not.
    #[schemars(example = &"2026-03-14T10:40:00Z")]
    resolved_at: Option<String>,
    /// When it last changed.
    #[schemars(example = &"2026-03-14T10:40:00Z")]
    updated_at: String,
    /// The ids of the components that it affects.
    #[schemars(example = ["9b1c33d7a0f2"])]
    components: Vec<&'p str>,
    /// Whether its review for customers is out.
    #[schemars(example = &true)]
    reviewed: bool,
    /// Where more is to be had.
    links: Links,
}

impl<'p> Line<'p> {
    pub(super) fn of(page: &'p StatusPage, event: &Event<'p>) -> Self {
        let planned = event.maintenance.map(|maintenance| maintenance.began_at.unwrap_or(maintenance.scheduled_for));
        let components = event.components().filter_map(|(place, _)| page.components.get(place));
        Self {
            id: event.id(),
            kind: EventKind::of(event),
            title: event.title(),
            status: event.phase(),
            impact: event.incident.impact,
            started_at: when::utc(planned.unwrap_or(event.incident.started_at)),
            resolved_at: event.over_at().map(when::utc),
            updated_at: when::utc(event.incident.updated_at),
            components: components.map(|component| component.id.as_str()).collect(),
            reviewed: event.incident.review.is_some(),
            links: Links::of(page, &event.path(), &format!("api/flarebook/v1/incidents/{}.json", event.id())),
        }
    }
}
