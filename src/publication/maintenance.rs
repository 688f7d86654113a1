//! Planned work as customers see it: the plan, what the record says of it, and the clock.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::course::{self, Span, Stretch};
use super::decide::scheduled_from;
use super::incidents::{Made, Maker, over_at};
use super::updates::{Draft, Telling};
use super::{Progress, PublicMaintenance};
use crate::model::{ComponentState, Incident, Status};

/// When planned work was planned, and when it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Times {
    planned: Timestamp,
    planned_end: Option<Timestamp>,
    began: Option<Timestamp>,
    ended: Option<Timestamp>,
}

impl<'c> Maker<'c> {
    /// Planned work; `None` when it was called off and customers were never told of it.
    pub fn maintenance(&mut self, incident: &'c Incident) -> Option<Made<PublicMaintenance>> {
        let times = Times::of(incident, self.now)?;
        let start = times.began.unwrap_or(times.planned);
        let stretches = self.worked_on(incident, times);
        let telling = Telling { incident, decisions: self.decisions, start, stretches: &stretches };
        let cancelled = incident.state.status == Status::Cancelled;
        if cancelled && !telling.was_told() {
            return None;
        }
        let mut drafts = telling.worded();
        for draft in &mut drafts {
            draft.status = status(draft.status, times.began.is_some_and(|began| began <= draft.at));
        }
        let by_clock = turns(times, cancelled, &drafts);
        drafts.extend(by_clock);
        let updates = telling.updates(drafts, &mut self.ids);
        let mut thing = self.common(incident, start, updates);
        let progress = times.progress(thing.status);
        thing.status = if cancelled { Status::Cancelled } else { as_status(progress) };
        thing.resolved_at = times.ended;
        if !thing.updates.iter().any(|update| update.body.is_some()) {
            thing.created_at = incident.milestones.declared.and_then(|at| at.earliest()).unwrap_or(times.planned);
        }
        thing.updated_at = thing.updates.first().map_or(thing.created_at, |update| update.at);
        let thing = PublicMaintenance {
            incident: thing,
            scheduled_for: times.planned,
            scheduled_until: times.planned_end,
            began_at: times.began,
            ended_at: times.ended,
            progress,
            cancelled,
        };
        Some(Made { thing, stretches })
    }

    /// Under maintenance while it runs; what entries say of a component goes before that.
    fn worked_on(&self, incident: &Incident, times: Times) -> BTreeMap<usize, Vec<Stretch>> {
        let Some(from) = times.began else { return BTreeMap::new() };
        let spans = [Span { from, until: times.ended }];
        let components = incident.components().into_iter().filter_map(|id| Some((id, *self.places.get(id)?)));
        let cut = components.map(|(id, place)| {
            let mut course = vec![(from, ComponentState::UnderMaintenance)];
            let recorded = course::recorded(incident, id, from);
            course.extend(recorded.into_iter().filter(|(at, _)| *at >= from));
            (place, course::stretches(&course, &spans))
        });
        cut.collect()
    }
}

impl Times {
    /// The record goes before the clock: what an entry began ends only by an entry, and runs on past its planned end until then.
    fn of(incident: &Incident, now: Timestamp) -> Option<Self> {
        let planned = scheduled_from(incident)?;
        let planned_end = incident.record.scheduled.as_ref()?.until.and_then(|until| until.earliest());
        let planned_end = planned_end.filter(|end| *end > planned);
        let over = over_at(incident, planned);
        let said = beginning(incident, planned);
        // The clock begins it only if nobody had called it off, or done it, before.
        let by_clock = (planned <= now && over.is_none_or(|over| planned <= over)).then_some(planned);
        let done_unsaid = over.filter(|_| incident.state.status != Status::Cancelled);
        let began = said.or(by_clock).or(done_unsaid);
        let clock_end = planned_end.filter(|end| said.is_none() && began.is_some() && *end <= now);
        let ended = over.or(clock_end).map(|end| began.map_or(end, |began| end.max(began)));
        Some(Self { planned, planned_end, began, ended })
    }

    fn progress(self, status: Status) -> Progress {
        match (self.began, self.ended) {
            (_, Some(_)) => Progress::Completed,
            (None, None) => Progress::Scheduled,
            (Some(_), None) if status == Status::Monitoring => Progress::Verifying,
            (Some(_), None) => Progress::InProgress,
        }
    }
}

/// When an entry says that it began: the first that sets a status. `investigating` ahead of time only announces it.
fn beginning(incident: &Incident, planned: Timestamp) -> Option<Timestamp> {
    let steps = incident.state.transitions.iter().filter(|step| step.to.is_active());
    let times = steps.filter_map(|step| Some((step.to, step.at.earliest()?)));
    let begun = times.filter(|(to, at)| *to != Status::Investigating || *at >= planned);
    begun.map(|(_, at)| at).next()
}

/// A status as it reads for planned work.
const fn status(status: Status, began: bool) -> Status {
    match status {
        Status::Investigating if began => Status::Identified,
        other => other,
    }
}

const fn as_status(progress: Progress) -> Status {
    match progress {
        Progress::Scheduled => Status::Investigating,
        Progress::InProgress => Status::Identified,
        Progress::Verifying => Status::Monitoring,
        Progress::Completed => Status::Resolved,
    }
}

/// Updates without words for beginning and end, where no public entry says so.
fn turns(times: Times, cancelled: bool, told: &[Draft]) -> Vec<Draft> {
    let is_over = |status: Status| !status.is_active();
    let told_begin = told.iter().any(|draft| matches!(draft.status, Status::Identified | Status::Monitoring));
    let told_end = told.iter().any(|draft| is_over(draft.status));
    let draft = |at: Timestamp, status: Status| Draft {
        at,
        status,
        body: None,
        corrected: false,
        name: format!("#{}", if is_over(status) { "end" } else { "begin" }),
    };
    let end = if cancelled { Status::Cancelled } else { Status::Resolved };
    let begin = times.began.filter(|_| !told_begin).map(|at| draft(at, Status::Identified));
    begin.into_iter().chain(times.ended.filter(|_| !told_end).map(|at| draft(at, end))).collect()
}
