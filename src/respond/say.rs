//! Word to those outside the response, and the loop of those inside it.

use super::append::{Act, append, headline, said};
use super::{Operation, Outcome, RespondError};
use crate::corpus::Corpus;
use crate::model::{Audience, EntryKind, Incident, Moment};

/// When the next word is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextUpdate {
    /// After as long as the severity says, while users may be hurt.
    Cadence,
    /// Then.
    At(Moment),
    /// Nothing is promised.
    None,
}

/// An update: word to people outside the response.
#[derive(Clone, Debug)]
pub struct Update {
    /// Where, when and by whom.
    pub act: Act,
    /// What they are told, Markdown.
    pub text: String,
    /// Whether customers read it, where the incident is public.
    pub public: bool,
    /// When they hear more.
    pub next: NextUpdate,
}

impl Operation for Update {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let (incident, text) = (self.act.incident(corpus)?, said(&self.text, "the update")?);
        let (next_update, note) = promise(corpus, incident, self.next, self.act.at);
        let mut record = self.act.record();
        record.kind = Some(EntryKind::Update);
        record.audience = self.public.then_some(Audience::Public);
        record.next_update = next_update;
        let appended = append(corpus, incident, record, text)?;
        let hidden = self.public && incident.visibility() != crate::model::Visibility::Public;
        let hidden = hidden.then(|| {
            format!(
                "Customers do not see it: the incident is {} (`visibility:` in incident.yaml).",
                incident.visibility()
            )
        });
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(appended.entry),
            changes: vec![appended.change],
            subject: format!("Update: {}", headline(text)),
            notes: hidden.into_iter().chain(note).collect(),
        })
    }
}

/// The next word, and what is to be said about it.
fn promise(corpus: &Corpus, incident: &Incident, wanted: NextUpdate, at: Moment) -> (Option<Moment>, Option<String>) {
    match wanted {
        NextUpdate::At(next) => (Some(next), None),
        NextUpdate::None => (None, None),
        NextUpdate::Cadence if !incident.state.status.is_active() => (None, None),
        NextUpdate::Cadence => match cadence(corpus, incident, at) {
            Some((next, why)) => (Some(next), Some(format!("The next update is due at {next} ({why})."))),
            None => (None, Some("No next update is promised; with --next-update TIME it is.".to_owned())),
        },
    }
}

/// When the severity asks for the next word after one at `at`, and that in words.
pub(super) fn cadence(corpus: &Corpus, incident: &Incident, at: Moment) -> Option<(Moment, String)> {
    cadence_of(corpus, incident.state.severity.as_deref()?, at)
}

/// The same for a severity by its id.
pub(super) fn cadence_of(corpus: &Corpus, severity: &str, at: Moment) -> Option<(Moment, String)> {
    let severity = corpus.policy.severity(severity)?;
    let every = severity.update_every?;
    let next = at.later(every.as_seconds())?;
    Some((next, format!("{}: every {}", severity.id, every.in_words())))
}

/// A sitrep: report, review, decide.
#[derive(Clone, Debug)]
pub struct Sitrep {
    /// Where, when and by whom.
    pub act: Act,
    /// How things stand, Markdown.
    pub text: String,
}

impl Operation for Sitrep {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let (incident, text) = (self.act.incident(corpus)?, said(&self.text, "the sitrep")?);
        let mut record = self.act.record();
        record.kind = Some(EntryKind::Sitrep);
        let appended = append(corpus, incident, record, text)?;
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(appended.entry),
            changes: vec![appended.change],
            subject: format!("Sitrep: {}", headline(text)),
            notes: Vec::new(),
        })
    }
}
