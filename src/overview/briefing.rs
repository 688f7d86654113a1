//! What somebody who joins an open incident must know: what was tried with what result, what is pending.

use crate::model::{Entry, EntryKind, Followup, Incident};

/// Entries and follow-ups of each sort that a briefing repeats: the latest.
const SHOWN: usize = 5;

/// What was done, found and decided, in order; the latest few. What was put right since is not repeated.
#[must_use]
pub fn tried(incident: &Incident) -> Vec<&Entry> {
    let wanted = |entry: &&Entry| matches!(entry.kind(), EntryKind::Action | EntryKind::Finding | EntryKind::Decision);
    let says = |entry: &&Entry| !entry.text.trim().is_empty() && !incident.is_corrected(entry);
    let found: Vec<&Entry> = incident.entries.iter().filter(wanted).filter(says).collect();
    let skip = found.len().saturating_sub(SHOWN);
    found.into_iter().skip(skip).collect()
}

/// Something that is not decided or done yet.
#[derive(Clone, Copy, Debug)]
pub enum Pending<'c> {
    /// The severity is not set.
    Severity,
    /// Who is hurt, and how, is not written down.
    Impact,
    /// A handover is not accepted.
    Handover(&'c Entry),
    /// A follow-up is not settled.
    Followup(&'c Followup),
}

/// What is not decided or done yet.
#[must_use]
pub fn pending(incident: &Incident) -> Vec<Pending<'_>> {
    let severity = incident.state.severity.is_none().then_some(Pending::Severity);
    let impact = incident.record.impact.as_ref().is_none_or(|impact| impact.summary.is_none());
    let impact = impact.then_some(Pending::Impact);
    let handover = incident.open_handovers().next_back().map(Pending::Handover);
    let followups = incident.followups.iter().filter(|followup| !followup.is_settled());
    let followups = followups.take(SHOWN).map(Pending::Followup);
    severity.into_iter().chain(impact).chain(handover).chain(followups).collect()
}
