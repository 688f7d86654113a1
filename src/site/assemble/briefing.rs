//! The briefing of an open incident: what somebody who joins now must know (state, impact, what was tried with what result, what is
//! pending), in the order in which they ask.

use super::names::capital;
use super::resolve::{Resolver, entry_anchor};
use super::rows::short;
use super::site::Site;
use super::urls::inside;
use crate::model::{Entry, EntryKind, Incident};
use crate::site::markdown::plain;
use crate::site::page::Told;

/// Entries of each sort that the briefing repeats: the latest.
const SHOWN: usize = 5;

/// What was done and found, in order; the latest few.
pub(super) fn tried(of: &Resolver<'_, '_>) -> Vec<Told> {
    let wanted = |entry: &&Entry| matches!(entry.kind(), EntryKind::Action | EntryKind::Finding | EntryKind::Decision);
    latest(of.site, of.incident, wanted)
}

fn latest(site: &Site<'_>, incident: &Incident, wanted: impl Fn(&&Entry) -> bool) -> Vec<Told> {
    // What was put right since is not repeated.
    let corrected = |entry: &&Entry| {
        incident.entries.iter().any(|other| {
            other.record.corrects.as_deref().is_some_and(|name| crate::model::EntryId::new(name) == entry.id)
        })
    };
    let found = incident.entries.iter().filter(|entry| wanted(entry) && !corrected(entry));
    let found: Vec<&Entry> = found.filter(|entry| !entry.text.trim().is_empty()).collect();
    let skip = found.len().saturating_sub(SHOWN);
    found.into_iter().skip(skip).map(|entry| told(site, entry)).collect()
}

fn told(site: &Site<'_>, entry: &Entry) -> Told {
    let at = site.clock.moment(entry.at());
    let time = at.clock.clone().unwrap_or_else(|| at.day.clone());
    Told {
        at: inside(&time, format!("#{}", entry_anchor(&entry.id))),
        kind: capital(entry.kind().as_str()),
        by: entry.record.by.as_deref().map(|by| site.corpus.person_name(by).to_owned()),
        text: short(&plain(&entry.text)),
    }
}

/// What is not decided or done yet.
pub(super) fn pending(site: &Site<'_>, incident: &Incident) -> Vec<String> {
    let severity = incident.state.severity.is_none().then(|| "The severity is not set.".to_owned());
    let impact = incident.record.impact.as_ref().is_none_or(|impact| impact.summary.is_none());
    let impact = impact.then(|| "Who is hurt, and how, is not written down.".to_owned());
    let handovers = incident.entries.iter().filter(|entry| entry.kind() == EntryKind::Handover);
    let open = handovers.filter(|entry| {
        let accepts = |other: &Entry| {
            other.record.acknowledges.as_deref().is_some_and(|name| crate::model::EntryId::new(name) == entry.id)
        };
        !incident.entries.iter().any(accepts)
    });
    let handover = open.last().map(|entry| {
        let at = site.clock.moment(entry.at());
        format!("The handover of {} is not accepted yet.", at.clock.unwrap_or(at.date))
    });
    let followups = incident.followups.iter().filter(|followup| !followup.is_settled());
    let followups = followups.take(SHOWN).map(|followup| format!("Follow-up: {}", short(followup.title())));
    severity.into_iter().chain(impact).chain(handover).chain(followups).collect()
}
