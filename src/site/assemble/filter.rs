//! What a timeline can be narrowed to: kinds of entries, and authors. Style sheet and radio buttons do it, so that it needs no script.

use super::names::capital;
use super::site::Site;
use crate::model::{EntryKind, Incident};
use crate::site::page::{Choice, Filter};

/// Shorter timelines are read whole.
const SHORT: usize = 6;
/// Authors with a choice of their own; the style sheet knows as many.
const AUTHORS: usize = 8;

/// Those who wrote the timeline, in order of their handles, as many as can be chosen.
pub(super) fn authors(incident: &Incident) -> Vec<&str> {
    let mut all: Vec<&str> = incident.entries.iter().filter_map(|entry| entry.record.by.as_deref()).collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(AUTHORS);
    all
}

/// The number of an author, from 1; 0 for everybody else.
pub(super) fn author(authors: &[&str], by: Option<&str>) -> usize {
    by.and_then(|by| authors.iter().position(|author| *author == by)).map_or(0, |at| at + 1)
}

/// The choices; `None` when there is nothing to choose.
pub(super) fn filter(site: &Site<'_>, incident: &Incident) -> Option<Filter> {
    if incident.entries.len() < SHORT {
        return None;
    }
    let has = |kind: &&EntryKind| incident.entries.iter().any(|entry| entry.kind() == **kind);
    let kind = |kind: &EntryKind| Choice { value: kind.as_str().to_owned(), label: capital(kind.as_str()) };
    let kinds: Vec<Choice> = EntryKind::ALL.iter().filter(has).map(kind).collect();
    let name = |(at, handle): (usize, &&str)| Choice {
        value: (at + 1).to_string(),
        label: site.corpus.person_name(handle).to_owned(),
    };
    let authors: Vec<Choice> = authors(incident).iter().enumerate().map(name).collect();
    let useful = |choices: Vec<Choice>| if choices.len() > 1 { choices } else { Vec::new() };
    let filter = Filter { kinds: useful(kinds), authors: useful(authors) };
    (!filter.kinds.is_empty() || !filter.authors.is_empty()).then_some(filter)
}
