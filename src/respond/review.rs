//! What the review meeting decided, into incident.yaml.

use super::append::Act;
use super::{Change, Operation, Outcome, RespondError, find};
use crate::corpus::Corpus;
use crate::model::{Incident, IncidentRecord, Review, ReviewOutcome};
use crate::source::yaml;

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
        let text = self
            .edited(incident, &was)
            .ok_or_else(|| RespondError::NotEditable { path: path.clone(), line: self.line() })?;
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
    fn review(&self) -> Review {
        Review { outcome: Some(self.outcome), by: self.act.by.clone(), at: Some(self.act.at), note: self.note.clone() }
    }

    /// The map on one line, as YAML; JSON's quoting is YAML's too.
    fn line(&self) -> String {
        let mut parts = vec![format!("outcome: {}", self.outcome)];
        parts.extend(self.act.by.iter().map(|by| format!("by: {}", quoted(by))));
        parts.push(format!("at: {}", self.act.at));
        parts.extend(self.note.iter().map(|note| format!("note: {}", quoted(note))));
        format!("review: {{{}}}", parts.join(", "))
    }

    /// The file with the review in the place of an older one, or at its end; `None` when it cannot be done without touching anything else.
    fn edited(&self, incident: &Incident, was: &str) -> Option<String> {
        let wanted = IncidentRecord { review: Some(self.review()), ..incident.record.clone() };
        let route = yaml::Route::root().key("review");
        let text = if incident.record.review.is_some() {
            let mut text = yaml::set_scalar(was, &route, "outcome", self.outcome.as_str())?;
            text = yaml::set_scalar(&text, &route, "at", &self.act.at.to_string())?;
            for (key, value) in [("by", &self.act.by), ("note", &self.note)] {
                if let Some(value) = value {
                    text = yaml::set_scalar(&text, &route, key, value)?;
                }
            }
            return Some(text);
        } else {
            let newline = if was.contains("\r\n") { "\r\n" } else { "\n" };
            let end = if was.is_empty() || was.ends_with('\n') { "" } else { newline };
            format!("{was}{end}{}{newline}", self.line())
        };
        // Whatever stands at the end of the file (a block scalar, a comment): it must read as meant.
        (yaml::read::<IncidentRecord>(&text, 0).0? == wanted).then_some(text)
    }
}

fn quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase());
    if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
