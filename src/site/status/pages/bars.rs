//! The last days of a component as bars, and the same in words.
//!
//! A bar is taller the worse its day was, so that the drawing says the same without colours. Days in a row on which nothing
//! happened are one line in the file, which CSS cuts into bars: a page of many components stays small.

use super::maker::Maker;
use super::view::{Bars, Day, Link, Run};
use crate::model::ComponentState;
use crate::publication::uptime::{self, Ledger};
use crate::publication::{PublicId, Weights};
use crate::site::status::titles;

/// How many days the bars show.
pub(super) const DAYS: usize = 90;

/// How many of them a narrow screen shows.
const NARROW_DAYS: u64 = 30;

/// The width of a bar and the gap after it.
const STEP: usize = 4;

/// The height of the drawing: that of a day with a major outage.
const HEIGHT: usize = 32;

/// The tone of a day of which nothing is known.
pub(super) const NO_DATA: &str = "no_data";

/// The middle of a bar's height, by its tone; the style sheet knows the heights too.
pub(super) fn middle(tone: &str) -> usize {
    let height = match tone {
        "operational" | "under_maintenance" => 16,
        "degraded_performance" => 22,
        "partial_outage" => 26,
        "major_outage" => HEIGHT,
        _ => 4,
    };
    HEIGHT - height / 2
}

/// The bars of a component.
pub(super) fn bars(maker: &Maker<'_>, ledger: &Ledger, name: &str, root: &str) -> Bars {
    let (words, days) = (maker.words(), ledger.last_days(DAYS));
    let count = u64::try_from(days.len()).unwrap_or_default();
    let named = [("component", name)];
    let mut runs: Vec<Run> = Vec::new();
    for (place, day) in days.iter().enumerate() {
        let tone = tone(day);
        let x = place * STEP;
        let title = is_bad(day).then(|| in_words(maker, day));
        match runs.last_mut().filter(|last| last.tone == tone && last.title.is_none() && title.is_none()) {
            Some(last) => last.end = x + STEP,
            None => runs.push(Run { tone: tone.to_owned(), x, end: x + STEP, y: middle(tone), title }),
        }
    }
    let bad = days.iter().rev().filter(|day| is_bad(day));
    Bars {
        title: words.count("bars_of", count, &named),
        uptime: figure(maker, ledger, &days),
        width: days.len() * STEP,
        height: HEIGHT,
        runs,
        begin: words.count("bars_begin", count, &[]),
        begin_narrow: words.count("bars_begin", count.min(NARROW_DAYS), &[]),
        days: bad.map(|day| told(maker, day, root)).collect(),
        notes: notes(maker, ledger, &days),
    }
}

/// The figure of some days; none where the policy does not say since when there is data.
fn figure(maker: &Maker<'_>, ledger: &Ledger, days: &[uptime::Day]) -> Option<String> {
    let mut sum = uptime::Tally::default();
    days.iter().for_each(|day| sum += &day.tally);
    let digits = sum.uptime(&maker.page.page.weights).filter(|_| ledger.has_figures())?.to_string();
    Some(maker.words().say("uptime", &[("percent", &maker.words().percent(&digits))]))
}

fn tone(day: &uptime::Day) -> &'static str {
    if day.tally.is_empty() {
        return NO_DATA;
    }
    day.tally.worst().as_str()
}

fn is_bad(day: &uptime::Day) -> bool {
    !day.tally.is_empty() && day.tally.worst() != ComponentState::Operational
}

/// `14 March 2026: Major outage, 1 hour 27 minutes`.
fn in_words(maker: &Maker<'_>, day: &uptime::Day) -> String {
    let words = maker.words();
    let worst = day.tally.worst();
    let (date, length) = (words.date(day.date), words.duration(day.tally.lasted(worst)));
    let filled = [("date", date.as_str()), ("state", words.text(titles::state(worst))), ("duration", &length)];
    words.say("day_of_state_for", &filled)
}

fn told(maker: &Maker<'_>, day: &uptime::Day, root: &str) -> Day {
    let because_of = day.tally.incidents.iter().filter_map(|id| cause(maker, id, root));
    Day {
        date: day.date.to_string(),
        text: in_words(maker, day),
        tone: tone(day).to_owned(),
        because_of: because_of.collect(),
    }
}

/// The incident or maintenance of this id.
fn cause(maker: &Maker<'_>, id: &PublicId, root: &str) -> Option<Link> {
    let (page, words) = (maker.page, maker.words());
    if let Some(incident) = page.incidents.iter().find(|incident| incident.id == *id) {
        let label = titles::incident(page, words, incident);
        return Some(Link { label, href: format!("{root}{}", super::addresses::incident(id)) });
    }
    let work = page.maintenances.iter().find(|work| work.incident.id == *id)?;
    let label = titles::maintenance(page, words, &work.incident);
    Some(Link { label, href: format!("{root}{}", super::addresses::maintenance(id)) })
}

/// What is said of the days on which nothing is drawn, or nothing special.
fn notes(maker: &Maker<'_>, ledger: &Ledger, days: &[uptime::Day]) -> Vec<String> {
    let words = maker.words();
    let Some(known) = ledger.known_from().map(|at| maker.calendar.day(at)) else {
        return vec![words.text("days_without_any_data").to_owned()];
    };
    let partly = days.first().is_some_and(|first| known > first.date);
    let bad = days.iter().any(is_bad);
    let count = u64::try_from(days.len()).unwrap_or_default();
    let others =
        if bad || partly { words.text("days_others").to_owned() } else { words.count("days_undisturbed", count, &[]) };
    let before = partly.then(|| words.say("days_without_data", &[("date", &words.date(known))]));
    [Some(others), before].into_iter().flatten().collect()
}

/// How the figures are made, sentence by sentence.
pub(super) fn counted(maker: &Maker<'_>) -> Vec<String> {
    let words = maker.words();
    let weights: &Weights = &maker.page.page.weights;
    let weight = |(state, thousandths): (ComponentState, u16)| {
        let percent = format!("{}.{}", thousandths / 10, thousandths % 10);
        let percent = words.percent(percent.strip_suffix(".0").unwrap_or(&percent));
        let filled = [("state", words.text(titles::state(state))), ("percent", percent.as_str())];
        let key = match thousandths {
            0 => "weight_none",
            crate::publication::WHOLE => "weight_full",
            _ => "weight_part",
        };
        words.say(key, &filled)
    };
    let days = u64::try_from(DAYS).unwrap_or_default();
    let begin = std::iter::once(words.count("uptime_meaning", days, &[]));
    begin.chain(weights.iter().map(weight)).chain([words.text("uptime_cut").to_owned()]).collect()
}
