//! Follow-ups as pages show them, and how far a set of them has come.

use super::badges;
use super::clock::day;
use super::components::runbook_link;
use super::names::capital;
use super::resolve::Resolver;
use super::site::{Site, incident_href};
use super::urls::{self, anchor};
use crate::model::{Followup, FollowupState, Incident, Settlement};
use crate::site::markdown::{Reading, render};
use crate::site::page::{FollowupView, Link, Progress};

/// A follow-up on the page of its incident, or (with its incident named) on another.
pub(super) fn view(of: &Resolver<'_, '_>, followup: &Followup) -> FollowupView {
    let record = &followup.record;
    let settlement = followup.settlement(of.site.clock.today());
    let incident = incident_href(of.incident, of.root);
    let anchor = anchor("followup", &followup.id);
    FollowupView {
        href: if of.own_page { format!("#{anchor}") } else { format!("{incident}#{anchor}") },
        anchor,
        title: followup.title().to_owned(),
        kind: record.kind.map(|kind| capital(kind.as_str())),
        incident: (!of.own_page).then(|| urls::inside(of.incident.title(), incident)),
        owner: record.owner.as_deref().map(|owner| of.site.person(owner, of.root)),
        due: record.due.map(day),
        state: badges::followup(followup, settlement),
        group: group(settlement).to_owned(),
        blocking: followup.is_blocking(),
        tracker: record.tracker.as_deref().map(urls::web_link),
        evidence: record.evidence.iter().map(|item| runbook_link(of.site, item)).collect(),
        disposition: disposition(of.site, followup, settlement),
        to: record.to.as_deref().map(|to| target(of, to)),
        note_html: record.note.as_deref().map(|note| note_html(of, followup, note)),
    }
}

/// The follow-ups of an incident: what is still to do first, nearest date first.
pub(super) fn in_order<'i>(site: &Site<'_>, incident: &'i Incident) -> Vec<&'i Followup> {
    let today = site.clock.today();
    let rank = |followup: &&Followup| match followup.settlement(today) {
        Settlement::Overdue => 0,
        Settlement::Outstanding => 1,
        Settlement::Waived => 2,
        Settlement::Settled => 3,
    };
    let mut all: Vec<&Followup> = incident.followups.iter().collect();
    all.sort_by_key(|followup| (rank(followup), followup.record.due.is_none(), followup.record.due));
    all
}

/// The group that a settlement belongs to, by its id on the follow-ups page.
pub(super) const fn group(settlement: Settlement) -> &'static str {
    match settlement {
        Settlement::Overdue => "overdue",
        Settlement::Outstanding => "open",
        Settlement::Waived => "waived",
        Settlement::Settled => "settled",
    }
}

fn note_html(of: &Resolver<'_, '_>, followup: &Followup, note: &str) -> String {
    let folder = followup.origin.path.parent();
    let resolve = |address: &str| of.resolve(&folder, address);
    let prefix = format!("{}-{}", of.incident.id, followup.id);
    let top = if of.own_page { 4 } else { 5 };
    render(note, &Reading { prefix: &anchor("followup", &prefix), top, resolve: &resolve })
}

/// How it was settled or waived.
fn disposition(site: &Site<'_>, followup: &Followup, settlement: Settlement) -> Option<String> {
    let record = &followup.record;
    let by = |handle: Option<&str>| handle.map(|by| format!(" by {}", site.corpus.person_name(by))).unwrap_or_default();
    let because = |reason: Option<&str>| reason.map_or_else(|| ".".to_owned(), |reason| format!(": {}", reason.trim()));
    if let (Settlement::Waived, Some(waiver)) = (settlement, &record.waiver) {
        let until = waiver.until.map(|until| format!(" until {}", day(until).date)).unwrap_or_default();
        return Some(format!("Waived{}{until}{}", by(waiver.by.as_deref()), because(waiver.reason.as_deref())));
    }
    match (followup.state(), &record.waiver) {
        (FollowupState::WontDo, _) => {
            Some(format!("Decided against{}{}", by(record.by.as_deref()), because(record.reason.as_deref())))
        }
        (FollowupState::Duplicate, _) => Some("The same as".to_owned()),
        (FollowupState::Moved, _) => Some("Moved to".to_owned()),
        (FollowupState::Open | FollowupState::InProgress, Some(waiver)) => {
            let until = waiver.until.map(|until| format!(" on {}", day(until).date)).unwrap_or_default();
            Some(format!("The leave to wait, given{}, ran out{until}.", by(waiver.by.as_deref())))
        }
        _ => None,
    }
}

/// Where a follow-up lives on: another follow-up, an incident, an address.
fn target(of: &Resolver<'_, '_>, to: &str) -> Link {
    if urls::is_web(to) {
        return urls::web_link(to);
    }
    if let Some(other) = of.incident.followups.iter().find(|other| other.id == to) {
        let page = if of.own_page { String::new() } else { incident_href(of.incident, of.root) };
        return urls::inside(other.title(), format!("{page}#{}", anchor("followup", &other.id)));
    }
    // `incident-id/followup-id` is not promised by the format, yet people write it.
    let id = to.split('/').next().unwrap_or(to);
    if of.site.knows(id) { of.site.incident_link(id, of.root) } else { urls::text(to) }
}

/// How far follow-ups have come; `None` when there are none.
pub(super) fn progress<'i>(site: &Site<'_>, incidents: impl IntoIterator<Item = &'i Incident>) -> Option<Progress> {
    let today = site.clock.today();
    let (mut total, mut settled, mut waived, mut overdue) = (0, 0, 0, 0);
    for followup in incidents.into_iter().flat_map(|incident| &incident.followups) {
        total += 1;
        match followup.settlement(today) {
            Settlement::Settled => settled += 1,
            Settlement::Waived => waived += 1,
            Settlement::Overdue => overdue += 1,
            Settlement::Outstanding => {}
        }
    }
    (total > 0).then(|| counted(total, settled, waived, overdue))
}

fn counted(total: usize, settled: usize, waived: usize, overdue: usize) -> Progress {
    let extra: Vec<String> = [(waived, "waived"), (overdue, "overdue")]
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let width = |part: usize| {
        let hundredths = part * 10_000 / total.max(1);
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    };
    Progress {
        total,
        settled,
        waived,
        overdue,
        text: if settled == total { format!("all {total} settled") } else { format!("{settled} of {total} settled") },
        extra: (!extra.is_empty()).then(|| extra.join(", ")),
        settled_width: width(settled),
        waived_width: width(waived),
    }
}
