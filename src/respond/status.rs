//! Where the incident stands: mitigated, resolved, cancelled, reopened.

use super::append::{Act, append, happened, headline};
use super::{Change, Operation, Outcome, RespondError};
use crate::corpus::Corpus;
use crate::gate::{Judge, outlook};
use crate::model::{Audience, EntryKind, Incident, Status};
use crate::source::{listed, yaml};

/// The incident goes to another status.
#[derive(Clone, Debug)]
pub struct SetStatus {
    /// Where, when and by whom.
    pub act: Act,
    /// The status.
    pub to: Status,
    /// Why, Markdown; may be empty.
    pub text: String,
    /// Whether customers read it, where the incident is public.
    pub public: bool,
    /// The incident that this one turned out to be.
    pub duplicate_of: Option<String>,
}

impl Operation for SetStatus {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = self.act.incident(corpus)?;
        let (from, to) = (incident.state.status, self.to);
        let since = incident.state.since.and_then(|since| since.earliest());
        if from == to && since.is_some_and(|since| self.act.at.earliest().is_none_or(|at| at >= since)) {
            return Err(RespondError::Already { status: to, happened: happened(corpus, incident, to) });
        }
        let mut record = self.act.record();
        record.kind = Some(EntryKind::Update);
        record.status = Some(to);
        record.audience = self.public.then_some(Audience::Public);
        // Word to the team keeps what was promised to everybody else.
        record.next_update = incident.state.next_update.filter(|_| to.is_active());
        let duplicate = self.duplicate(corpus, incident)?;
        let text = match (self.text.trim(), &self.duplicate_of) {
            ("", Some(other)) => format!("This is the same as {other}."),
            ("", None) => format!("Status: {}.", to.in_words()),
            (text, _) => text.to_owned(),
        };
        let appended = append(corpus, incident, record, &text)?;
        let mut notes = Vec::new();
        if appended.incident.state.status != to {
            let now = appended.incident.state.status;
            notes.push(format!("The incident stays {now}: an entry with a later time says so."));
        }
        notes.extend(self.what_the_gate_says(corpus, &appended.incident));
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(appended.entry),
            changes: std::iter::once(appended.change).chain(duplicate).collect(),
            subject: format!("{}: {}", capital(to), headline(incident.title())),
            notes,
        })
    }
}

fn capital(status: Status) -> &'static str {
    match status {
        Status::Investigating => "Investigating",
        Status::Identified => "Identified",
        Status::Monitoring => "Monitoring",
        Status::Mitigated => "Mitigated",
        Status::Resolved => "Resolved",
        Status::Cancelled => "Cancelled",
    }
}

impl SetStatus {
    /// incident.yaml with `duplicate_of`.
    fn duplicate(&self, corpus: &Corpus, incident: &Incident) -> Result<Option<Change>, RespondError> {
        let Some(other) = self.duplicate_of.as_deref() else { return Ok(None) };
        let known = corpus.incident(other).is_some() || corpus.elsewhere().contains_key(other);
        if !known || other == incident.id.as_str() {
            return Err(super::find::no_such_incident(corpus, other));
        }
        let path = incident.file();
        let was = corpus.text(&path).unwrap_or_default();
        let edits = [yaml::Edit::set(yaml::Route::root(), "duplicate_of", other)];
        let text = yaml::edit(&was, &edits).map_err(|error| RespondError::edit(&path, error))?;
        Ok((text != was).then_some(Change::Edit { path, was, text }))
    }

    /// What holds the change back when it is merged, as far as that is known here.
    fn what_the_gate_says(&self, corpus: &Corpus, after: &Incident) -> Vec<String> {
        let policy = &corpus.policy;
        let now = self.act.at.earliest().unwrap_or_default();
        let judge = Judge { policy, people: &corpus.people, facts: None, now, resolution_written: None };
        let mut notes = Vec::new();
        let roles = policy.lifecycle.authority.get(&self.to).filter(|roles| !roles.is_empty());
        if let Some(roles) = roles {
            notes.extend(unauthorised(corpus, after, roles, self.to, self.act.by.as_deref()));
        }
        if self.to == Status::Resolved && after.state.status == Status::Resolved {
            let ladder = outlook(after, &judge);
            let missing = ladder.steps.iter().filter(|step| step.state == crate::gate::StepState::Missing);
            let missing: Vec<String> = missing.map(|step| format!("  - {}: {}", step.label, step.help)).collect();
            if !missing.is_empty() {
                notes.push(format!("The gate will hold this back until there is:\n{}", missing.join("\n")));
            }
        }
        notes
    }
}

/// Said by somebody who may not, or by nobody.
fn unauthorised(
    corpus: &Corpus,
    incident: &Incident,
    roles: &[String],
    to: Status,
    by: Option<&str>,
) -> Option<String> {
    let holders: Vec<&str> = roles.iter().flat_map(|role| incident.state.holders(role)).collect();
    if by.is_some_and(|by| holders.contains(&by)) {
        return None;
    }
    let role = listed(roles, "or");
    let names: Vec<&str> = holders.iter().map(|person| corpus.person_name(person)).collect();
    Some(match names[..] {
        [] => format!("Only the {role} says {to}, and nobody is: flarebook assign {} PERSON", roles.first()?),
        _ => format!("Only the {role} says {to}: let {} approve the pull request.", listed(&names, "or")),
    })
}
