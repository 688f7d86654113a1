//! People, teams and components by name, with the way to their pages.

use super::urls::page_name;
use crate::corpus::Corpus;
use crate::site::page::{Badge, Link, Person};
pub(super) use crate::source::listed;

/// Somebody or a team by the handle in the record.
pub(super) fn person(corpus: &Corpus, handle: &str, root: &str) -> Person {
    let folder =
        if corpus.people.contains_key(handle) { Some("people") } else { corpus.has_team(handle).then_some("teams") };
    let href = folder.map(|folder| format!("{root}{folder}/{}.html", page_name(handle)));
    Person { name: corpus.person_name(handle).to_owned(), href }
}

/// A team, also where somebody has its name.
pub(super) fn team(name: &str, root: &str) -> Person {
    Person { name: name.to_owned(), href: Some(format!("{root}teams/{}.html", page_name(name))) }
}

/// A component's page, when the catalogue has it.
pub(super) fn component_href(corpus: &Corpus, id: &str, root: &str) -> Option<String> {
    corpus.components.contains_key(id).then(|| format!("{root}components/{}.html", page_name(id)))
}

/// A component by its id: its name, and its page when the catalogue has it.
pub(super) fn component(corpus: &Corpus, id: &str, root: &str) -> Link {
    Link { label: corpus.component_name(id).to_owned(), href: component_href(corpus, id, root), external: false }
}

/// A role by its id: its name in the policy.
pub(super) fn role<'c>(corpus: &'c Corpus, id: &'c str) -> &'c str {
    corpus.policy.role(id).map(|role| role.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(id)
}

/// With a capital letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 incident`, `2 incidents`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A badge without a tooltip.
pub(super) fn badge(label: &str, tone: &str) -> Badge {
    Badge { label: label.to_owned(), tone: tone.to_owned(), title: None }
}
