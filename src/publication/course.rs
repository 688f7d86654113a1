//! The course of one incident: when it hurt, and in which state each component was while it did.

use jiff::Timestamp;

use crate::model::{ComponentState, Incident};
use crate::policy::{Policy, StatuspageImpact};

/// From an instant up to, and not with, another; without an end it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: Timestamp,
    pub until: Option<Timestamp>,
}

impl Span {
    /// What two spans have in common.
    fn and(self, other: Self) -> Option<Self> {
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, other) => one.or(other),
        };
        let from = self.from.max(other.from);
        until.is_none_or(|until| from < until).then_some(Self { from, until })
    }
}

/// A span in which a component was in a state other than operational.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub span: Span,
    pub state: ComponentState,
}

/// The spans in which an incident was active, from `start` on; it may have been reopened.
///
/// Where the record says when the impact ended, that counts for the span it lies in or follows, for users were no longer hurt although
/// nobody had said so yet, or still were although somebody had.
pub(super) fn active_spans(incident: &Incident, start: Timestamp) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = Some(start);
    for step in &incident.state.transitions {
        let at = step.at.earliest().unwrap_or(start);
        if step.to.is_active() {
            open.get_or_insert(at);
        } else if let Some(from) = open.take() {
            spans.push(Span { from, until: Some(at) });
        }
    }
    spans.extend(open.map(|from| Span { from, until: None }));
    let ended = incident.record.impact.as_ref().and_then(|impact| impact.ended_at?.earliest());
    if let Some(ended) = ended
        && let Some(span) = spans.iter_mut().rev().find(|span| span.from <= ended)
    {
        span.until = Some(ended);
    }
    spans
}

/// The states that the record has a component in: from an instant on, until the next.
pub(super) type Course = Vec<(Timestamp, ComponentState)>;

/// What entries say of a component; where nobody knows when, at `start`.
pub(super) fn recorded(incident: &Incident, component: &str, start: Timestamp) -> Course {
    let changes = incident.state.components.iter().filter(|change| change.component == component);
    changes.map(|change| (change.at.earliest().unwrap_or(start), change.state)).collect()
}

/// What the severity says of a component that no entry speaks of: the first one holds from the beginning.
pub(super) fn by_severity(incident: &Incident, policy: &Policy, start: Timestamp) -> Course {
    let changes = &incident.state.severities;
    let mut course: Course = changes
        .iter()
        .map(|change| (change.at.earliest().unwrap_or(start), state_of(impact_of(policy, Some(&change.severity)))))
        .collect();
    match course.first_mut() {
        Some(first) => first.0 = start,
        None => course.push((start, state_of(impact_of(policy, None)))),
    }
    course
}

/// The impact that a severity stands for; a pending one, and one that the policy says nothing of, counts as minor.
pub(super) fn impact_of(policy: &Policy, severity: Option<&str>) -> StatuspageImpact {
    let known = severity.and_then(|id| policy.severity(id)?.statuspage_impact);
    known.unwrap_or(StatuspageImpact::Minor)
}

const fn state_of(impact: StatuspageImpact) -> ComponentState {
    match impact {
        StatuspageImpact::Critical => ComponentState::MajorOutage,
        StatuspageImpact::Major => ComponentState::PartialOutage,
        StatuspageImpact::Minor => ComponentState::DegradedPerformance,
        StatuspageImpact::None => ComponentState::Operational,
    }
}

/// A course as far as it lies in the spans, cut where the state changes; what lasts no time is not there.
pub(super) fn stretches(course: &[(Timestamp, ComponentState)], spans: &[Span]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for span in spans {
        for (place, &(from, state)) in course.iter().enumerate() {
            let until = course.get(place + 1).map(|next| next.0);
            let Some(span) = span.and(Span { from, until }) else { continue };
            match all.last_mut() {
                Some(last) if last.state == state && last.span.until == Some(span.from) => last.span.until = span.until,
                _ => all.push(Stretch { span, state }),
            }
        }
    }
    all.retain(|stretch| stretch.state != ComponentState::Operational);
    all
}

/// The state at an instant.
pub(super) fn state_at(stretches: &[Stretch], at: Timestamp) -> ComponentState {
    let now =
        stretches.iter().find(|stretch| stretch.span.from <= at && stretch.span.until.is_none_or(|until| at < until));
    now.map_or(ComponentState::Operational, |stretch| stretch.state)
}
