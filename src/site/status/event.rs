//! What an incident and planned work have in common for a program: a title, an address, where it stands, what was told.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::phase::Phase;
use crate::model::ComponentState;
use crate::publication::{Change, PublicIncident, PublicMaintenance, PublicUpdate, StatusPage};

/// An incident or planned work on its page.
#[derive(Clone, Copy)]
pub struct Event<'p> {
    page: &'p StatusPage,
    /// What both have.
    pub incident: &'p PublicIncident,
    /// What only planned work has.
    pub maintenance: Option<&'p PublicMaintenance>,
}

/// One thing that was told, as a program gets it: with an id, a phase and words always.
pub struct Told<'p> {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Where the event stood from then on.
    pub phase: Phase,
    /// The words, as Markdown.
    pub body: &'p str,
    /// Whether a later update puts it right.
    pub corrected: bool,
    /// The state of each affected component before and from then on.
    pub states: Vec<(usize, ComponentState, ComponentState)>,
}

impl<'p> Event<'p> {
    /// An incident of this page.
    #[must_use]
    pub const fn incident(page: &'p StatusPage, incident: &'p PublicIncident) -> Self {
        Self { page, incident, maintenance: None }
    }

    /// Planned work of this page.
    #[must_use]
    pub const fn maintenance(page: &'p StatusPage, maintenance: &'p PublicMaintenance) -> Self {
        Self { page, incident: &maintenance.incident, maintenance: Some(maintenance) }
    }

    /// Everything on the page, newest first by when customers were first told; at the same instant by id, so that the order is always the same.
    #[must_use]
    pub fn all(page: &'p StatusPage) -> Vec<Self> {
        let incidents = page.incidents.iter().map(|incident| Self::incident(page, incident));
        let maintenances = page.maintenances.iter().map(|maintenance| Self::maintenance(page, maintenance));
        let mut all: Vec<Self> = incidents.chain(maintenances).collect();
        all.sort_by(|a, b| (b.incident.created_at, &b.incident.id).cmp(&(a.incident.created_at, &a.incident.id)));
        all
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &'p str {
        self.incident.id.as_str()
    }

    /// Its title for the public: the page's own, or the one that [`super::titles::filled`] gave it.
    #[must_use]
    pub fn title(&self) -> String {
        self.incident.title.clone().unwrap_or_default()
    }

    /// The components that it affects: place and name.
    pub fn components(&self) -> impl Iterator<Item = (usize, &'p str)> {
        let all = &self.page.components;
        self.incident.components.iter().filter_map(|&place| Some((place, all.get(place)?.name.as_str())))
    }

    /// Where it stands.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.maintenance.map_or_else(|| Phase::of_incident(self.incident), Phase::of_maintenance)
    }

    /// Where it stood from an update on.
    #[must_use]
    pub fn phase_of(&self, update: &PublicUpdate) -> Phase {
        if self.maintenance.is_some() { Phase::of_maintenance_update(update) } else { Phase::of_update(update) }
    }

    /// When it was over, once it is.
    #[must_use]
    pub fn over_at(&self) -> Option<Timestamp> {
        let known = self.maintenance.map_or(self.incident.resolved_at, |maintenance| maintenance.ended_at);
        known.or_else(|| self.phase().is_over().then_some(self.incident.updated_at))
    }

    /// When planned work is to be over, for programs that want an instant even where nobody planned one.
    #[must_use]
    pub fn planned_end(maintenance: &PublicMaintenance) -> Timestamp {
        let known = maintenance.scheduled_until.or(maintenance.ended_at);
        known.unwrap_or(maintenance.scheduled_for).max(maintenance.scheduled_for)
    }

    /// Its page, from the site's root.
    #[must_use]
    pub fn path(&self) -> String {
        let folder = if self.maintenance.is_some() { "maintenance" } else { "incidents" };
        format!("{folder}/{}/", self.id())
    }

    /// Everything that was told about it, newest first; never empty, because programs look at the first without asking.
    #[must_use]
    pub fn told(&self) -> Vec<Told<'p>> {
        let mut states = States::new(self);
        let mut told: Vec<Told<'p>> =
            self.incident.updates.iter().rev().map(|update| self.update(update, &mut states)).collect();
        if told.is_empty() {
            told.push(self.wordless());
        }
        told.extend(self.postmortem());
        told.reverse();
        told
    }

    fn update(&self, update: &'p PublicUpdate, states: &mut States) -> Told<'p> {
        let phase = self.phase_of(update);
        Told {
            id: update.id.as_str().to_owned(),
            at: update.at,
            phase,
            body: update.body.as_ref().map_or_else(|| phase.sentence(), |body| body.as_str()),
            corrected: update.corrected,
            states: states.after(&update.changes),
        }
    }

    /// What stands in for the first update where nobody wrote one.
    fn wordless(&self) -> Told<'p> {
        let (at, phase) = (self.incident.created_at, self.phase());
        // A review is an update of its own.
        let phase = if phase == Phase::Postmortem { Phase::Resolved } else { phase };
        Told { id: self.derived_id("first"), at, phase, body: phase.sentence(), corrected: false, states: Vec::new() }
    }

    /// The review as the update that the vendor makes of it.
    fn postmortem(&self) -> Option<Told<'p>> {
        let review = self.incident.review.as_ref().filter(|_| self.phase() == Phase::Postmortem)?;
        let (at, id) = (self.incident.updated_at, self.derived_id("review"));
        let body = review.body.as_str();
        Some(Told { id, at, phase: Phase::Postmortem, body, corrected: false, states: Vec::new() })
    }

    /// An id of the vendor's kind for something that the page has no id for; made from the event's public id alone.
    fn derived_id(&self, what: &str) -> String {
        const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let hash = Sha256::digest(format!("{}/{what}", self.id()));
        hash.iter()
            .take(12)
            .filter_map(|byte| DIGITS.get(usize::from(byte % 36)))
            .map(|&digit| char::from(digit))
            .collect()
    }
}

/// The states of the affected components, from update to update: place and state.
struct States(Vec<(usize, ComponentState)>);

impl States {
    /// Before anything was told.
    fn new(event: &Event<'_>) -> Self {
        Self(event.components().map(|(place, _)| (place, ComponentState::Operational)).collect())
    }

    /// Each component's state before an update and from it on.
    fn after(&mut self, changes: &[Change]) -> Vec<(usize, ComponentState, ComponentState)> {
        let step = |(place, state): &mut (usize, ComponentState)| {
            let before = *state;
            if let Some(change) = changes.iter().find(|change| change.component == *place) {
                *state = change.to;
            }
            (*place, before, *state)
        };
        self.0.iter_mut().map(step).collect()
    }
}
