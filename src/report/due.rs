//! What the record owes now, for `due`: one view for JSON, and text made from the same view.

use std::fmt::Write as _;

use serde::Serialize;

use super::incidents::{names, plain};
use crate::corpus::Corpus;
use crate::model::{Day, Followup, Moment, PirState};
use crate::overview::{Debt, DebtKind};

/// `due --format json`.
#[derive(Serialize)]
pub struct DueView<'c> {
    version: u32,
    now: Moment,
    overdue: usize,
    due: Vec<DueItem<'c>>,
}

/// Something that is owed.
#[derive(Serialize)]
struct DueItem<'c> {
    incident: &'c str,
    title: &'c str,
    kind: DebtKind,
    what: String,
    who: Vec<&'c str>,
    at: Option<Moment>,
    day: Option<Day>,
    late: bool,
    followup: Option<&'c str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    help: String,
}

impl<'c> DueView<'c> {
    /// A view of what is owed: incidents with something late first, and within each what presses most.
    #[must_use]
    pub fn new(debts: &[Debt<'c>], corpus: &'c Corpus, now: Moment) -> Self {
        let late = |id: &str| debts.iter().any(|debt| debt.late && debt.incident.id.as_str() == id);
        let mut due: Vec<(bool, DueItem<'c>)> =
            debts.iter().map(|debt| (!late(debt.incident.id.as_str()), item(debt, corpus))).collect();
        due.sort_by_cached_key(|(calm, item)| {
            (*calm, item.incident.to_owned(), !item.late, item.kind, item.day, item.at, item.what.clone())
        });
        let due: Vec<DueItem<'c>> = due.into_iter().map(|(_, item)| item).collect();
        Self { version: 1, now, overdue: due.iter().filter(|item| item.late).count(), due }
    }

    /// How much is late.
    #[must_use]
    pub fn overdue(&self) -> usize {
        self.overdue
    }
}

fn item<'c>(debt: &Debt<'c>, corpus: &'c Corpus) -> DueItem<'c> {
    let incident = debt.incident;
    DueItem {
        incident: incident.id.as_str(),
        title: incident.title(),
        kind: debt.kind,
        what: words(debt, corpus),
        who: who(debt, corpus),
        at: debt.at,
        day: debt.day,
        late: debt.late,
        followup: debt.followup.map(|followup| followup.id.as_str()),
        help: help(debt, corpus),
    }
}

/// What is owed, in a sentence without a full stop.
pub(super) fn words(debt: &Debt<'_>, corpus: &Corpus) -> String {
    let at = debt.at.map_or_else(|| "an unknown time".to_owned(), |at| at.to_string());
    let day = debt.day.map_or_else(String::new, |day| day.to_string());
    let title = debt.followup.map_or("", Followup::title);
    let every = debt.severity.map(|severity| (severity.id.as_str(), severity.update_every));
    match (debt.kind, debt.late) {
        (DebtKind::Update, late) if debt.at.is_none() => {
            let (id, every) = every.map_or(("it", None), |(id, every)| (id, every));
            let every = every.map_or_else(String::new, |every| format!(" every {}", every.in_words()));
            let missed = if late { ", and the last one is older" } else { "" };
            format!("No update is promised; {id} asks for one{every}{missed}")
        }
        (DebtKind::Update, true) => format!("An update was promised for {at}"),
        (DebtKind::Update, false) => format!("The next update is due at {at}"),
        (DebtKind::Sitrep, true) => format!("A sitrep was due at {at}"),
        (DebtKind::Sitrep, false) => format!("The next sitrep is due at {at}"),
        (DebtKind::Role, _) => {
            let role = debt.role.map_or("", |role| if role.name.is_empty() { &role.id } else { &role.name });
            format!("Nobody is {}", role.to_lowercase())
        }
        (DebtKind::Handover, _) => format!("The handover of {at} is not accepted"),
        (DebtKind::Severity, _) => {
            let known: Vec<&str> = corpus.policy.severities.iter().map(|severity| severity.id.as_str()).collect();
            format!("The severity is pending ({})", known.join(", "))
        }
        (DebtKind::Pir, _) if debt.pir == Some(PirState::Draft) => "The written review is a draft".to_owned(),
        (DebtKind::Pir, _) => "A written review is owed".to_owned(),
        (DebtKind::Review, _) => "A review meeting is owed".to_owned(),
        (DebtKind::Followup, true) => format!("{title}: was due {day}"),
        (DebtKind::Followup, false) => format!("{title}: due {day}"),
        (DebtKind::Waiver, _) => format!("{title}: the leave to wait ends {day}"),
    }
}

/// Whose it is.
fn who<'c>(debt: &Debt<'c>, corpus: &'c Corpus) -> Vec<&'c str> {
    let holders = |role: &str| -> Vec<&'c str> {
        let role = corpus.policy.role(role);
        let held = role.map(|role| debt.incident.state.holders(&role.id).collect::<Vec<&'c str>>());
        held.unwrap_or_default()
    };
    match debt.kind {
        DebtKind::Update => Some(holders("comms")).filter(|who| !who.is_empty()).unwrap_or_else(|| holders("lead")),
        DebtKind::Followup | DebtKind::Waiver => {
            debt.followup.and_then(|followup| followup.record.owner.as_deref()).into_iter().collect()
        }
        DebtKind::Pir => {
            let author = debt.incident.pir.as_ref().and_then(|pir| pir.record.author.as_deref());
            author.map_or_else(|| holders("lead"), |author| vec![author])
        }
        DebtKind::Handover => Vec::new(),
        DebtKind::Sitrep | DebtKind::Role | DebtKind::Severity | DebtKind::Review => holders("lead"),
    }
}

/// The command that settles it.
fn help(debt: &Debt<'_>, corpus: &Corpus) -> String {
    let id = &debt.incident.id;
    match debt.kind {
        DebtKind::Update => format!("flarebook update TEXT --incident {id}"),
        DebtKind::Sitrep => format!("flarebook sitrep TEXT --incident {id}"),
        DebtKind::Role => {
            let role = debt.role.map_or("ROLE", |role| role.id.as_str());
            format!("flarebook assign {role} PERSON --incident {id}")
        }
        DebtKind::Handover => format!("flarebook ack --incident {id}"),
        DebtKind::Severity => {
            let first = corpus.policy.severities.first().map_or("ID", |severity| severity.id.as_str());
            format!("flarebook log TEXT --severity {first} --incident {id}")
        }
        DebtKind::Pir => format!("flarebook pir {id}"),
        DebtKind::Review => format!("flarebook review OUTCOME --incident {id}"),
        DebtKind::Followup | DebtKind::Waiver => String::new(),
    }
}

/// The list for people.
#[must_use]
pub fn due_text(view: &DueView<'_>, corpus: &Corpus) -> String {
    if view.due.is_empty() {
        return "Nothing is owed.\n".to_owned();
    }
    let mut text = String::new();
    let mut last = "";
    for item in &view.due {
        if item.incident != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}{}  {}", item.incident, plain(item.title));
            last = item.incident;
        }
        let mark = if item.late { "LATE" } else { "" };
        let who = if item.who.is_empty() { String::new() } else { format!(" ({})", names(&item.who, corpus)) };
        let _ = writeln!(text, "  {mark:<4}  {}{who}", plain(&item.what));
        if !item.help.is_empty() {
            let _ = writeln!(text, "        {}", item.help);
        }
    }
    let _ = writeln!(text, "\n{} owed, {} of it late", super::counted(view.due.len(), "thing"), view.overdue);
    text
}
