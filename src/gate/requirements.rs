//! What an incident owes before it is resolved, as steps that are done, missing, waived or could not be looked at.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::facts::Facts;
use super::registry::RULES;
use super::rule::Check;
use crate::diagnostic::{Finding, Place, RuleInfo};
use crate::model::{Day, Incident, Person, Status};
use crate::policy::Policy;

/// What an incident is judged by.
#[derive(Clone, Copy)]
pub struct Judge<'c> {
    /// The policy.
    pub policy: &'c Policy,
    /// The roster.
    pub people: &'c BTreeMap<String, Person>,
    /// What was looked up; `None` when nobody looked.
    pub facts: Option<&'c Facts>,
    /// The time that counts as now.
    pub now: Timestamp,
    /// When the resolution that is judged was written, where it is part of a change.
    pub resolution_written: Option<Timestamp>,
}

impl Judge<'_> {
    /// The day that counts for due dates and waivers: that of the resolution, else today; in UTC. A resolution that is dated before it was
    /// written counts from its writing, or a waiver that has run out would hold again.
    #[must_use]
    pub fn day(&self, incident: &Incident) -> Day {
        let resolved = incident.milestones.resolved.and_then(|resolved| resolved.earliest());
        let resolved =
            resolved.map(|resolved| self.resolution_written.map_or(resolved, |written| written.max(resolved)));
        Day(resolved.unwrap_or(self.now).to_zoned(TimeZone::UTC).date())
    }

    /// The name of a person as colleagues write it.
    #[must_use]
    pub fn name<'a>(&'a self, handle: &'a str) -> &'a str {
        self.people.get(handle).and_then(|person| person.name.as_deref()).unwrap_or(handle)
    }
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Done.
    Done,
    /// Missing.
    Missing,
    /// Not done, but somebody gave leave that holds.
    Waived,
    /// It depends on something that could not be looked at.
    Unknown,
}

/// One thing that an incident owes.
#[derive(Clone, Debug)]
pub struct Step {
    /// The rule that asks for it.
    pub rule: &'static RuleInfo,
    /// What tells it from the rule's other steps.
    pub key: String,
    /// What is owed, in a few words; `{}` stands for [`Step::subject`].
    pub label: String,
    /// Text of the record that the label names; apart from it, so that every report can show it as what it is.
    pub subject: String,
    /// How it stands.
    pub state: StepState,
    /// Who, when, why; empty when there is nothing to add.
    pub note: String,
    /// The way out.
    pub help: String,
    /// Where it is written, or should be; the status that asks for it when nowhere else.
    pub place: Option<Place>,
}

impl Step {
    /// A step by what is owed.
    #[must_use]
    pub fn new(rule: &'static RuleInfo, label: impl Into<String>, state: StepState) -> Self {
        let (key, subject, note, help) = (String::new(), String::new(), String::new(), String::new());
        Self { rule, key, label: label.into(), subject, state, note, help, place: None }
    }

    /// Done or missing.
    #[must_use]
    pub fn when(rule: &'static RuleInfo, label: impl Into<String>, done: bool) -> Self {
        Self::new(rule, label, if done { StepState::Done } else { StepState::Missing })
    }

    /// The same, told from the rule's others.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// The same about a text of the record.
    #[must_use]
    pub fn about(mut self, subject: &str) -> Self {
        subject.clone_into(&mut self.subject);
        self
    }

    /// What is owed, with its subject in quotes.
    #[must_use]
    pub fn in_words(&self) -> String {
        self.label.replacen("{}", &format!("\u{201c}{}\u{201d}", self.subject), 1)
    }

    /// The same with who, when or why.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// The same with the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The same at a place of its own.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Whether it holds a resolution back.
    #[must_use]
    pub fn holds_back(&self) -> bool {
        matches!(self.state, StepState::Missing | StepState::Unknown)
    }

    /// As a finding about a resolved incident.
    #[must_use]
    pub(super) fn finding(self, incident: &Incident) -> Finding {
        let place = self.place.clone().unwrap_or_else(|| resolution(incident));
        let note = if self.note.is_empty() { String::new() } else { format!(": {}", self.note) };
        let message = match self.state {
            StepState::Unknown => format!("resolved, but nobody could see {}{note}", self.in_words()),
            _ => format!("resolved without {}{note}", self.in_words()),
        };
        let info = if self.state == StepState::Unknown { &super::rules::tracker_unknown::INFO } else { self.rule };
        let finding = Finding::new(info, place.clone(), message).help(self.help);
        let by = resolution(incident);
        if by == place { finding } else { finding.related(by, "resolved here") }
    }
}

/// Where the incident says that it is resolved; its record when it does not.
pub(super) fn resolution(incident: &Incident) -> Place {
    let step = incident.state.transitions.iter().rev().find(|step| step.to == Status::Resolved);
    let entry = step.and_then(|step| incident.entry(step.entry.as_str()));
    entry.map_or_else(
        || Place::file(incident.file()),
        |entry| Place::value(entry.origin.path.clone(), entry.origin.route().key("status")),
    )
}

/// The order in which a team comes to the steps; rules that are not named come last.
const ORDER: [&str; 5] = [
    "resolved-too-soon",
    "resolved-with-empty-roles",
    "resolved-without-marks",
    "resolved-without-review",
    "resolved-without-pir",
];

/// All that an incident owes before it is resolved, in the order in which a team comes to it.
#[must_use]
pub(super) fn owed(incident: &Incident, judge: &Judge<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for rule in RULES {
        if let Check::Owed(ask) = rule.check {
            ask(incident, judge, &mut steps);
        }
    }
    let place = |step: &Step| ORDER.iter().position(|id| *id == step.rule.id).unwrap_or(ORDER.len());
    steps.sort_by_key(place);
    steps
}
