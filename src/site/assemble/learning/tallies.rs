//! How often something was so.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::names::{capital, counted};
use crate::model::{Detector, Incident};
use crate::site::page::Tally;

/// Contributing factors that are listed.
const MOST_FACTORS: usize = 20;

/// Who or what noticed.
pub(super) fn noticed(all: &[&Incident]) -> Tally {
    let by: Vec<Detector> =
        all.iter().filter_map(|incident| incident.record.detected.as_ref().and_then(|detected| detected.by)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for detector in &by {
        *counts.entry(capital(detector.as_str())).or_default() += 1;
    }
    let unknown = all.len() - by.len();
    let rest = if unknown > 0 { format!(" Of {unknown} more the record does not say.") } else { String::new() };
    Tally { rows: rows(counts, by.len()), note: format!("n = {}.{rest}", counted(by.len(), "incident")) }
}

/// What contributed, in the team's own words. An incident may have several.
pub(super) fn factors(all: &[&Incident]) -> Tally {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut named = 0;
    for incident in all {
        let factors: BTreeSet<&String> = incident.record.contributing_factors.iter().collect();
        named += usize::from(!factors.is_empty());
        for factor in factors {
            *counts.entry(factor.clone()).or_default() += 1;
        }
    }
    let kinds = counts.len();
    let mut rows = rows(counts, named);
    rows.truncate(MOST_FACTORS);
    let cut = if kinds > rows.len() { format!(" The {} most frequent of {kinds}.", rows.len()) } else { String::new() };
    let several = "those whose record names any. One may name several, so that shares add up to more than all";
    let note = match named {
        0 => "No record names any yet: `contributing_factors` in incident.yaml is the place.".to_owned(),
        _ => format!("n = {}: {several}.{cut}", counted(named, "incident")),
    };
    Tally { rows, note }
}

fn rows(counts: BTreeMap<String, usize>, of: usize) -> Vec<(String, usize, String, String)> {
    let most = counts.values().copied().max().unwrap_or(1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let row = |(label, count): (String, usize)| {
        let thousandths = count * 1000 / most;
        (label, count, share(count, of), format!("{}.{}", thousandths / 10, thousandths % 10))
    };
    counts.into_iter().map(row).collect()
}

/// In whole per cent, where there are enough for per cents to mean something.
pub(super) fn share(part: usize, of: usize) -> String {
    if of < 20 { format!("{part} of {of}") } else { format!("{} %", (part * 200 + of) / (2 * of)) }
}
