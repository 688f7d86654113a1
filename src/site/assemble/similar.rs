//! Incidents like one another: by components, contributing factors, tags and the words of their titles.
//!
//! An index from each of these to the incidents that have it is made once; a question looks at the latest of each, so that ten thousand
//! incidents with one component in common cost no more than a few hundred.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::listed;
use super::rows;
use super::site::Site;
use super::themes;
use crate::model::Incident;
use crate::site::card::Card;
use crate::site::page::SimilarView;

/// How many are shown.
const SHOWN: usize = 5;
/// Of those that share one thing, the latest are looked at.
const LATEST: usize = 200;
/// Shorter words of a title say little.
const SHORTEST: usize = 4;
/// What is as common as one in this many says nothing, once there are enough incidents to tell.
const COMMON: usize = 5;
const ENOUGH: usize = 50;

/// Something that incidents may share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Trait<'c> {
    Factor(String),
    Component(&'c str),
    Tag(String),
    Word(String),
}

impl Trait<'_> {
    const fn weight(&self) -> u32 {
        match self {
            Trait::Factor(_) => 6,
            Trait::Component(_) => 4,
            Trait::Tag(_) => 3,
            Trait::Word(_) => 1,
        }
    }
}

/// Which incidents have what.
#[derive(Default)]
pub(super) struct Likeness<'c> {
    /// From the newest.
    having: HashMap<Trait<'c>, Vec<&'c Card>>,
    count: usize,
}

impl<'c> Likeness<'c> {
    /// Of these cards, by id.
    pub fn of(cards: &BTreeMap<&'c str, &'c Card>) -> Self {
        let mut likeness = Self { count: cards.len(), ..Self::default() };
        for card in cards.values().rev().filter(|card| card.incident.record.duplicate_of.is_none()) {
            for one in traits(&card.incident, card.components.iter().map(String::as_str)) {
                likeness.having.entry(one).or_default().push(card);
            }
        }
        likeness
    }

    fn alike<'i>(&self, incident: &'i Incident) -> Vec<(&'c Card, Vec<Trait<'i>>)>
    where
        'c: 'i,
    {
        let mut scores: BTreeMap<&str, (u32, &'c Card, Vec<Trait<'i>>)> = BTreeMap::new();
        for one in traits(incident, incident.components().into_iter()) {
            let Some(having) = self.having.get(&one) else { continue };
            if self.count > ENOUGH && having.len() > self.count / COMMON {
                continue;
            }
            // What few share says more than what many do.
            let rare = (self.count / having.len().max(1)).max(1).ilog2();
            for card in having.iter().take(LATEST).filter(|card| card.incident.id != incident.id) {
                let entry = scores.entry(card.incident.id.as_str()).or_insert_with(|| (0, card, Vec::new()));
                entry.0 += one.weight() * (2 + rare);
                entry.2.push(one.clone());
            }
        }
        let mut all: Vec<(u32, &'c Card, Vec<Trait<'i>>)> =
            scores.into_values().filter(|(_, _, shared)| enough(shared)).collect();
        all.sort_by_key(|(score, card, _)| (Reverse(*score), Reverse(card.incident.id.as_str())));
        all.into_iter().take(SHOWN).map(|(_, card, shared)| (card, shared)).collect()
    }
}

/// One word of a title alone is chance.
fn enough(shared: &[Trait<'_>]) -> bool {
    shared.len() > 1 || shared.iter().any(|one| !matches!(one, Trait::Word(_)))
}

fn traits<'i>(incident: &'i Incident, components: impl Iterator<Item = &'i str>) -> BTreeSet<Trait<'i>> {
    let record = &incident.record;
    let factors = record.contributing_factors.iter().map(|word| Trait::Factor(themes::key(word)));
    let tags = record.tags.iter().map(|word| Trait::Tag(themes::key(word)));
    let words = incident.title().split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| word.chars().count() >= SHORTEST).map(|word| Trait::Word(word.to_lowercase()));
    components.map(Trait::Component).chain(factors).chain(tags).chain(words).collect()
}

/// The incidents most like one.
pub(super) fn similar(site: &Site<'_>, incident: &Incident, root: &str) -> Vec<SimilarView> {
    let view = |(card, shared): (&Card, Vec<Trait<'_>>)| SimilarView {
        incident: site.incident_link(card.incident.id.as_str(), root),
        at: rows::at(site, &card.incident),
        shared: in_words(site, &shared),
    };
    site.likeness().alike(incident).into_iter().map(view).collect()
}

/// `missing-alert, Login and the words “errors” and “login”`.
fn in_words(site: &Site<'_>, shared: &[Trait<'_>]) -> String {
    let named = shared.iter().filter_map(|one| match one {
        Trait::Factor(word) | Trait::Tag(word) => Some(word.clone()),
        Trait::Component(id) => Some(site.corpus.component_name(id).to_owned()),
        Trait::Word(_) => None,
    });
    let mut named: Vec<String> = named.collect();
    named.dedup();
    if named.is_empty() {
        let words = shared.iter().filter_map(|one| match one {
            Trait::Word(word) => Some(format!("“{word}”")),
            _ => None,
        });
        named = words.collect();
    }
    listed(&named, "and")
}
