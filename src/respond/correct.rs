//! Putting an entry right: published entries are not edited, a later one says what is so.

use super::append::{Act, Appended, append, headline, said};
use super::{Operation, Outcome, RespondError};
use crate::corpus::Corpus;
use crate::model::{Audience, Entry, EntryRecord, Incident, Status};

/// A correction of an entry.
#[derive(Clone, Debug)]
pub struct Correct {
    /// Of which incident, when and by whom.
    pub act: Act,
    /// The entry: its id, or a part of id or text that only one has.
    pub entry: String,
    /// What is so.
    pub text: String,
    /// Another change of status than the entry made.
    pub status: Option<Status>,
    /// Another severity than the entry set.
    pub severity: Option<String>,
}

impl Operation for Correct {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = self.act.incident(corpus)?;
        let text = said(&self.text, "the text")?;
        let wrong = pick(incident, &self.entry)?;
        let is_public = wrong.audience() == Audience::Public;
        let record = EntryRecord {
            // Whoever read the one reads the other.
            kind: wrong.record.kind,
            audience: is_public.then_some(Audience::Public),
            status: self.status,
            severity: self.severity.clone(),
            corrects: Some(wrong.id.as_str().to_owned()),
            ..self.act.record()
        };
        let Appended { change, entry, .. } = append(corpus, incident, record, text)?;
        let public = is_public.then(|| "The public reads this correction, as it read the entry.".to_owned());
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(entry),
            changes: vec![change],
            subject: format!("Correct {}: {}", wrong.id, headline(text)),
            notes: public.into_iter().collect(),
        })
    }
}

/// The entry that is meant.
fn pick<'i>(incident: &'i Incident, written: &str) -> Result<&'i Entry, RespondError> {
    let name = written.rsplit('/').next().unwrap_or_default().trim();
    if let Some(exact) = incident.entry(name) {
        return Ok(exact);
    }
    if name.is_empty() {
        return Err(RespondError::Empty("the name of the entry"));
    }
    let wanted = name.to_lowercase();
    let fits = |entry: &&Entry| {
        entry.id.as_str().to_lowercase().contains(&wanted) || entry.text.to_lowercase().contains(&wanted)
    };
    let fitting: Vec<&Entry> = incident.entries.iter().filter(fits).collect();
    match fitting[..] {
        [only] => Ok(only),
        [] => {
            let ids = incident.entries.iter().map(|entry| entry.id.as_str());
            Err(RespondError::unknown(name, "an entry of this incident, by id or by a part of its text", ids))
        }
        _ => {
            let ids: Vec<&str> = fitting.iter().map(|entry| entry.id.as_str()).collect();
            Err(RespondError::Refused {
                why: format!("`{name}` fits {} entries: {}", ids.len(), ids.join(", ")),
                hint: "write more of it, or the whole id".to_owned(),
            })
        }
    }
}
