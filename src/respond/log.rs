//! Writing into a timeline.

use super::declare::known_person;
use super::{RespondError, render};
use crate::corpus::Corpus;
use crate::model::{Audience, EntryKind, EntryRecord, Incident, Moment, Status};
use crate::repo::NewFile;

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
    /// Whether the public may read it.
    pub public: bool,
    /// What bears it out.
    pub evidence: Vec<String>,
}

/// The file of the new entry.
///
/// # Errors
/// When there is nothing to say, the person is unknown, or the lifecycle does not allow the change of status.
pub fn log(corpus: &Corpus, incident: &Incident, line: &Line) -> Result<NewFile, RespondError> {
    if let Some(by) = &line.by {
        known_person(corpus, by)?;
    }
    if let Some(to) = line.status {
        let from = incident.state.status;
        if !from.may_become(to) {
            return Err(RespondError::Transition { from, to });
        }
    }
    let text = match (line.text.trim(), line.status) {
        ("", None) => return Err(RespondError::Empty("the text")),
        ("", Some(status)) => format!("Status: {}.", status.in_words()),
        (text, _) => text.to_owned(),
    };
    let record = EntryRecord {
        at: Some(line.at),
        by: line.by.clone(),
        kind: line.kind.or(line.status.map(|_| EntryKind::Update)),
        status: line.status,
        audience: line.public.then_some(Audience::Public),
        evidence: line.evidence.clone(),
        ..EntryRecord::default()
    };
    render::entry(&incident.folder, &record, &text)
}
