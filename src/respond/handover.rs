//! A role changes hands by agreement: one asks, the other accepts.

use super::append::{Act, append, headline};
use super::{Operation, Outcome, RespondError, find};
use crate::corpus::Corpus;
use crate::model::{Entry, EntryId, EntryKind, Holders, Incident};
use crate::source::listed;

/// Somebody asks others to take over.
#[derive(Clone, Debug)]
pub struct Handover {
    /// Where, when and by whom.
    pub act: Act,
    /// Who is asked.
    pub to: Vec<String>,
    /// Where things stand, Markdown.
    pub text: String,
}

impl Operation for Handover {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = self.act.incident(corpus)?;
        let to: Vec<&str> = self.to.iter().map(|word| find::person(corpus, word)).collect::<Result<_, _>>()?;
        let names: Vec<&str> = to.iter().map(|person| corpus.person_name(person)).collect();
        let held = self.act.by.as_deref().map(|by| roles_of(corpus, incident, by)).unwrap_or_default();
        let what = if held.is_empty() { "over".to_owned() } else { format!("over as {}", listed(&held, "and")) };
        let asks = match names[..] {
            [] => format!("Somebody is asked to take {what}."),
            _ => format!("Asking {} to take {what}.", listed(&names, "and")),
        };
        let mut record = self.act.record();
        record.kind = Some(EntryKind::Handover);
        let text = format!("{asks}\n\n{}", self.text.trim());
        let appended = append(corpus, incident, record, text.trim())?;
        let who = if names.is_empty() { "Whoever takes it".to_owned() } else { listed(&names, "or") };
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(appended.entry),
            changes: vec![appended.change],
            subject: format!("Handover: {}", headline(&asks)),
            notes: vec![format!("{who} accepts with: flarebook ack. Until then the roles stay where they are.")],
        })
    }
}

/// Somebody accepts, and holds the roles from then on.
#[derive(Clone, Debug)]
pub struct Acknowledge {
    /// Where, when and by whom: the one who accepts.
    pub act: Act,
    /// The handover; the latest that nobody has accepted when it is not named.
    pub entry: Option<String>,
    /// The roles they take; those of the one who asked when none is named.
    pub roles: Vec<String>,
    /// Anything else, Markdown.
    pub text: String,
}

impl Operation for Acknowledge {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = self.act.incident(corpus)?;
        let by = self.act.by.as_deref().ok_or(RespondError::Nobody("accepts"))?;
        find::known_person(corpus, by)?;
        let asked = self.handover(corpus, incident)?;
        let roles = self.roles(corpus, incident, asked)?;
        let mut record = self.act.record();
        record.kind = Some(EntryKind::Handover);
        record.acknowledges = Some(asked.id.to_string());
        record.roles = roles.iter().map(|role| (role.clone(), Holders(vec![by.to_owned()]))).collect();
        let names: Vec<&str> = roles.iter().map(|role| find::role_name(corpus, role)).collect();
        let text = match self.text.trim() {
            "" if names.is_empty() => "I have it.".to_owned(),
            "" => format!("I have it: {}.", listed(&names, "and")),
            text => text.to_owned(),
        };
        let appended = append(corpus, incident, record, &text)?;
        let none = roles.is_empty().then(|| {
            "No role changed hands: whoever asked held none. Take one with: flarebook assign ROLE PERSON".to_owned()
        });
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(appended.entry),
            changes: vec![appended.change],
            subject: format!("{} takes over in {}", corpus.person_name(by), incident.id),
            notes: none.into_iter().collect(),
        })
    }
}

impl Acknowledge {
    fn handover<'i>(&self, corpus: &Corpus, incident: &'i Incident) -> Result<&'i Entry, RespondError> {
        let Some(name) = self.entry.as_deref() else {
            let open = incident.open_handovers().next_back();
            return open.ok_or(RespondError::NoHandover(String::new()));
        };
        let found = incident.entry(name).filter(|entry| entry.kind() == EntryKind::Handover);
        let found = found.ok_or_else(|| {
            let known = incident.open_handovers().map(|entry| entry.id.as_str());
            RespondError::unknown(name, "a handover of this incident", known.collect::<Vec<_>>().into_iter())
        })?;
        let accepts = |other: &&Entry| accepts(other, &found.id);
        match incident.entries.iter().find(accepts) {
            Some(entry) => {
                let by = entry.record.by.as_deref().map_or("somebody", |by| corpus.person_name(by));
                Err(RespondError::NoHandover(format!(": {by} accepted it at {}", entry.at())))
            }
            None => Ok(found),
        }
    }

    fn roles(&self, corpus: &Corpus, incident: &Incident, asked: &Entry) -> Result<Vec<String>, RespondError> {
        if !self.roles.is_empty() {
            return self.roles.iter().map(|role| Ok(find::role(corpus, role)?.id.clone())).collect();
        }
        let by = asked.record.by.as_deref();
        let held =
            corpus.policy.roles.iter().filter(|role| incident.state.holders(&role.id).any(|one| Some(one) == by));
        Ok(held.map(|role| role.id.clone()).collect())
    }
}

fn accepts(entry: &Entry, handover: &EntryId) -> bool {
    entry.record.acknowledges.as_deref().is_some_and(|name| EntryId::new(name) == *handover)
}

/// The names of the roles that somebody holds.
fn roles_of<'c>(corpus: &'c Corpus, incident: &Incident, person: &str) -> Vec<String> {
    let held = corpus.policy.roles.iter().filter(|role| incident.state.holders(&role.id).any(|one| one == person));
    held.map(|role: &'c crate::policy::Role| find::role_name(corpus, &role.id).to_lowercase()).collect()
}
