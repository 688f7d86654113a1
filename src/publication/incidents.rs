//! An incident as customers see it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::components::rank;
use super::course::{self, Span, Stretch};
use super::decide::Decisions;
use super::ids::{Ids, Of};
use super::updates::Telling;
use super::{PublicIncident, PublicReview, PublicText, PublicUpdate};
use crate::corpus::Corpus;
use crate::model::{ComponentState, Incident, Kind, Moment, Status};
use crate::policy::StatuspageImpact;

/// What incidents and maintenance are made from.
pub(super) struct Maker<'c> {
    pub corpus: &'c Corpus,
    pub decisions: &'c Decisions<'c>,
    pub now: Timestamp,
    pub zone: jiff::tz::TimeZone,
    /// Public components by their ids in the record: places in the list of components.
    pub places: BTreeMap<&'c str, usize>,
    pub ids: Ids,
}

/// Something public and the stretches of each component, by its place.
pub(super) struct Made<T> {
    pub thing: T,
    pub stretches: BTreeMap<usize, Vec<Stretch>>,
}

impl<'c> Maker<'c> {
    /// An incident; `None` when there is nothing to say of it: nobody was hurt, and customers were not told anything.
    pub fn incident(&mut self, incident: &'c Incident, is_duplicate: bool) -> Option<Made<PublicIncident>> {
        let start = self.start(incident)?;
        let called_off = is_duplicate || incident.state.status == Status::Cancelled;
        let harmless = called_off || incident.kind() == Kind::Preemptive;
        let stretches = if harmless { BTreeMap::new() } else { self.stretches(incident, start) };
        let telling = Telling { incident, decisions: self.decisions, start, stretches: &stretches };
        if called_off && !telling.was_told() {
            return None;
        }
        let drafts = telling.worded().into_iter().chain(telling.wordless()).collect();
        let updates = telling.updates(drafts, &mut self.ids);
        let mut thing = self.common(incident, start, updates);
        if !harmless {
            thing.impact = self.impact(incident, &stretches);
            let last = course::active_spans(incident, start).last().copied();
            thing.impact_ended_at = last.and_then(|span| span.until).map(|end| end.max(thing.started_at));
        }
        Some(Made { thing, stretches })
    }

    /// When it began: the impact, else the declaration or what customers were told before it, else the first time that anybody wrote down,
    /// else the day in its name.
    fn start(&self, incident: &Incident) -> Option<Timestamp> {
        let known = |moment: Option<Moment>| moment.and_then(|moment| moment.earliest());
        let told = incident.entries.iter().filter(|entry| self.decisions.is_told(entry));
        let told = told.filter_map(|entry| entry.at().earliest()).min();
        let declared = known(incident.milestones.declared);
        let first = || incident.entries.iter().find_map(|entry| entry.at().earliest());
        known(incident.milestones.impact_started)
            .or_else(|| declared.into_iter().chain(told).min())
            .or_else(first)
            .or_else(|| self.day_in_name(incident))
    }

    /// The first instant of the day in its name, on the page's calendar.
    fn day_in_name(&self, incident: &Incident) -> Option<Timestamp> {
        incident.id.day()?.to_zoned(self.zone.clone()).ok().map(|day| day.timestamp())
    }

    /// In which state each public component of an incident was, and when.
    fn stretches(&self, incident: &Incident, start: Timestamp) -> BTreeMap<usize, Vec<Stretch>> {
        let components = incident.components().into_iter().filter_map(|id| Some((id, *self.places.get(id)?)));
        let courses = components.map(|(id, place)| {
            let recorded = course::recorded(incident, id, start);
            let policy = &self.corpus.policy;
            (place, if recorded.is_empty() { course::by_severity(incident, policy, start) } else { recorded })
        });
        let courses: BTreeMap<usize, course::Course> = courses.collect();
        // What an entry says from before the impact began counts from then.
        let first = courses.values().filter_map(|course| course.first()).map(|first| first.0).min();
        let spans: Vec<Span> = course::active_spans(incident, first.map_or(start, |first| first.min(start)));
        let cut = courses.into_iter().map(|(place, course)| (place, course::stretches(&course, &spans)));
        cut.collect()
    }

    /// The impact: the severity's; while that is pending, what the components say.
    fn impact(&self, incident: &Incident, stretches: &BTreeMap<usize, Vec<Stretch>>) -> StatuspageImpact {
        let severity = incident.state.severity.as_deref();
        if severity.is_some() || incident.state.components.is_empty() {
            return course::impact_of(&self.corpus.policy, severity);
        }
        let worst = stretches.values().flatten().map(|stretch| stretch.state).max_by_key(|state| rank(*state));
        match worst {
            Some(ComponentState::MajorOutage) => StatuspageImpact::Critical,
            Some(ComponentState::PartialOutage) => StatuspageImpact::Major,
            _ => StatuspageImpact::Minor,
        }
    }

    /// What incidents and maintenance have in common; nobody hurt yet.
    pub fn common(&mut self, incident: &Incident, start: Timestamp, updates: Vec<PublicUpdate>) -> PublicIncident {
        let state = &incident.state;
        let text =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let told: Vec<Timestamp> =
            updates.iter().filter(|update| update.body.is_some()).map(|update| update.at).collect();
        let mut components: Vec<usize> =
            incident.components().into_iter().filter_map(|id| self.places.get(id).copied()).collect();
        components.sort_unstable();
        let monitored = state.transitions.iter().find(|step| step.to == Status::Monitoring);
        let resolved_at = over_at(incident, start).map(|at| at.max(start));
        PublicIncident {
            id: self.ids.give(Of::Incident, incident.id.as_str()),
            title: text(&incident.record.public_title),
            summary: text(&incident.record.public_summary).map(PublicText),
            impact: StatuspageImpact::None,
            status: state.status,
            started_at: start,
            created_at: told.last().copied().unwrap_or(start),
            monitoring_at: monitored.and_then(|step| step.at.earliest()),
            impact_ended_at: None,
            resolved_at,
            updated_at: updates.first().map(|update| update.at).max(resolved_at).unwrap_or(start),
            components,
            updates,
            review: self.decisions.review(incident).map(|body| PublicReview { body: PublicText(body.to_owned()) }),
            preemptive: incident.kind() == Kind::Preemptive,
        }
    }
}

/// When it was said to be over, while it is: the last step from an active status to one that is not.
pub(super) fn over_at(incident: &Incident, start: Timestamp) -> Option<Timestamp> {
    let state = &incident.state;
    if state.status.is_active() {
        return None;
    }
    let steps = state.transitions.iter().rev();
    let last = steps.take_while(|step| !step.to.is_active()).last();
    Some(last.and_then(|step| step.at.earliest()).unwrap_or(start))
}
