//! One entry more: held against the roster, the policy and the lifecycle, and what the incident is with it.

use super::{Change, RespondError, render};
use crate::corpus::Corpus;
use crate::model::{
    Entry, EntryId, EntryRecord, Incident, IncidentId, Milestones, Moment, Origin, State, Status, Transition,
};

/// To which incident, when and by whom something is said or done.
#[derive(Clone, Debug)]
pub struct Act {
    /// The incident.
    pub incident: IncidentId,
    /// When it happened.
    pub at: Moment,
    /// Who did, saw or said it.
    pub by: Option<String>,
}

impl Act {
    /// The incident as the record has it now.
    pub(super) fn incident<'c>(&self, corpus: &'c Corpus) -> Result<&'c Incident, RespondError> {
        super::find::found(corpus, &self.incident)
    }

    /// An entry that says no more than when and by whom.
    pub(super) fn record(&self) -> EntryRecord {
        EntryRecord { at: Some(self.at), by: self.by.clone(), ..EntryRecord::default() }
    }
}

/// A new entry, and what it leads to.
pub(super) struct Appended {
    /// Its file.
    pub change: Change,
    /// Its name.
    pub entry: EntryId,
    /// The incident with it.
    pub incident: Incident,
}

/// Writes an entry with a text into an incident.
///
/// # Errors
/// When a name is unknown, or the lifecycle does not allow the change of status at that time.
pub(super) fn append(
    corpus: &Corpus,
    incident: &Incident,
    mut record: EntryRecord,
    text: &str,
) -> Result<Appended, RespondError> {
    validate(corpus, &mut record)?;
    let file = render::entry(&incident.folder, &record, text, &incident.entries)?;
    let id = EntryId::new(file.path.name());
    let entry = Entry { id: id.clone(), origin: Origin::file(file.path.clone()), record, text: text.trim().to_owned() };
    let after = with(corpus, incident, entry);
    if let Some(step) = new_fault(&incident.state, &after.state) {
        let from = step.from.unwrap_or_default();
        return Err(RespondError::Transition { from, to: step.to, happened: happened(corpus, incident, from) });
    }
    Ok(Appended { change: Change::New(file), entry: id, incident: after })
}

/// Unknown names are refused; a role's alias becomes its id.
fn validate(corpus: &Corpus, record: &mut EntryRecord) -> Result<(), RespondError> {
    let policy = &corpus.policy;
    if let Some(severity) = record.severity.as_deref().filter(|id| policy.severity(id).is_none()) {
        let known = policy.severities.iter().map(|severity| severity.id.as_str());
        return Err(RespondError::unknown(severity, "a severity of the policy", known));
    }
    if let Some(component) = record.components.keys().find(|id| !corpus.components.contains_key(*id)) {
        let known = corpus.components.keys().map(String::as_str);
        return Err(RespondError::unknown(component, "a component of components.yaml", known));
    }
    for role in record.roles.keys() {
        super::find::role(corpus, role)?;
    }
    record.roles =
        std::mem::take(&mut record.roles).into_iter().map(|(role, holders)| (policy.role_id(&role), holders)).collect();
    let people = record.roles.values().flat_map(|holders| &holders.0);
    let people = people.chain(&record.by).chain(&record.approved_by);
    people.into_iter().try_for_each(|person| super::find::known_person(corpus, person))
}

/// The incident with one entry more.
fn with(corpus: &Corpus, incident: &Incident, entry: Entry) -> Incident {
    let mut after = incident.clone();
    after.entries.push(entry);
    after.entries.sort_by(Entry::order);
    after.state = State::fold(&after.entries, |role| corpus.policy.role_id(role));
    after.milestones = Milestones::of(&after.record, &after.entries, &after.state);
    after
}

/// The first step that the lifecycle does not allow, when there are more of them than before.
fn new_fault<'s>(before: &State, after: &'s State) -> Option<&'s Transition> {
    let faulty = |step: &&Transition| !step.from.unwrap_or_default().may_become(step.to);
    let more = after.transitions.iter().filter(faulty).count() > before.transitions.iter().filter(faulty).count();
    after.transitions.iter().find(faulty).filter(|_| more)
}

/// How an incident came to a status: ` since 2026-03-14T10:41:00Z (Mary Okafor)`; empty when the record does not say.
pub(super) fn happened(corpus: &Corpus, incident: &Incident, status: Status) -> String {
    let step = incident.state.transitions.iter().rev().find(|step| step.to == status);
    let Some(step) = step else { return String::new() };
    let entry = incident.entry(step.entry.as_str());
    let by = entry.and_then(|entry| entry.record.by.as_deref());
    let by = by.map_or_else(String::new, |by| format!(" ({})", corpus.person_name(by)));
    format!(" since {}{by}", step.at)
}

/// The first words of a text, on one line, for a commit's first line.
pub(super) fn headline(text: &str) -> String {
    const LONGEST: usize = 64;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = crate::source::one_line(&words);
    let Some((end, _)) = words.char_indices().nth(LONGEST) else { return words };
    let short = words.get(..end).unwrap_or(&words);
    let at = short.rfind(' ').unwrap_or(end);
    format!("{}…", short.get(..at).unwrap_or(short).trim_end_matches([',', ';', ':', '.', ' ']))
}

/// A text that says something.
pub(super) fn said<'t>(text: &'t str, what: &'static str) -> Result<&'t str, RespondError> {
    Some(text.trim()).filter(|text| !text.is_empty()).ok_or(RespondError::Empty(what))
}
