//! Incidents like one another: by components, contributing factors, tags and the words of their titles.
//!
//! An index from each of these to the incidents that have it is made once; a question looks at the latest of each, so that ten thousand
//! incidents with one component in common cost no more than a few. Only what an incident's own record says is used: it is known of
//! every incident before any is read whole.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::lookups::{Key, Keying};
use super::names::listed;
use super::site::{Site, incident_href};
use super::{clock, rows, themes, urls};
use crate::corpus::Corpus;
use crate::model::{Day, Incident};
use crate::site::card::Head;
use crate::site::page::SimilarView;

/// How many are shown.
const SHOWN: usize = 5;
/// Of those that share one thing, the latest are looked at.
const LATEST: usize = 40;
/// Shorter words of a title say little.
const SHORTEST: usize = 4;
/// What is as common as one in this many says nothing, once there are enough incidents to tell.
const COMMON: usize = 5;
const ENOUGH: usize = 50;

/// Something that incidents may share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Trait {
    Factor(String),
    Component(String),
    Tag(String),
    Word(String),
}

impl Trait {
    const fn weight(&self) -> u32 {
        match self {
            Self::Factor(_) => 6,
            Self::Component(_) => 4,
            Self::Tag(_) => 3,
            Self::Word(_) => 1,
        }
    }
}

/// Which incidents have what.
#[derive(Default)]
pub(super) struct Likeness {
    /// Id and title, from the newest.
    incidents: Vec<(String, String)>,
    /// Where in `incidents` those stand that have something; the latest, and how many there are.
    having: HashMap<Trait, (Vec<u32>, usize)>,
    /// Keys of the latest that have something, and of their titles.
    keys: HashMap<Trait, Key>,
}

impl Likeness {
    /// Of these incidents, in the order of their ids.
    pub fn of<'i>(incidents: impl DoubleEndedIterator<Item = &'i Head>) -> Self {
        let mut likeness = Self::default();
        for incident in incidents.rev().filter(|incident| incident.duplicate_of.is_none()) {
            let at = u32::try_from(likeness.incidents.len()).unwrap_or(u32::MAX);
            likeness.incidents.push((incident.id().to_owned(), incident.title.clone()));
            for one in traits(incident) {
                let (latest, count) = likeness.having.entry(one).or_default();
                *count += 1;
                if latest.len() < LATEST {
                    latest.push(at);
                }
            }
        }
        likeness.keys =
            likeness.having.iter().map(|(one, (latest, _))| (one.clone(), likeness.key_of(latest))).collect();
        likeness
    }

    fn key_of(&self, latest: &[u32]) -> Key {
        let mut key = Keying::new();
        for (id, title) in latest.iter().filter_map(|at| self.incidents.get(usize::try_from(*at).ok()?)) {
            key.text(id);
            key.text(title);
        }
        key.done()
    }

    /// Those that have something which this has too; nothing of what nearly all have.
    fn sharing(&self, one: &Trait) -> Option<(&[u32], u32)> {
        let (latest, count) = self.having.get(one)?;
        let telling = self.incidents.len() <= ENOUGH || *count <= self.incidents.len() / COMMON;
        // What few share says more than what many do.
        let rare = (self.incidents.len() / (*count).max(1)).max(1).ilog2();
        telling.then_some((latest.as_slice(), one.weight() * (2 + rare)))
    }

    /// The ids of the incidents most like one, and what they share.
    pub fn alike(&self, corpus: &Corpus, incident: &Head) -> Vec<(&str, String)> {
        let own: Vec<Trait> = traits(incident).into_iter().collect();
        let mut hits: Vec<(u32, u32, usize)> = Vec::new();
        for (which, one) in own.iter().enumerate() {
            let Some((latest, score)) = self.sharing(one) else { continue };
            hits.extend(latest.iter().map(|at| (*at, score, which)));
        }
        hits.sort_unstable();
        let mut found: Vec<(Reverse<u32>, u32, Vec<&Trait>)> = Vec::new();
        for hits in hits.chunk_by(|a, b| a.0 == b.0) {
            let shared: Vec<&Trait> = hits.iter().filter_map(|(_, _, which)| own.get(*which)).collect();
            let score = hits.iter().map(|(_, score, _)| score).sum();
            if let (true, Some((at, _, _))) = (enough(&shared), hits.first()) {
                found.push((Reverse(score), *at, shared));
            }
        }
        found.sort();
        let named = found.into_iter().filter_map(|(_, at, shared)| {
            let (other, _) = self.incidents.get(usize::try_from(at).ok()?)?;
            (other != incident.id()).then(|| (other.as_str(), in_words(corpus, &shared)))
        });
        named.take(SHOWN).collect()
    }

    /// Changes when [`Self::alike`] may answer otherwise; much cheaper than the answer.
    pub fn key(&self, incident: &Head) -> Key {
        let mut key = Keying::new();
        for one in traits(incident) {
            let Some((_, score)) = self.sharing(&one) else { continue };
            key.add(&score.to_le_bytes());
            key.key(self.keys.get(&one).copied().unwrap_or_default());
        }
        key.done()
    }
}

/// One word of a title alone is chance.
fn enough(shared: &[&Trait]) -> bool {
    shared.len() > 1 || shared.iter().any(|one| !matches!(one, Trait::Word(_)))
}

fn traits(incident: &Head) -> BTreeSet<Trait> {
    let components = incident.components.iter().map(|id| Trait::Component(id.clone()));
    let factors = incident.factors.iter().map(|word| Trait::Factor(themes::key(word)));
    let tags = incident.tags.iter().map(|word| Trait::Tag(themes::key(word)));
    let words = incident.title.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| word.chars().count() >= SHORTEST).map(|word| Trait::Word(word.to_lowercase()));
    components.chain(factors).chain(tags).chain(words).collect()
}

/// The incidents most like one, as its page at `root` shows them.
pub(super) fn similar(site: &Site<'_>, incident: &Incident, root: &str) -> Vec<SimilarView> {
    let view = |(other, shared): (&Incident, String)| SimilarView {
        incident: urls::inside(&rows::short(other.title()), incident_href(other, root)),
        at: other.id.day().map(|day| clock::day(Day(day))),
        shared,
    };
    site.similar(incident).into_iter().map(view).collect()
}

/// `missing-alert, Login and cache`; for titles alone, their words.
fn in_words(corpus: &Corpus, shared: &[&Trait]) -> String {
    let named = shared.iter().filter_map(|one| match one {
        Trait::Factor(word) | Trait::Tag(word) => Some(word.clone()),
        Trait::Component(id) => Some(corpus.component_name(id).to_owned()),
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
