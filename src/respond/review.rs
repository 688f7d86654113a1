//! What the review meeting decided, into incident.yaml.

use super::append::Act;
use super::{Change, Operation, Outcome, RespondError, find};
use crate::corpus::Corpus;
use crate::model::ReviewOutcome;
use crate::source::yaml::{self, Edit, EditError, Route};

/// The outcome of a review meeting.
#[derive(Clone, Debug)]
pub struct HoldReview {
    /// Which incident, when it was held, who led it.
    pub act: Act,
    /// The decision.
    pub outcome: ReviewOutcome,
    /// Anything else, in one line.
    pub note: Option<String>,
}

impl Operation for HoldReview {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = self.act.incident(corpus)?;
        self.act.by.iter().try_for_each(|by| find::known_person(corpus, by))?;
        let path = incident.file();
        let was = corpus.text(&path).unwrap_or_default();
        let text = self.edited(&was).map_err(|error| RespondError::edit(&path, error))?;
        let nobody = self.act.by.is_none().then(|| "It does not say who held it: --by PERSON.".to_owned());
        let owed = (self.outcome == ReviewOutcome::Postmortem && incident.pir.is_none())
            .then(|| format!("A written review is owed now: flarebook pir {}", incident.id));
        let changes = (text != was).then_some(Change::Edit { path, was, text });
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: None,
            changes: changes.into_iter().collect(),
            subject: format!("Review of {}: {}", incident.id, self.outcome.in_words()),
            notes: nobody.into_iter().chain(owed).collect(),
        })
    }
}

impl HoldReview {
    /// incident.yaml with the review, in the place of an older one if there is one.
    fn edited(&self, was: &str) -> Result<String, EditError> {
        let text = |key: &str, value: &str| Edit::set(Route::root().key("review"), key, value);
        let mut edits = vec![text("outcome", self.outcome.as_str())];
        edits.extend(self.act.by.iter().map(|by| text("by", by)));
        edits.push(text("at", &self.act.at.to_string()));
        edits.extend(self.note.iter().map(|note| text("note", note)));
        yaml::edit(was, &edits)
    }
}
