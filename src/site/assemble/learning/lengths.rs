//! Lengths of time over all incidents.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::badges;
use super::super::names::{counted, listed};
use super::super::rows;
use super::super::site::Site;
use super::chart::{self, Dot};
use super::{is_under_way, mark};
use crate::model::{Elapsed, Incident, Phase, Sample};
use crate::site::page::{FigureTable, LengthFigure, Mark};

/// The lengths that are shown, with their names.
const LENGTHS: [(Phase, &str, &str); 5] = [
    (Phase::ToDetect, "detect", "Time to detect"),
    (Phase::ToDeclare, "declare", "Time to declare: the reporting lag"),
    (Phase::ToMitigate, "mitigate", "Time to mitigate"),
    (Phase::Impact, "impact", "Impact"),
    (Phase::ToResolve, "resolve", "Time to resolve"),
];

/// The percentiles, with their meaning.
const MARKS: [(usize, &str, &str); 4] = [
    (50, "Median (p50)", "half took no longer"),
    (75, "p75", "three in four took no longer"),
    (90, "p90", "nine in ten took no longer"),
    (95, "p95", "nineteen in twenty took no longer"),
];

/// Years with a row of their own.
const YEARS: usize = 10;

const TOO_FEW: &str = "too few to say";

/// What became of the incidents that are looked at for one length.
#[derive(Default)]
struct Sorted<'i> {
    known: Vec<(&'i Incident, i64)>,
    unknown: usize,
    about: usize,
    backwards: usize,
    under_way: usize,
}

/// The figures, in the order of an incident.
pub(super) fn figures(site: &Site<'_>, all: &[&Incident]) -> Vec<LengthFigure> {
    LENGTHS.iter().map(|(phase, id, title)| figure(site, all, *phase, id, title)).collect()
}

fn figure(site: &Site<'_>, all: &[&Incident], phase: Phase, id: &str, title: &str) -> LengthFigure {
    let sorted = sorted(all, phase);
    let sample = Sample::new(sorted.known.iter().map(|(_, seconds)| *seconds).collect());
    let dots = sorted.known.iter().filter_map(|(incident, seconds)| {
        Some(Dot { day: rows::date(site, incident)?, seconds: *seconds, mark: mark(site, incident) })
    });
    LengthFigure {
        id: id.to_owned(),
        title: title.to_owned(),
        definition: phase.definition().to_owned(),
        included: included(all.len(), &sorted),
        marks: marks(&sample),
        chart: chart::chart(&dots.collect::<Vec<Dot>>(), sample.telling(50)),
        tables: tables(site, &sorted.known),
    }
}

fn sorted<'i>(all: &[&'i Incident], phase: Phase) -> Sorted<'i> {
    let mut sorted = Sorted::default();
    for incident in all {
        match incident.milestones.elapsed(phase) {
            Some(Elapsed { approximate: true, .. }) => sorted.about += 1,
            Some(Elapsed { seconds, .. }) if seconds < 0 => sorted.backwards += 1,
            Some(Elapsed { seconds, .. }) => sorted.known.push((incident, seconds)),
            None if may_still_come(incident, phase) => sorted.under_way += 1,
            None => sorted.unknown += 1,
        }
    }
    sorted
}

fn may_still_come(incident: &Incident, phase: Phase) -> bool {
    let status = incident.state.status;
    match phase {
        Phase::ToMitigate | Phase::Impact => status.is_active(),
        Phase::ToResolve => is_under_way(status),
        Phase::ToDetect | Phase::ToDeclare | Phase::ToAcknowledge => false,
    }
}

fn included(all: usize, sorted: &Sorted<'_>) -> String {
    let of = [
        (sorted.unknown, "without both times"),
        (sorted.about, "with approximate times"),
        (sorted.backwards, "with times in the wrong order"),
        (sorted.under_way, "not that far yet"),
    ];
    let left: Vec<String> = of.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
    let out = if left.is_empty() { String::new() } else { format!(" Left out: {}.", listed(&left, "and")) };
    format!("n = {} of {}.{out}", sorted.known.len(), counted(all, "incident"))
}

fn marks(sample: &Sample) -> Vec<Mark> {
    let mark = |(per_cent, label, meaning): &(usize, &str, &str)| {
        let value = sample.telling(*per_cent);
        let text = value.map_or_else(|| TOO_FEW.to_owned(), in_words);
        Mark { label: (*label).to_owned(), meaning: (*meaning).to_owned(), text, known: value.is_some() }
    };
    MARKS.iter().map(mark).collect()
}

fn in_words(seconds: i64) -> String {
    Elapsed { seconds, approximate: false }.in_words()
}

/// By severity, the worst first; by year, the newest first, with the older ones together.
fn tables(site: &Site<'_>, known: &[(&Incident, i64)]) -> Vec<FigureTable> {
    let mut severities: BTreeMap<(String, String), Vec<i64>> = BTreeMap::new();
    let mut years: BTreeMap<Option<i16>, Vec<i64>> = BTreeMap::new();
    for (incident, seconds) in known {
        let key = (mark(site, incident), badges::severity(site.corpus, incident).label);
        severities.entry(key).or_default().push(*seconds);
        years.entry(rows::date(site, incident).map(Date::year)).or_default().push(*seconds);
    }
    let severities = severities.into_iter().map(|((_, label), values)| row(label, values)).collect();
    let mut older = Vec::new();
    let mut rows = Vec::new();
    for (year, values) in years.into_iter().rev() {
        match year {
            Some(year) if rows.len() < YEARS => rows.push(row(year.to_string(), values)),
            _ => older.extend(values),
        }
    }
    if !older.is_empty() {
        rows.push(row("Before, or undated".to_owned(), older));
    }
    vec![
        FigureTable { title: "By severity".to_owned(), rows: severities },
        FigureTable { title: "By year".to_owned(), rows },
    ]
}

fn row(label: String, values: Vec<i64>) -> (String, usize, Vec<String>) {
    let sample = Sample::new(values);
    let cell = |per_cent: usize| sample.telling(per_cent).map_or_else(|| "–".to_owned(), in_words);
    let cells = if sample.len() < Sample::FEW {
        vec![TOO_FEW.to_owned()]
    } else {
        MARKS.iter().map(|(per_cent, ..)| cell(*per_cent)).collect()
    };
    (label, sample.len(), cells)
}
