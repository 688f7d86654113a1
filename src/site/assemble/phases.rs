//! The phase bar: how an incident's time went.

use jiff::Timestamp;

use super::clock::{Clock, length, length_so_far};
use crate::model::{Elapsed, Incident, Moment};
use crate::site::page::{PhaseBar, Segment};

/// The whole bar, in hundredths of a per cent.
const WHOLE: i64 = 10_000;
/// The room left for a clean-up that is too long to be drawn to scale.
const CUT: i64 = 1_800;
/// A phase is never drawn thinner than this: it took place.
const THINNEST: i64 = 80;

/// A point between phases.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Point {
    Impact,
    Detected,
    Declared,
    Ended,
    Resolved,
    Now,
}

type Known = (Point, Moment, Timestamp);

/// The bar of an incident; `None` when fewer than two points are known.
pub(super) fn phases(clock: &Clock, incident: &Incident) -> Option<PhaseBar> {
    bar(clock, &points(clock, incident))
}

/// The bar up to the end of the impact, for lists: what came after is for those who read on.
pub(super) fn impact_only(clock: &Clock, incident: &Incident) -> Option<PhaseBar> {
    let points: Vec<Known> = points(clock, incident).into_iter().filter(|point| point.0 != Point::Resolved).collect();
    bar(clock, &points)
}

fn bar(clock: &Clock, points: &[Known]) -> Option<PhaseBar> {
    let pairs: Vec<(Known, Known)> = points.iter().copied().zip(points.iter().copied().skip(1)).collect();
    if pairs.is_empty() {
        return None;
    }
    let seconds: Vec<i64> = pairs.iter().map(|(from, to)| to.2.as_second() - from.2.as_second()).collect();
    let tail = pairs.last().is_some_and(|(from, _)| from.0 == Point::Ended);
    let (widths, cut) = widths(&seconds, tail);
    let mut segments: Vec<Segment> = Vec::new();
    let mut x = 0;
    for ((from, to), width) in pairs.into_iter().zip(widths) {
        segments.push(segment(clock, from, to, x, width, cut));
        x += width;
    }
    let summary = format!("{}.", segments.iter().map(in_words).collect::<Vec<_>>().join(", "));
    Some(PhaseBar { segments, summary, cut })
}

fn in_words(segment: &Segment) -> String {
    format!("{}: {}", segment.label, segment.length.text)
}

/// What is known to the minute, in order; a point that would go backwards is left out (a check reports it).
fn points(clock: &Clock, incident: &Incident) -> Vec<Known> {
    let times = &incident.milestones;
    let whole = |point: Point, moment: Option<Moment>| moment.and_then(|at| Some((point, at, at.instant()?)));
    let impact = whole(Point::Impact, times.impact_started);
    let is_active = incident.state.status.is_active();
    let end = if is_active {
        whole(Point::Now, Some(Moment::from_timestamp(clock.now())))
    } else {
        whole(Point::Ended, times.impact_ended)
    };
    let mut points: Vec<Known> = impact.into_iter().collect();
    for between in
        [whole(Point::Detected, times.detected), whole(Point::Declared, times.declared)].into_iter().flatten()
    {
        let after = points.last().is_none_or(|last| last.2 <= between.2);
        let before = end.is_none_or(|end| between.2 <= end.2);
        if after && before {
            points.push(between);
        }
    }
    for later in [end, whole(Point::Resolved, times.resolved)].into_iter().flatten() {
        if points.last().is_none_or(|last| last.2 <= later.2) {
            points.push(later);
        }
    }
    points
}

/// The width of each phase. A clean-up longer than the rest would hide the rest: it is cut.
fn widths(seconds: &[i64], tail: bool) -> (Vec<i64>, bool) {
    let total: i64 = seconds.iter().sum();
    let last = seconds.last().copied().filter(|_| tail).unwrap_or_default();
    let cut = tail && seconds.len() > 1 && last > total - last;
    let scaled = if cut { seconds.get(..seconds.len() - 1).unwrap_or_default() } else { seconds };
    let room = if cut { WHOLE - CUT } else { WHOLE };
    let mut widths = to_scale(scaled, room);
    widths.extend(cut.then_some(CUT));
    (widths, cut)
}

/// Widths in proportion, none too thin to see, all together exactly `room`.
fn to_scale(seconds: &[i64], room: i64) -> Vec<i64> {
    let thin = i64::try_from(seconds.iter().filter(|length| **length > 0).count()).unwrap_or_default() * THINNEST;
    let total: i64 = seconds.iter().sum::<i64>().max(1);
    let share =
        |length: i64| i64::try_from(i128::from(length) * i128::from(room - thin) / i128::from(total)).unwrap_or(0);
    let mut widths: Vec<i64> =
        seconds.iter().map(|length| if *length > 0 { THINNEST + share(*length) } else { 0 }).collect();
    let rest = room - widths.iter().sum::<i64>();
    if let Some(widest) = widths.iter_mut().max() {
        *widest += rest;
    }
    widths
}

fn segment(clock: &Clock, from: Known, to: Known, x: i64, width: i64, cut: bool) -> Segment {
    let elapsed = Elapsed::between(Some(from.1), Some(to.1));
    let (phase, label, meaning) = names(from.0, to.0);
    let lasting = to.0 == Point::Now;
    Segment {
        phase: phase.to_owned(),
        label: label.to_owned(),
        meaning: meaning.to_owned(),
        x: per_cent(x),
        width: per_cent(width),
        length: if lasting { length_so_far(elapsed, " so far") } else { length(elapsed) },
        from: clock.moment(from.1),
        to: (!lasting).then(|| clock.moment(to.1)),
        cut: cut && to.0 == Point::Resolved,
    }
}

/// Class, name and meaning of the phase between two points.
fn names(from: Point, to: Point) -> (&'static str, &'static str, &'static str) {
    match (from, to) {
        (Point::Impact, Point::Detected) => {
            ("unnoticed", "Unnoticed", "from the start of the impact until somebody or something noticed")
        }
        (Point::Impact, Point::Declared) => {
            ("unnoticed", "Undeclared", "from the start of the impact until it was declared")
        }
        (Point::Detected, Point::Declared) => ("noticed", "Noticed", "from noticing until it was declared"),
        (Point::Ended, _) => ("cleanup", "Clean-up", "from the end of the impact until everything was dealt with"),
        (_, Point::Now) => ("response", "In response", "until now"),
        (Point::Impact, _) => ("response", "Impact", "from the start of the impact to its end"),
        (Point::Detected, _) => ("response", "In response", "from noticing to the end of the impact"),
        (_, _) => ("response", "In response", "from declaring to the end of the impact"),
    }
}

fn per_cent(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_fill_the_bar() {
        for seconds in [vec![60, 60], vec![1, 1_000_000], vec![0, 5, 0], vec![0], vec![7, 13, 29, 1]] {
            let widths = to_scale(&seconds, WHOLE);
            assert_eq!(widths.iter().sum::<i64>(), WHOLE, "{seconds:?} {widths:?}");
            assert!(
                widths.iter().zip(&seconds).all(|(width, length)| *length == 0 || *width >= THINNEST),
                "{widths:?}"
            );
        }
    }

    #[test]
    fn a_long_clean_up_is_cut() {
        assert_eq!(widths(&[600, 600, 86_400], true), (vec![4_100, 4_100, CUT], true));
        assert!(!widths(&[600, 600], true).1);
        assert!(!widths(&[600], true).1);
    }
}
