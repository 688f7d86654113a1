//! Open incidents that may be the same one: two teams must not fight one fire without knowing of each other.

use std::collections::BTreeSet;

use super::surroundings::Surroundings;
use crate::corpus::Corpus;
use crate::model::Incident;

/// Shorter words of a title say little.
const SHORTEST: usize = 4;

/// Another open incident, and what it has in common.
#[derive(Clone, Debug)]
pub struct Alike<'c> {
    /// The other.
    pub incident: &'c Incident,
    /// What they share: components, neighbours, words of the title; empty when it is only open too.
    pub shared: Vec<String>,
}

/// The other open incidents: those most like this one first, then the newest.
#[must_use]
pub fn alike<'c>(corpus: &'c Corpus, id: &str, title: &str, components: &[&str]) -> Vec<Alike<'c>> {
    let open = corpus.incidents.iter().rev();
    let open = open.filter(|other| !other.state.status.is_closed() && other.id.as_str() != id);
    let around = Surroundings::of(corpus, components);
    let own = words(title);
    let mut found: Vec<(usize, Alike<'c>)> = open
        .map(|other| {
            let theirs: BTreeSet<&str> = other.components().into_iter().collect();
            let common = components.iter().filter(|id| theirs.contains(**id)).map(|id| (4, *id));
            let near = around.needs.iter().chain(&around.needed_by).filter(|id| theirs.contains(**id));
            let common: Vec<(usize, &str)> = common.chain(near.map(|id| (2, *id))).collect();
            let named = common.iter().map(|(_, id)| corpus.component_name(id).to_owned());
            let words: Vec<String> = own.intersection(&words(other.title())).cloned().collect();
            let score = common.iter().map(|(weight, _)| weight).sum::<usize>() + words.len();
            let words = words.iter().map(|word| format!("\u{201c}{word}\u{201d}"));
            (score, Alike { incident: other, shared: named.chain(words).collect() })
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, alike)| alike).collect()
}

fn words(title: &str) -> BTreeSet<String> {
    let words = title.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= SHORTEST).map(str::to_lowercase).collect()
}
