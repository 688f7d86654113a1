//! The briefing of an open incident: what somebody who joins now must know (state, impact, what was tried with what result, what is
//! pending), in the order in which they ask.

use super::names::capital;
use super::resolve::{Resolver, entry_anchor};
use super::rows::short;
use super::site::Site;
use super::urls::inside;
use crate::model::{Entry, Incident};
use crate::overview::{self, Pending};
use crate::site::markdown::plain;
use crate::site::page::Told;

/// What was done and found, in order; the latest few.
pub(super) fn tried(of: &Resolver<'_, '_>) -> Vec<Told> {
    overview::tried(of.incident).into_iter().map(|entry| told(of.site, entry)).collect()
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
    let words = |pending: Pending<'_>| match pending {
        Pending::Severity => "The severity is not set.".to_owned(),
        Pending::Impact => "Who is hurt, and how, is not written down.".to_owned(),
        Pending::Handover(entry) => {
            let at = site.clock.moment(entry.at());
            format!("The handover of {} is not accepted yet.", at.clock.unwrap_or(at.date))
        }
        Pending::Followup(followup) => format!("Follow-up: {}", short(followup.title())),
    };
    overview::pending(incident).into_iter().map(words).collect()
}
