//! `api/flarebook/v1/incidents/ID.json`: everything about one incident or planned work.

use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::facts::{Affected, Links, PageFacts, Text};
use crate::model::ComponentState;
use crate::policy::StatuspageImpact;
use crate::publication::{PublicMaintenance, PublicUpdate, StatusPage};
use crate::site::status::event::Event;
use crate::site::status::{Phase, when};

/// One incident, or one planned work.
#[derive(Serialize, JsonSchema)]
pub struct EventDocument<'p> {
    /// The version of the format.
    #[schemars(example = &1)]
    version: u32,
    /// The page that it is on.
    page: PageFacts<'p>,
    /// The incident.
    incident: EventFacts<'p>,
}

impl<'p> EventDocument<'p> {
    pub(super) fn of(page: &'p StatusPage, event: &Event<'p>) -> Self {
        Self { version: VERSION, page: PageFacts::of(page), incident: EventFacts::of(page, event) }
    }
}

/// What sort of event it is.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Customers are or were hurt.
    Incident,
    /// Nobody was hurt, and somebody acts so that nobody is.
    Preemptive,
    /// Planned work.
    Maintenance,
}

impl EventKind {
    pub(super) const fn of(event: &Event<'_>) -> Self {
        match event.maintenance {
            Some(_) => Self::Maintenance,
            None if event.incident.preemptive => Self::Preemptive,
            None => Self::Incident,
        }
    }
}

/// Everything about one of them.
#[derive(Serialize, JsonSchema)]
pub struct EventFacts<'p> {
    /// Its id.
    #[schemars(example = &"5a0e9b1c33d7")]
    id: &'p str,
    /// What sort of event it is.
    #[schemars(example = &"incident")]
    kind: EventKind,
    /// Its title; where nobody wrote one for the public, which components it affects.
    #[schemars(example = &"Errors when signing in")]
    title: String,
    /// Its summary.
    summary: Option<Text<'p>>,
    /// Where it stands.
    #[schemars(example = &"identified")]
    status: Phase,
    /// How bad it is at its worst.
    #[schemars(example = &"critical")]
    impact: StatuspageImpact,
    /// When it began.
    #[schemars(example = &"2026-03-14T09:12:00Z")]
    started_at: String,
    /// When customers were first told.
    #[schemars(example = &"2026-03-14T09:15:00Z")]
    created_at: String,
    /// When a remedy was first watched.
    #[schemars(example = &"2026-03-14T10:20:00Z")]
    monitoring_at: Option<String>,
    /// When customers were no longer hurt, which may be earlier than anybody said so; null while they are, and where nobody ever was.
    #[schemars(example = &"2026-03-14T10:31:00Z")]
    impact_ended_at: Option<String>,
    /// When it was said to be over; null while it is not.
    #[schemars(example = &"2026-03-14T10:40:00Z")]
    resolved_at: Option<String>,
    /// When it last changed.
    #[schemars(example = &"2026-03-14T10:40:00Z")]
    updated_at: String,
    /// The components that it affects.
    components: Vec<Affected<'p>>,
    /// The spans in which it kept components from being operational.
    windows: Vec<WindowFacts<'p>>,
    /// What customers were told, newest first. May be empty.
    updates: Vec<UpdateFacts<'p>>,
    /// The review for customers, once it is out.
    review: Option<Text<'p>>,
    /// Of planned work: when it is planned, and when it really was. Null otherwise.
    schedule: Option<Schedule>,
    /// Where more is to be had.
    links: Links,
}

impl<'p> EventFacts<'p> {
    pub(super) fn of(page: &'p StatusPage, event: &Event<'p>) -> Self {
        let (incident, id) = (event.incident, event.id());
        Self {
            id,
            kind: EventKind::of(event),
            title: event.title(),
            summary: incident.summary.as_ref().map(|text| Text::of(text, &format!("{id}-summary-"))),
            status: event.phase(),
            impact: incident.impact,
            started_at: when::utc(incident.started_at),
            created_at: when::utc(incident.created_at),
            monitoring_at: incident.monitoring_at.map(when::utc),
            impact_ended_at: incident.impact_ended_at.map(when::utc),
            resolved_at: event.over_at().map(when::utc),
            updated_at: when::utc(incident.updated_at),
            components: event.components().filter_map(|(place, _)| Affected::of(page, place)).collect(),
            windows: windows(page, event),
            updates: incident.updates.iter().map(|update| UpdateFacts::of(page, event, update)).collect(),
            review: incident.review.as_ref().map(|review| Text::of(&review.body, &format!("{id}-review-"))),
            schedule: event.maintenance.map(Schedule::of),
            links: Links::of(page, &event.path(), &format!("api/flarebook/v1/incidents/{id}.json")),
        }
    }
}

