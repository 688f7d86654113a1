//! What stands around the components of an incident: what they need, what needs them, how to treat them.

use std::collections::BTreeSet;

use crate::corpus::Corpus;
use crate::model::Component;

/// What stands around some components; each list in order and without doubles.
#[derive(Clone, Debug, Default)]
pub struct Surroundings<'c> {
    /// Components that these cannot work without, near and far.
    pub needs: Vec<&'c str>,
    /// Components that cannot work without these, near and far.
    pub needed_by: Vec<&'c str>,
    /// What anybody may do without asking.
    pub safe_actions: Vec<&'c str>,
    /// Runbooks: paths in the repository or URLs.
    pub runbooks: Vec<&'c str>,
}

impl<'c> Surroundings<'c> {
    /// Of these components.
    #[must_use]
    pub fn of(corpus: &'c Corpus, components: &[&str]) -> Self {
        let facts: Vec<&Component> = components.iter().filter_map(|id| corpus.components.get(*id)).collect();
        let safe = facts.iter().flat_map(|component| &component.safe_actions).chain(&corpus.policy.safe_actions);
        let runbooks = facts.iter().flat_map(|component| &component.runbooks);
        let needs = |id: &str| -> Vec<&'c str> {
            let component = corpus.components.get(id);
            component.into_iter().flat_map(|component| &component.depends_on).map(String::as_str).collect()
        };
        let needed_by = |id: &str| -> Vec<&'c str> {
            let all = corpus.components.iter();
            let those = all.filter(|(_, component)| component.depends_on.iter().any(|other| other == id));
            those.map(|(id, _)| id.as_str()).collect()
        };
        Self {
            needs: reach(components, needs),
            needed_by: reach(components, needed_by),
            safe_actions: once(safe.map(String::as_str)),
            runbooks: once(runbooks.map(String::as_str)),
        }
    }
}

/// All that can be reached in steps, nearest first; not what one began with.
fn reach<'c>(from: &[&str], next: impl Fn(&str) -> Vec<&'c str>) -> Vec<&'c str> {
    let mut seen: BTreeSet<String> = from.iter().map(|id| (*id).to_owned()).collect();
    let mut found: Vec<&str> = Vec::new();
    let mut edge: Vec<String> = seen.iter().cloned().collect();
    while !edge.is_empty() {
        let new: Vec<&str> = edge.iter().flat_map(|id| next(id)).filter(|id| seen.insert((*id).to_owned())).collect();
        edge = new.iter().map(|id| (*id).to_owned()).collect();
        found.extend(new);
    }
    found
}

/// Each once, in the order of their first mention.
fn once<'c>(all: impl Iterator<Item = &'c str>) -> Vec<&'c str> {
    let mut seen = BTreeSet::new();
    all.filter(|text| seen.insert(*text)).collect()
}
