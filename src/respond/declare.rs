//! Declaring an incident.

use std::collections::BTreeMap;

use super::{Change, Operation, Outcome, RespondError, render};
use crate::corpus::{Corpus, INCIDENTS_FOLDER};
use crate::model::{
    EntryId, EntryKind, EntryRecord, Holders, IncidentId, IncidentRecord, Kind, Moment, Status, Visibility,
};
use crate::source::RepoPath;

/// What is known when an incident is declared; all but the title and the time may be missing.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// One line.
    pub title: String,
    /// When it is declared.
    pub at: Moment,
    /// Who declares it.
    pub by: Option<String>,
    /// How bad it is.
    pub severity: Option<String>,
    /// What is affected.
    pub components: Vec<String>,
    /// What sort of incident.
    pub kind: Option<Kind>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// Who leads.
    pub lead: Option<String>,
    /// Who communicates.
    pub comms: Option<String>,
}

/// A new incident: incident.yaml and the first entry of the timeline.
impl Operation for Declaration {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            return Err(RespondError::Empty("the title"));
        }
        validate(corpus, self)?;
        let id = free_id(corpus, self.at, &title);
        let folder = RepoPath::root().join(INCIDENTS_FOLDER).join(id.as_str());
        let record = IncidentRecord {
            title: Some(title.clone()),
            kind: self.kind,
            visibility: self.visibility,
            components: self.components.clone(),
            ..IncidentRecord::default()
        };
        let entry = render::entry(&folder, &first_entry(self), &format!("Declared: {title}"), &[])?;
        Ok(Outcome {
            incident: Some(id),
            entry: Some(EntryId::new(entry.path.name())),
            changes: vec![Change::New(render::incident(corpus, &folder, &record)?), Change::New(entry)],
            subject: format!("Declare: {title}"),
            notes: Vec::new(),
        })
    }
}

fn validate(corpus: &Corpus, declaration: &Declaration) -> Result<(), RespondError> {
    let policy = &corpus.policy;
    if let Some(severity) = declaration.severity.as_deref().filter(|id| policy.severity(id).is_none()) {
        let known = policy.severities.iter().map(|severity| severity.id.as_str());
        return Err(RespondError::unknown(severity, "a severity of the policy", known));
    }
    if let Some(component) = declaration.components.iter().find(|id| !corpus.components.contains_key(*id)) {
        let known = corpus.components.keys().map(String::as_str);
        return Err(RespondError::unknown(component, "a component of components.yaml", known));
    }
    for (role, person) in [("lead", &declaration.lead), ("comms", &declaration.comms)] {
        if person.is_some() && policy.role(role).is_none() {
            return Err(RespondError::unknown(
                role,
                "a role of the policy",
                policy.roles.iter().map(|role| role.id.as_str()),
            ));
        }
    }
    let people = [&declaration.lead, &declaration.comms, &declaration.by];
    people.into_iter().flatten().try_for_each(|person| known_person(corpus, person))
}

/// Whether a person is in the roster.
pub(super) fn known_person(corpus: &Corpus, person: &str) -> Result<(), RespondError> {
    if corpus.people.contains_key(person) {
        return Ok(());
    }
    Err(RespondError::unknown(person, "a person of people.yaml", corpus.people.keys().map(String::as_str)))
}

/// The day and the title's slug; a second incident of that name on one day gets a few random digits at its end.
fn free_id(corpus: &Corpus, at: Moment, title: &str) -> IncidentId {
    let day = at.zoned().map_or(jiff::civil::Date::ZERO, |zoned| zoned.with_time_zone(jiff::tz::TimeZone::UTC).date());
    let id = IncidentId::new(day, title);
    let folder = RepoPath::root().join(INCIDENTS_FOLDER).join(id.as_str());
    let known = corpus.incident(id.as_str()).is_some() || corpus.elsewhere.contains_key(id.as_str());
    let taken = known || !matches!(corpus.tree.look(&folder), Ok(None));
    if taken { IncidentId::from_folder(&format!("{id}-{}", render::random_hex())) } else { id }
}

fn first_entry(declaration: &Declaration) -> EntryRecord {
    let holder = |person: &String| Holders(vec![person.clone()]);
    let roles = [("lead", &declaration.lead), ("comms", &declaration.comms)];
    let roles: BTreeMap<String, Holders> =
        roles.into_iter().filter_map(|(role, person)| Some((role.to_owned(), holder(person.as_ref()?)))).collect();
    EntryRecord {
        at: Some(declaration.at),
        by: declaration.by.clone(),
        kind: Some(EntryKind::Update),
        status: Some(Status::Investigating),
        severity: declaration.severity.clone(),
        roles,
        ..EntryRecord::default()
    }
}
