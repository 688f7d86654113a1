//! The draft of a post-incident review: what the record says already, under the headings of the policy, in marked blocks; what only people
//! know is asked for. Made again, the blocks follow the record, and what a person wrote stays as it is.

mod blocks;
mod facts;
mod questions;
mod said;
mod story;

use blocks::Refreshed;

use super::append::Act;
use super::{Change, Operation, Outcome, RespondError};
use crate::corpus::Corpus;
use crate::model::{Incident, slug};
use crate::repo::NewFile;
use crate::source::listed;

/// A draft of the review, or a fresh one of its blocks.
#[derive(Clone, Debug)]
pub struct DraftPir {
    /// Which incident, and who writes.
    pub act: Act,
}

impl Operation for DraftPir {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = self.act.incident(corpus)?;
        let path = incident.folder.join("pir.md");
        let (change, notes) = match corpus.text(&path) {
            None => {
                let text = draft(corpus, incident, self.act.by.as_deref());
                let note =
                    "Write where it asks; run it again when the record has more, what you wrote stays.".to_owned();
                (Some(Change::New(NewFile { path, text })), vec![note])
            }
            Some(was) => {
                let Refreshed { text, blocks, edited } = blocks::refresh(&was, |name| block(corpus, incident, name));
                let notes = notes(blocks, &edited);
                ((text != was).then_some(Change::Edit { path, was, text }), notes)
            }
        };
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: None,
            changes: change.into_iter().collect(),
            subject: format!("Review of {}: draft from the record", incident.id),
            notes,
        })
    }
}

fn notes(blocks: usize, edited: &[String]) -> Vec<String> {
    if blocks == 0 {
        return vec!["pir.md has no marked block: all of it is written by hand, and stays.".to_owned()];
    }
    let left = (!edited.is_empty()).then(|| {
        let names = listed(edited, "and");
        format!("Somebody wrote into the blocks {names}: they stay as they are. Delete their marks to make them yours.")
    });
    left.into_iter().collect()
}

/// A review with all of its headings.
fn draft(corpus: &Corpus, incident: &Incident, author: Option<&str>) -> String {
    let author = author.map_or_else(String::new, |author| format!("author: {author}\n"));
    let mut text = format!("---\nstate: draft\n{author}---\n");
    for title in &corpus.policy.pir_sections {
        let name = slug(title);
        let block = block(corpus, incident, &name).unwrap_or_default();
        text.push_str(&format!("\n## {title}\n\n{}\n<!-- {} -->\n", blocks::marked(&name, &block), prompt(&name)));
    }
    text
}

/// What the record says under a heading, by the slug of its title; `None` when the policy has no such heading.
fn block(corpus: &Corpus, incident: &Incident, name: &str) -> Option<String> {
    let title = corpus.policy.pir_sections.iter().find(|title| slug(title) == name)?;
    let facts = match name {
        "summary" => facts::summary(incident),
        "impact" => facts::impact(corpus, incident),
        "detection" => facts::detection(corpus, incident),
        "response" => story::by_phase(corpus, incident),
        "contributing-factors" => facts::factors(corpus, incident),
        "open-questions" => questions::open(corpus, incident),
        _ => String::new(),
    };
    let said = said::under(corpus, incident, title);
    let gap = if facts.is_empty() || said.is_empty() { "" } else { "\n" };
    Some(format!("{facts}{gap}{said}"))
}

/// What only people know, as a question.
fn prompt(name: &str) -> &'static str {
    match name {
        "summary" => "What happened, to whom, and how did it end? Four sentences that a stranger understands.",
        "impact" => "What did users notice? How many, for how long, and what did it cost them?",
        "detection" => "How did we notice, and what would have told us sooner?",
        "response" => {
            "What did we try, what helped, where did we lose time? The page shows the whole timeline; tell the story."
        }
        "contributing-factors" => "What had to come together? Systems, habits, gaps; never a person.",
        "what-went-well" => "What do we want to keep? Log it as it happens: `flarebook log \"Went well: ...\"`.",
        "what-went-wrong" => "What made it worse, or harder?",
        "where-we-got-lucky" => "What could as well have gone badly?",
        "open-questions" => "What do we still not know? \"Nothing\" is an answer.",
        _ => "What is to be said here? \"Nothing\" is an answer.",
    }
}
