//! Who does what: taking a role, and giving it back.

use std::collections::BTreeSet;

use super::append::{Act, append};
use super::{Operation, Outcome, RespondError, find};
use crate::corpus::Corpus;
use crate::model::{Holders, Incident};
use crate::policy::Role;
use crate::source::listed;

/// A role changes hands.
#[derive(Clone, Debug)]
pub struct Assign {
    /// Where, when and by whom.
    pub act: Act,
    /// The role, by its id or an alias.
    pub role: String,
    /// Who holds it from here on; nobody when empty.
    pub people: Vec<String>,
    /// Those who hold it keep it beside them.
    pub beside: bool,
    /// Anything else, Markdown.
    pub text: String,
}

impl Operation for Assign {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = self.act.incident(corpus)?;
        let role = find::role(corpus, &self.role)?;
        let holders = self.holders(corpus, incident, role)?;
        let names: Vec<&str> = holders.iter().map(|person| corpus.person_name(person)).collect();
        let subject = subject(incident, role, &names);
        let now: BTreeSet<&str> = incident.state.holders(&role.id).collect();
        if now == holders.iter().map(String::as_str).collect() {
            let notes = vec![format!("{}.", in_words(role, &names))];
            return Ok(Outcome {
                incident: Some(incident.id.clone()),
                entry: None,
                changes: Vec::new(),
                subject,
                notes,
            });
        }
        let mut record = self.act.record();
        record.roles.insert(role.id.clone(), Holders(holders.clone()));
        let text = match self.text.trim() {
            "" => format!("{}.", in_words(role, &names)),
            text => text.to_owned(),
        };
        let appended = append(corpus, incident, record, &text)?;
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(appended.entry),
            changes: vec![appended.change],
            subject,
            notes: clashes(corpus, &appended.incident, role, &holders),
        })
    }
}

impl Assign {
    fn holders(&self, corpus: &Corpus, incident: &Incident, role: &Role) -> Result<Vec<String>, RespondError> {
        let kept = incident.state.holders(&role.id).filter(|_| self.beside).map(ToOwned::to_owned);
        let mut holders: Vec<String> = kept.collect();
        for word in &self.people {
            let person = find::person(corpus, word)?.to_owned();
            if !holders.contains(&person) {
                holders.push(person);
            }
        }
        Ok(holders)
    }
}

fn in_words(role: &Role, names: &[&str]) -> String {
    let who = if names.is_empty() { "nobody".to_owned() } else { listed(names, "and") };
    format!("{}: {who}", name(role))
}

/// The role's name; its id where it has none.
fn name(role: &Role) -> &str {
    if role.name.is_empty() { &role.id } else { &role.name }
}

fn subject(incident: &Incident, role: &Role, names: &[&str]) -> String {
    match names {
        [] => format!("Nobody is {} of {}", name(role).to_lowercase(), incident.id),
        [one] if role.id == "lead" => format!("{one} leads {}", incident.id),
        names => format!("{} is {} of {}", listed(names, "and"), name(role).to_lowercase(), incident.id),
    }
}

/// Roles that the policy keeps apart and one person now holds both of.
fn clashes(corpus: &Corpus, incident: &Incident, role: &Role, holders: &[String]) -> Vec<String> {
    let apart = |other: &&Role| role.not_together.contains(&other.id) || other.not_together.contains(&role.id);
    let both = corpus.policy.roles.iter().filter(apart).flat_map(|other| {
        let held = incident.state.holders(&other.id).filter(|person| holders.iter().any(|holder| holder == person));
        held.map(move |person| {
            let (own, other) = (name(role).to_lowercase(), name(other).to_lowercase());
            format!("{} is now {own} and {other}; the policy wants two people for that.", corpus.person_name(person))
        })
    });
    both.collect()
}
