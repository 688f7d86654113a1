//! The briefing for somebody who rotates in, for `show --brief`: what is broken and for whom, who is who, what was tried, what is pending.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde::Serialize;

use super::incidents::{IncidentView, names, plain};
use crate::corpus::Corpus;
use crate::model::{Entry, EntryKind, Impact, Incident, Moment};
use crate::overview::{self, Pending, Surroundings};
use crate::site::markdown;

/// Other open incidents that a briefing names.
const ALSO_OPEN: usize = 5;
/// Longest text of an entry, in characters.
const LONGEST: usize = 240;

/// `show ID --brief --format json`.
#[derive(Serialize)]
pub struct BriefView<'c> {
    version: u32,
    incident: IncidentView<'c>,
    running_seconds: Option<i64>,
    summary: Option<&'c str>,
    impact: Option<&'c Impact>,
    components: Vec<&'c str>,
    roles: Vec<RoleView<'c>>,
    questions_to: Vec<&'c str>,
    next_update: Option<Moment>,
    overdue: bool,
    tried: Vec<Told<'c>>,
    latest: Option<Told<'c>>,
    pending: Vec<String>,
    safe_actions: Vec<&'c str>,
    runbooks: Vec<&'c str>,
    needs: Vec<&'c str>,
    needed_by: Vec<&'c str>,
    also_open: Vec<&'c str>,
    #[serde(skip)]
    running: Option<String>,
}

/// A role and who holds it now.
#[derive(Serialize)]
struct RoleView<'c> {
    role: &'c str,
    name: &'c str,
    people: Vec<&'c str>,
}

/// An entry in a few words.
#[derive(Serialize)]
struct Told<'c> {
    entry: &'c str,
    at: Moment,
    kind: EntryKind,
    by: Option<&'c str>,
    text: String,
}

impl<'c> BriefView<'c> {
    /// A briefing about one incident of a corpus.
    #[must_use]
    pub fn new(corpus: &'c Corpus, incident: &'c Incident, now: Timestamp) -> Self {
        let components = incident.components();
        let around = Surroundings::of(corpus, &components);
        let holders = |role: &str| -> Vec<&'c str> {
            corpus.policy.role(role).map(|role| incident.state.holders(&role.id).collect()).unwrap_or_default()
        };
        let questions = Some(holders("comms")).filter(|who| !who.is_empty()).unwrap_or_else(|| holders("lead"));
        let next_update = incident.state.next_update;
        let running = incident.milestones.running(now).filter(|_| incident.state.status.is_active());
        let alike = overview::alike(corpus, incident.id.as_str(), incident.title(), &components);
        Self {
            version: 1,
            incident: IncidentView::new(incident),
            running_seconds: running.map(|running| running.seconds),
            summary: incident.record.summary.as_deref(),
            impact: incident.record.impact.as_ref(),
            roles: roles(corpus, incident),
            questions_to: questions,
            next_update,
            overdue: next_update.and_then(|at| at.instant()).is_some_and(|at| at < now),
            tried: overview::tried(incident).into_iter().map(told).collect(),
            latest: incident.entries.last().map(told),
            pending: overview::pending(incident).into_iter().map(pending).collect(),
            safe_actions: around.safe_actions,
            runbooks: around.runbooks,
            needs: around.needs,
            needed_by: around.needed_by,
            also_open: alike.iter().take(ALSO_OPEN).map(|alike| alike.incident.id.as_str()).collect(),
            components,
            running: running.map(|running| running.in_words()),
        }
    }
}

/// The roles that somebody holds or should hold, in the policy's order.
fn roles<'c>(corpus: &'c Corpus, incident: &'c Incident) -> Vec<RoleView<'c>> {
    let all = corpus.policy.roles.iter().map(|role| {
        let people: Vec<&str> = incident.state.holders(&role.id).collect();
        let wanted = role.required.applies_to(incident.kind()) || !people.is_empty();
        let name = if role.name.is_empty() { &role.id } else { &role.name };
        (wanted, RoleView { role: &role.id, name, people })
    });
    all.filter(|(wanted, _)| *wanted).map(|(_, view)| view).collect()
}