/// Only components that it affects are looked through: a page may have thousands of windows.
fn windows<'p>(page: &'p StatusPage, event: &Event<'p>) -> Vec<WindowFacts<'p>> {
    let affected = event.components().filter_map(|(place, _)| page.components.get(place));
    let all = affected.flat_map(|component| component.windows.iter().map(move |window| (component, window)));
    let here = all.filter(|(_, window)| window.because_of == event.incident.id);
    here.map(|(component, window)| WindowFacts {
        component: component.id.as_str(),
        from: when::utc(window.from),
        until: window.until.map(when::utc),
        state: window.state,
    })
    .collect()
}

/// A span in which a component was not operational.
#[derive(Serialize, JsonSchema)]
pub struct WindowFacts<'p> {
    /// The component's id.
    #[schemars(example = &"9b1c33d7a0f2")]
    component: &'p str,
    /// Its first instant.
    #[schemars(example = &"2026-03-14T09:12:00Z")]
    from: String,
    /// The first instant after it; null while it lasts.
    #[schemars(example = &"2026-03-14T10:40:00Z")]
    until: Option<String>,
    /// The component's state in it.
    #[schemars(example = &"major_outage")]
    state: ComponentState,
}

/// One thing that customers were told.
#[derive(Serialize, JsonSchema)]
pub struct UpdateFacts<'p> {
    /// Its id.
    #[schemars(example = &"c81d0e74f9a2")]
    id: &'p str,
    /// When.
    #[schemars(example = &"2026-03-14T09:15:00Z")]
    at: String,
    /// Where the event stood from then on.
    #[schemars(example = &"investigating")]
    status: Phase,
    /// The words; null when nobody wrote any and the status says it.
    body: Option<Text<'p>>,
    /// Components whose state it changed.
    changes: Vec<ChangeFacts<'p>>,
    /// Whether a later update puts it right.
    #[schemars(example = &false)]
    corrected: bool,
}

impl<'p> UpdateFacts<'p> {
    fn of(page: &'p StatusPage, event: &Event<'p>, update: &'p PublicUpdate) -> Self {
        let id = update.id.as_str();
        let changes = update.changes.iter().filter_map(|change| {
            let component = page.components.get(change.component)?;
            Some(ChangeFacts { component: component.id.as_str(), from: change.from, to: change.to })
        });
        Self {
            id,
            at: when::utc(update.at),
            status: event.phase_of(update),
            body: update.body.as_ref().map(|body| Text::of(body, &format!("{id}-"))),
            changes: changes.collect(),
            corrected: update.corrected,
        }
    }
}

/// A change of a component's state.
#[derive(Serialize, JsonSchema)]
pub struct ChangeFacts<'p> {
    /// The component's id.
    #[schemars(example = &"9b1c33d7a0f2")]
    component: &'p str,
    /// The state before.
    #[schemars(example = &"operational")]
    from: ComponentState,
    /// The state from then on.
    #[schemars(example = &"degraded_performance")]
    to: ComponentState,
}

/// When planned work is, and was.
#[derive(Serialize, JsonSchema)]
pub struct Schedule {
    /// When it is planned to begin.
    #[schemars(example = &"2026-03-20T22:00:00Z")]
    scheduled_for: String,
    /// When it is planned to be over; null when nobody planned that.
    #[schemars(example = &"2026-03-21T01:00:00Z")]
    scheduled_until: Option<String>,
    /// When it really began.
    #[schemars(example = &"2026-03-20T22:01:00Z")]
    began_at: Option<String>,
    /// When it was really over.
    #[schemars(example = &"2026-03-21T00:40:00Z")]
    ended_at: Option<String>,
    /// Whether it was called off.
    #[schemars(example = &false)]
    cancelled: bool,
}

impl Schedule {
    fn of(maintenance: &PublicMaintenance) -> Self {
        Self {
            scheduled_for: when::utc(maintenance.scheduled_for),
            scheduled_until: maintenance.scheduled_until.map(when::utc),
            began_at: maintenance.began_at.map(when::utc),
            ended_at: maintenance.ended_at.map(when::utc),
            cancelled: maintenance.cancelled,
        }
    }
}
