//! Writing into a timeline.

use super::append::{Act, append, headline, said};
use super::{Operation, Outcome, RespondError};
use crate::corpus::Corpus;
use crate::model::EntryRecord;

/// A new entry in the timeline of an incident.
#[derive(Clone, Debug)]
pub struct Log {
    /// Where, when and by whom.
    pub act: Act,
    /// What happened, Markdown.
    pub text: String,
    /// What the entry says beside that; its time and its author are those of the act.
    pub says: EntryRecord,
}

impl Operation for Log {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let (incident, text) = (self.act.incident(corpus)?, said(&self.text, "the text")?);
        let record = EntryRecord { at: Some(self.act.at), by: self.act.by.clone(), ..self.says.clone() };
        let appended = append(corpus, incident, record, text)?;
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(appended.entry),
            changes: vec![appended.change],
            subject: format!("Log: {}", headline(text)),
            notes: Vec::new(),
        })
    }
}
