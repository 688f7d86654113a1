//! The words of the status page as they stand in files: those that come with Flarebook, and how a team's own must look.
//!
//! Five languages come with Flarebook (`templates/messages/`); a file of that kind in a repository's `templates/messages/` folder adds one
//! or changes words. Whatever a language lacks, or says so that it cannot be used, is said in English.

mod fault;
mod messages;

pub use fault::{FaultAt, MessageFault};
pub use messages::{Message, Messages, fill, placeholders};

use crate::source::{LineIndex, Problem};
use messages::read;

/// The languages that come with Flarebook. English first: what another lacks comes from there.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("en", include_str!("../../templates/messages/en.yaml")),
    ("de", include_str!("../../templates/messages/de.yaml")),
    ("es", include_str!("../../templates/messages/es.yaml")),
    ("fr", include_str!("../../templates/messages/fr.yaml")),
    ("ja", include_str!("../../templates/messages/ja.yaml")),
];

/// The folder of a repository with its own messages, a file for each language.
pub const FOLDER: &str = "templates/messages";

/// The messages that come with Flarebook in a language.
#[must_use]
pub fn built_in(language: &str) -> Option<Messages> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == language)?;
    Some(read(text).0)
}

/// A file in the user's repository.
pub struct Own {
    /// What of it can be used.
    pub messages: Messages,
    /// What was wrong with it as YAML.
    pub problems: Vec<Problem>,
    /// What of it does not fit.
    pub faults: Vec<MessageFault>,
}

impl Own {
    /// Reads a file and holds it against the English messages.
    #[must_use]
    pub fn read(text: &str, english: &Messages) -> Self {
        let (all, problems) = read(text);
        let (mut kept, mut faults) = (Messages::new(), Vec::new());
        for (key, message) in all {
            match message.fault(&key, english) {
                Some(fault) => faults.push(fault),
                None => drop(kept.insert(key, message)),
            }
        }
        Self { messages: kept, problems, faults }
    }

    /// What is said in English because neither the file nor what comes with Flarebook for its language has it; nothing when nothing of the file
    /// can be used: that is another fault.
    #[must_use]
    pub fn missing(&self, language: &str, english: &Messages) -> Option<MessageFault> {
        let shipped = language.split('-').next().and_then(built_in).unwrap_or_default();
        let known = |key: &str| self.messages.contains_key(key) || shipped.contains_key(key);
        let missing: Vec<&str> = english.keys().map(String::as_str).filter(|key| !known(key)).collect();
        if self.messages.is_empty() { None } else { MessageFault::missing(&missing) }
    }

    /// Everything that is wrong, a line each, as a build says it; `path` is the file's.
    #[must_use]
    pub fn said(&self, path: &str, text: &str) -> Vec<String> {
        let lines = LineIndex::new(text);
        let line = |problem: &Problem| lines.position(problem.span.start as usize).line;
        let problems = self.problems.iter().map(|problem| format!("{path}:{}: {}", line(problem), problem.message));
        problems.chain(self.faults.iter().map(|fault| format!("{path}: {fault}"))).collect()
    }
}
