//! The learning page: lengths of time, how incidents were noticed, what contributed to them, what became of follow-ups.
//!
//! Drills, maintenance and cancelled incidents are in no figure, and nobody is ranked: neither people nor teams are looked at.

mod chart;
mod followups;
mod lengths;
mod tallies;

use super::names::{counted, listed};
use super::rows::{self, Shelf};
use super::site::Site;
use crate::model::{Incident, Kind, Status};
use crate::site::page::{KeyItem, LearningPage};

/// The page.
pub(in crate::site) fn learning(site: &Site<'_>) -> LearningPage {
    let (apart, all): (Vec<&Incident>, Vec<&Incident>) =
        site.incidents().partition(|incident| rows::shelf(incident) == Shelf::Apart);
    let mut frame = site.frame("Learning", "", "Learning");
    frame.as_of = Some(site.clock.as_of_today());
    LearningPage {
        frame,
        counted: (!all.is_empty()).then(|| counted(all.len(), "incident")),
        apart: left_out(&apart),
        key: key(site, &all),
        lengths: lengths::figures(site, &all),
        noticed: tallies::noticed(&all),
        factors: tallies::factors(&all),
        followups: followups::figures(site, &all),
    }
}

/// What is in no figure.
fn left_out(apart: &[&Incident]) -> Option<String> {
    let count = |wanted: &dyn Fn(&Incident) -> bool| apart.iter().filter(|incident| wanted(incident)).count();
    let drills = count(&|incident| incident.kind() == Kind::Drill);
    let planned = count(&|incident| incident.kind() == Kind::Maintenance);
    let parts = [
        (drills, counted(drills, "drill")),
        (planned, format!("{planned} planned works")),
        (apart.len() - drills - planned, format!("{} cancelled", apart.len() - drills - planned)),
    ];
    let parts: Vec<&String> = parts.iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    (!parts.is_empty()).then(|| format!("In no figure: {}.", listed(&parts, "and")))
}

/// The severities that occur, the worst first.
fn key(site: &Site<'_>, all: &[&Incident]) -> Vec<KeyItem> {
    let marks: std::collections::BTreeSet<String> = all.iter().map(|incident| mark(site, incident)).collect();
    let severities = &site.corpus.policy.severities;
    let label = |mark: &str| {
        let of_level = severities.iter().filter(|severity| level(severity.level) == mark);
        let names: Vec<String> =
            of_level.map(|severity| super::badges::severity_of(site.corpus, &severity.id).label).collect();
        if names.is_empty() { "No severity".to_owned() } else { names.join(", ") }
    };
    marks.into_iter().map(|mark| KeyItem { label: label(&mark), mark }).collect()
}

/// How an incident is drawn: by the level of its severity.
fn mark(site: &Site<'_>, incident: &Incident) -> String {
    let severity = incident.state.severity.as_deref().and_then(|id| site.corpus.policy.severity(id));
    severity.map_or_else(|| "none".to_owned(), |severity| level(severity.level))
}

fn level(level: u32) -> String {
    level.clamp(1, 5).to_string()
}

/// Whether it may still come to an end that is not recorded yet.
const fn is_under_way(status: Status) -> bool {
    !status.is_closed()
}
