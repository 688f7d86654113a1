//! The windows of one component, or of all, laid over each other once and asked often.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};

use super::Tally;
use crate::model::ComponentState;
use crate::publication::{PublicComponent, PublicId, StatusPage, Window, rank};

/// From a second up to, and not with, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seconds {
    from: i64,
    until: i64,
}

impl Seconds {
    /// How much of it lies between two others.
    fn within(self, from: i64, until: i64) -> i64 {
        (self.until.min(until) - self.from.max(from)).max(0)
    }
}

/// What happened to a component, or to all of them: spans that do not overlap, each in the worst state there was.
#[derive(Clone, Debug)]
pub struct Ledger {
    worst: Vec<(Seconds, ComponentState)>,
    maintenance: Vec<Seconds>,
    /// All windows in order of their beginnings, with the latest end of it and all before it.
    causes: Vec<(Seconds, i64, PublicId)>,
    /// From when on there is data.
    known: Option<i64>,
    has_figures: bool,
    pub(super) now: Timestamp,
    pub(super) zone: TimeZone,
}

impl Ledger {
    /// Of one component by its place; of one that does not exist, nothing ever happened.
    #[must_use]
    pub fn of_component(page: &StatusPage, place: usize) -> Self {
        let component = page.components.get(place);
        let since = component.and_then(|component| component.since).max(page.page.since);
        Self::new(page, component.into_iter().flat_map(|component| &component.windows), since)
    }

    /// Of all components together: at each instant, the worst of any.
    #[must_use]
    pub fn overall(page: &StatusPage) -> Self {
        let first = || page.components.iter().filter_map(|component: &PublicComponent| component.since).min();
        let since = page.page.since.or_else(first);
        Self::new(page, page.components.iter().flat_map(|component| &component.windows), since)
    }

    /// Of some windows, in any order; `since` is the first day of data. Without one there are no figures, and what there is begins on
    /// the day of the first window.
    pub(super) fn new<'w>(page: &StatusPage, windows: impl Iterator<Item = &'w Window>, since: Option<Date>) -> Self {
        let (now, zone) = (page.page.generated_at, page.page.zone.clone());
        let mut spans: Vec<(Seconds, &Window)> =
            windows.filter_map(|window| Some((seconds(window, now)?, window))).collect();
        spans.sort_by_key(|(span, window)| (span.from, span.until, &window.because_of));
        let first = spans.first().and_then(|(span, _)| Timestamp::from_second(span.from).ok());
        let day = since.or_else(|| Some(first?.to_zoned(zone.clone()).date()));
        let known = day.and_then(|day| day.to_zoned(zone.clone()).ok()).map(|begins| begins.timestamp().as_second());
        let planned: Vec<(Seconds, ComponentState)> = states(&spans).filter(|(_, state)| is_planned(*state)).collect();
        let mut latest = i64::MIN;
        let causes = spans.iter().map(|(span, window)| {
            latest = latest.max(span.until);
            (*span, latest, window.because_of.clone())
        });
        Self {
            causes: causes.collect(),
            worst: worst_of(&states(&spans).collect::<Vec<_>>()),
            maintenance: worst_of(&planned).into_iter().map(|(span, _)| span).collect(),
            known,
            has_figures: since.is_some(),
            now,
            zone,
        }
    }

    /// Whether there may be figures: the policy or the catalogue says since when there is data.
    #[must_use]
    pub const fn has_figures(&self) -> bool {
        self.has_figures
    }

    /// The first instant that there is data for.
    #[must_use]
    pub fn known_from(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.known?).ok()
    }

    /// What lies between two instants.
    #[must_use]
    pub fn between(&self, from: Timestamp, until: Timestamp) -> Tally {
        let (from, until) = (from.as_second(), until.as_second());
        let mut tally = Tally { length: (until - from).max(0), ..Tally::default() };
        let Some(known) = self.known else { return tally };
        let (from, until) = (from.max(known), until.min(self.now.as_second()));
        if from >= until {
            return tally;
        }
        tally.counted = until - from;
        let first = self.worst.partition_point(|(span, _)| span.until <= from);
        for (span, state) in self.worst[first..].iter().take_while(|(span, _)| span.from < until) {
            tally.seconds[*state as usize] += span.within(from, until);
        }
        let bad: i64 = tally.seconds.iter().sum();
        tally.seconds[ComponentState::Operational as usize] = tally.counted - bad;
        let first = self.maintenance.partition_point(|span| span.until <= from);
        let planned = self.maintenance[first..].iter().take_while(|span| span.from < until);
        tally.maintenance = planned.map(|span| span.within(from, until)).sum();
        tally.incidents = self.causes_between(from, until);
        tally
    }

    fn causes_between(&self, from: i64, until: i64) -> std::collections::BTreeSet<PublicId> {
        // What begins too late is behind; before a certain place all have ended.
        let first = self.causes.partition_point(|(_, latest, _)| *latest <= from);
        let begun = self.causes[first..].iter().take_while(|(span, ..)| span.from < until);
        begun.filter(|(span, ..)| span.within(from, until) > 0).map(|(.., id)| id.clone()).collect()
    }
}

/// A window in seconds, as far as it lies before now; `None` when nothing of it does. Beginnings and ends are cut alike, so that windows
/// that meet still do.
fn seconds(window: &Window, now: Timestamp) -> Option<Seconds> {
    let until = window.until.map_or(now, |until| until.min(now)).as_second();
    let from = window.from.as_second();
    (from < until && window.state != ComponentState::Operational).then_some(Seconds { from, until })
}

fn states<'s>(spans: &'s [(Seconds, &Window)]) -> impl Iterator<Item = (Seconds, ComponentState)> + 's {
    spans.iter().map(|(span, window)| (*span, window.state))
}

const fn is_planned(state: ComponentState) -> bool {
    matches!(state, ComponentState::UnderMaintenance)
}

/// Spans laid over each other: at each instant the worst state, and neighbours of one state joined.
fn worst_of(spans: &[(Seconds, ComponentState)]) -> Vec<(Seconds, ComponentState)> {
    let begin = spans.iter().map(|(span, state)| (span.from, 1_i64, *state));
    let end = spans.iter().map(|(span, state)| (span.until, -1_i64, *state));
    let mut turns: Vec<(i64, i64, ComponentState)> = begin.chain(end).collect();
    turns.sort_by_key(|(at, ..)| *at);
    let mut running = [0_i64; ComponentState::ALL.len()];
    let mut laid: Vec<(Seconds, ComponentState)> = Vec::new();
    let mut from = i64::MIN;
    for (at, step, state) in turns {
        let worst = ComponentState::ALL.iter().copied().filter(|state| running[*state as usize] > 0);
        if let Some(worst) = worst.max_by_key(|state| rank(*state)).filter(|_| from < at) {
            match laid.last_mut() {
                Some((last, state)) if last.until == from && *state == worst => last.until = at,
                _ => laid.push((Seconds { from, until: at }, worst)),
            }
        }
        running[state as usize] += step;
        from = at;
    }
    laid
}
