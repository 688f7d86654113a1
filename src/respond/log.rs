//! Writing into a timeline.

use super::declare::known_person;
use super::find::found;
use super::{Change, Operation, Outcome, RespondError, render};
use crate::corpus::Corpus;
use crate::model::{
    Audience, Entry, EntryId, EntryKind, EntryRecord, Holders, Incident, IncidentId, Moment, Origin, State, Status,
    Transition,
};

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Line {
    /// The entry's text, Markdown; for a change of status it may be empty.
    pub text: String,
    /// When it happened.
    pub at: Moment,
    /// Who did, saw or said it.
    pub by: Option<String>,
    /// What sort of entry.
    pub kind: Option<EntryKind>,
    /// A change of status.
    pub status: Option<Status>,
    /// A change of severity.
    pub severity: Option<String>,
    /// Roles that somebody takes: role and person.
    pub roles: Vec<(String, String)>,
    /// Whether the public may read it.
    pub public: bool,
    /// What bears it out.
    pub evidence: Vec<String>,
}

/// A new entry in the timeline of an incident.
#[derive(Clone, Debug)]
pub struct Log {
    /// The incident.
    pub incident: IncidentId,
    /// What is to be written.
    pub line: Line,
}

impl Operation for Log {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let (incident, line) = (found(corpus, &self.incident)?, &self.line);
        validate(corpus, line)?;
        let text = match (line.text.trim(), line.status) {
            ("", None) => return Err(RespondError::Empty("the text")),
            ("", Some(status)) => format!("Status: {}.", status.in_words()),
            (text, _) => text.to_owned(),
        };
        let record = record(line);
        let file = render::entry(&incident.folder, &record, &text, &incident.entries)?;
        let id = EntryId::new(file.path.name());
        let entry = Entry { id: id.clone(), origin: Origin::file(file.path.clone()), record, text: text.clone() };
        let state = with(corpus, incident, entry);
        if let Some(step) = new_fault(&incident.state, &state) {
            return Err(RespondError::Transition { from: step.from.unwrap_or_default(), to: step.to });
        }
        let stays = line.status.filter(|wanted| *wanted != state.status);
        let note = stays.map(|_| format!("The incident stays {}: an entry with a later time says so.", state.status));
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(id),
            changes: vec![Change::New(file)],
            subject: subject(line, &text),
            notes: note.into_iter().collect(),
        })
    }
}

/// What happened, in one line.
fn subject(line: &Line, text: &str) -> String {
    match line.status {
        Some(status) => format!("Status: {status}"),
        None => format!("Log: {}", text.lines().next().unwrap_or_default().trim()),
    }
}

fn validate(corpus: &Corpus, line: &Line) -> Result<(), RespondError> {
    let policy = &corpus.policy;
    if let Some(severity) = line.severity.as_deref().filter(|id| policy.severity(id).is_none()) {
        let known = policy.severities.iter().map(|severity| severity.id.as_str());
        return Err(RespondError::unknown(severity, "a severity of the policy", known));
    }
    for (role, person) in &line.roles {
        if policy.role(role).is_none() {
            let known = policy.roles.iter().map(|role| role.id.as_str());
            return Err(RespondError::unknown(role, "a role of the policy", known));
        }
        known_person(corpus, person)?;
    }
    line.by.iter().try_for_each(|by| known_person(corpus, by))
}

fn record(line: &Line) -> EntryRecord {
    let roles = line.roles.iter().map(|(role, person)| (role.clone(), Holders(vec![person.clone()])));
    EntryRecord {
        at: Some(line.at),
        by: line.by.clone(),
        kind: line.kind.or(line.status.map(|_| EntryKind::Update)),
        status: line.status,
        severity: line.severity.clone(),
        roles: roles.collect(),
        audience: line.public.then_some(Audience::Public),
        evidence: line.evidence.clone(),
        ..EntryRecord::default()
    }
}

/// The state of the incident with one entry more.
fn with(corpus: &Corpus, incident: &Incident, entry: Entry) -> State {
    let mut entries = incident.entries.clone();
    entries.push(entry);
    entries.sort_by(Entry::order);
    State::fold(&entries, |role| corpus.policy.role_id(role))
}

/// The first step that the lifecycle does not allow, when there are more of them than before.
fn new_fault<'s>(before: &State, after: &'s State) -> Option<&'s Transition> {
    let faulty = |step: &&Transition| !step.from.unwrap_or_default().may_become(step.to);
    let more = after.transitions.iter().filter(faulty).count() > before.transitions.iter().filter(faulty).count();
    after.transitions.iter().find(faulty).filter(|_| more)
}
