//! Follow-ups: writing down what must change, and what became of it.

mod add;
mod pick;
mod settle;

pub use add::AddFollowup;
pub use pick::Pick;
pub use settle::{ChangeFollowup, Facts, Step};

use std::collections::BTreeSet;

use super::RespondError;
use crate::corpus::Corpus;

/// Whether a person or a team of this name exists.
fn known_owner(corpus: &Corpus, owner: &str) -> Result<(), RespondError> {
    if corpus.people.contains_key(owner) || corpus.has_team(owner) {
        return Ok(());
    }
    let teams = corpus.people.values().flat_map(|person| person.team.iter());
    let known: BTreeSet<&str> = corpus.people.keys().map(String::as_str).chain(teams).collect();
    Err(RespondError::unknown(owner, "a person or team of people.yaml", known.iter().copied()))
}
