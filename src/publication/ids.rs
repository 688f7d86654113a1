//! Ids on the public page: made from the record's own names, and telling nothing about them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::PublicId;

/// What an id is of; the same name gives another id for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    Page,
    Group,
    Component,
    Incident,
    Update,
}

impl Of {
    const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Group => "group",
            Self::Component => "component",
            Self::Incident => "incident",
            Self::Update => "update",
        }
    }
}

/// Letters and digits of an id.
const LENGTH: usize = 12;
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Gives ids out, each once: the same id for the same thing from build to build, whatever else there is.
pub(super) struct Ids {
    key: String,
    given: BTreeMap<String, (Of, String)>,
}

impl Ids {
    /// With the policy's key, without which somebody who guesses an internal name can tell that the guess was right.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), given: BTreeMap::new() }
    }

    /// The id of something by its name in the record.
    pub fn give(&mut self, of: Of, name: &str) -> PublicId {
        let key = self.key.clone();
        self.settle(of, name, |attempt| draw(&key, of, name, attempt))
    }

    /// Of two names with one id, which chance will hardly bring about, the later takes the next.
    fn settle(&mut self, of: Of, name: &str, draw: impl Fn(u32) -> String) -> PublicId {
        let mut attempt = 0;
        loop {
            let id = draw(attempt);
            let holder = self.given.entry(id.clone()).or_insert_with(|| (of, name.to_owned()));
            if holder.0 == of && holder.1 == name {
                return PublicId(id);
            }
            attempt += 1;
        }
    }
}

/// Twelve digits to the base of 36 from the SHA-256 of all parts, each with its length before it so that none runs into the next.
fn draw(key: &str, of: Of, name: &str, attempt: u32) -> String {
    let mut hash = Sha256::new();
    for part in [key, of.word(), name, &attempt.to_string()] {
        hash.update(part.len().to_string());
        hash.update(":");
        hash.update(part);
    }
    let mut number = hash.finalize().iter().take(16).fold(0_u128, |number, &byte| (number << 8) | u128::from(byte));
    let mut id = String::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        id.push(char::from(DIGITS[(number % 36) as usize]));
        number /= 36;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_depend_on_key_kind_and_name_and_on_nothing_else() {
        let id = |key: &str, of, name: &str| Ids::new(key).give(of, name).0;
        let one = id("", Of::Incident, "2026-03-14-login-errors");
        assert_eq!(one, id("", Of::Incident, "2026-03-14-login-errors"));
        assert!(one.len() == 12 && one.bytes().all(|byte| DIGITS.contains(&byte)), "{one}");
        for other in
            [id("k", Of::Incident, "2026-03-14-login-errors"), id("", Of::Component, "2026-03-14-login-errors")]
        {
            assert_ne!(one, other);
        }
        // Parts do not run into each other.
        assert_ne!(id("a", Of::Page, "b"), id("ab", Of::Page, ""));
    }

    #[test]
    fn of_two_that_fall_together_the_later_moves_on() {
        let mut ids = Ids::new("");
        let draw = |attempt: u32| format!("{:x}", attempt / 2);
        let given = ["a", "b", "c", "b", "a"].map(|name| ids.settle(Of::Incident, name, draw).0);
        assert_eq!(given, ["0", "1", "2", "1", "0"]);
        assert_eq!(ids.settle(Of::Component, "a", draw).0, "3");
    }
}