fn told(entry: &Entry) -> Told<'_> {
    let words = markdown::plain(&entry.text);
    let text = match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(&words).trim_end()),
        None => words,
    };
    Told { entry: entry.id.as_str(), at: entry.at(), kind: entry.kind(), by: entry.record.by.as_deref(), text }
}

fn pending(pending: Pending<'_>) -> String {
    match pending {
        Pending::Severity => "The severity is not set.".to_owned(),
        Pending::Impact => "Who is hurt, and how, is not written down.".to_owned(),
        Pending::Handover(entry) => format!("The handover of {} is not accepted yet.", entry.at()),
        Pending::Followup(followup) => format!("Follow-up: {}", followup.title()),
    }
}

/// The briefing for people, in the order in which they ask.
#[must_use]
pub fn brief_text(view: &BriefView<'_>, corpus: &Corpus) -> String {
    let mut text = view.incident.head();
    let mut row = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<21}{value}");
    };
    let running = view.running.as_ref().map_or_else(String::new, |running| format!(", going on for {running}"));
    row("State", format!("{}{running}", view.incident.standing()));
    row("Impact", impact(view));
    if !view.components.is_empty() {
        row("Components", list(&view.components, corpus));
    }
    for role in &view.roles {
        row(role.name, names(&role.people, corpus));
    }
    if !view.questions_to.is_empty() {
        row("Questions go to", names(&view.questions_to, corpus));
    }
    let next = view.next_update.map(|at| format!("{at}{}", if view.overdue { ", OVERDUE" } else { "" }));
    row("Next update", next.unwrap_or_else(|| "none promised".to_owned()));
    if let Some(summary) = view.summary {
        let _ = write!(text, "\n{}\n", summary.trim().lines().map(plain).collect::<Vec<_>>().join("\n"));
    }
    section(&mut text, "Tried", view.tried.iter().map(|told| line(told, corpus)));
    section(&mut text, "Pending", view.pending.iter().map(|pending| plain(pending)));
    section(&mut text, "Latest", view.latest.iter().map(|told| line(told, corpus)));
    section(&mut text, "Safe to do without asking", view.safe_actions.iter().map(|action| plain(action)));
    section(&mut text, "Runbooks", view.runbooks.iter().map(|runbook| plain(runbook)));
    let around = [("Needs", &view.needs), ("Needed by", &view.needed_by)];
    let around = around.into_iter().filter(|(_, ids)| !ids.is_empty());
    section(&mut text, "Around it", around.map(|(word, ids)| format!("{word}: {}", list(ids, corpus))));
    section(&mut text, "Also open", view.also_open.iter().map(|id| (*id).to_owned()));
    text
}

fn impact(view: &BriefView<'_>) -> String {
    let Some(impact) = view.impact else { return "not written down".to_owned() };
    let summary = impact.summary.as_deref().map(plain);
    let customers =
        impact.customers.map(|count| super::counted(usize::try_from(count).unwrap_or(usize::MAX), "customer"));
    let since = impact.started_at.map(|at| format!("since {at}"));
    let ended = impact.ended_at.map(|at| format!("ended {at}"));
    let parts: Vec<String> = [summary, customers, since, ended].into_iter().flatten().collect();
    if parts.is_empty() { "not written down".to_owned() } else { parts.join(", ") }
}

fn list(ids: &[&str], corpus: &Corpus) -> String {
    ids.iter().map(|id| plain(corpus.component_name(id))).collect::<Vec<_>>().join(", ")
}

fn line(told: &Told<'_>, corpus: &Corpus) -> String {
    let by = told.by.map_or_else(String::new, |by| format!("{}, ", plain(corpus.person_name(by))));
    format!("{}  {by}{}: {}", told.at, told.kind, plain(&told.text))
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = writeln!(text, "\n{title}");
    }
    for line in lines {
        let _ = writeln!(text, "  - {line}");
    }
}
