//! Dots on a logarithmic scale, over time.
//!
//! The scale is made of whole numbers: powers of two are evenly spaced, and between two of them it is straight. That is off from the true
//! logarithm by less than a tenth of a doubling, and the same on every machine.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::model::Elapsed;
use crate::site::page::DotChart;

/// Width of the plot; it is stretched to the width of the page.
const WIDTH: i64 = 1000;
/// Height of the plot in pixels, and its distance from the top.
const HEIGHT: i64 = 200;
const TOP: i64 = 16;
/// More dots than these are drawn together.
const MOST_DOTS: usize = 400;
/// The cells then, across and upwards.
const CELLS: (i64, i64) = (40, 14);
/// Years that are written under the chart.
const MOST_YEARS: i64 = 6;
/// Shorter lengths are drawn at the bottom.
const SHORTEST: i64 = 1;
/// Lengths that may be written at lines across.
const LINES: [i64; 11] =
    [1, 10, 60, 600, 3_600, 6 * 3_600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400, 10 * 365 * 86_400];

/// An incident to be drawn.
pub(super) struct Dot {
    /// Its day.
    pub day: Date,
    /// The length.
    pub seconds: i64,
    /// The end of the class it is drawn by.
    pub mark: String,
}

/// The chart of some dots; none when there are none.
pub(super) fn chart(dots: &[Dot], median: Option<i64>) -> Option<DotChart> {
    let first = dots.iter().map(|dot| dot.day.year()).min()?;
    let last = dots.iter().map(|dot| dot.day.year()).max()?;
    let (shortest, longest) = (dots.iter().map(|dot| dot.seconds).min()?, dots.iter().map(|dot| dot.seconds).max()?);
    let scale = Scale::new(first, last, shortest, longest);
    let together = dots.len() > MOST_DOTS;
    let lines = LINES.iter().copied().filter(|seconds| scale.low <= *seconds && *seconds <= scale.high);
    let rules: String = lines.clone().map(|seconds| format!("M0 {}H{WIDTH}", scale.y(seconds))).collect();
    let lengths = lines.map(|seconds| (usize::try_from(scale.y(seconds) + TOP + 4).unwrap_or(0), words(seconds)));
    Some(DotChart {
        summary: summary(dots, first, last, shortest, longest),
        binned: together.then(|| {
            format!("{} incidents are too many to be drawn one by one: a larger dot stands for more of them, of all severities.", dots.len())
        }),
        rules,
        lengths: lengths.collect(),
        years: scale.years(first, last),
        median: median.and_then(|median| usize::try_from(scale.y(median)).ok()),
        layers: if together { cells(dots, &scale) } else { single(dots, &scale) },
    })
}

fn summary(dots: &[Dot], first: i16, last: i16, shortest: i64, longest: i64) -> String {
    let years = if first == last { format!("in {first}") } else { format!("from {first} to {last}") };
    format!("{} incidents {years}: from {} to {}.", dots.len(), words(shortest), words(longest))
}

/// A dot each: a line of no length, whose ends the style makes round or square.
fn single(dots: &[Dot], scale: &Scale) -> Vec<(String, String)> {
    let mut layers: BTreeMap<&str, String> = BTreeMap::new();
    for dot in dots {
        let path = layers.entry(&dot.mark).or_default();
        path.push_str(&format!("M{} {}h0", scale.x(dot.day), scale.y(dot.seconds)));
    }
    // The worst come last: they are drawn on top.
    layers.into_iter().rev().map(|(mark, path)| (format!("mark-{mark}"), path)).collect()
}

/// One dot per cell, larger where there are more.
fn cells(dots: &[Dot], scale: &Scale) -> Vec<(String, String)> {
    let mut cells: BTreeMap<(i64, i64), u32> = BTreeMap::new();
    for dot in dots {
        let column = scale.x(dot.day) * CELLS.0 / (WIDTH + 1);
        let row = scale.y(dot.seconds) * CELLS.1 / (HEIGHT + 1);
        *cells.entry((column, row)).or_default() += 1;
    }
    let mut layers: BTreeMap<u32, String> = BTreeMap::new();
    for ((column, row), count) in cells {
        let (x, y) = ((2 * column + 1) * WIDTH / (2 * CELLS.0), (2 * row + 1) * HEIGHT / (2 * CELLS.1));
        // 1, 2 or 3, 4 to 7, 8 to 15, 16 and more.
        layers.entry(count.ilog2().min(4)).or_default().push_str(&format!("M{x} {y}h0"));
    }
    layers.into_iter().map(|(size, path)| (format!("many-{size}"), path)).collect()
}

/// From days and lengths to places.
struct Scale {
    first: Date,
    days: i64,
    low: i64,
    high: i64,
}

impl Scale {
    fn new(first: i16, last: i16, shortest: i64, longest: i64) -> Self {
        let january = |year: i16| date(year.clamp(1, 9998), 1, 1);
        let (from, until) = (january(first), january(last.saturating_add(1)));
        let low = LINES.iter().rev().copied().find(|line| *line <= shortest).unwrap_or(SHORTEST);
        let high = LINES.iter().copied().find(|line| *line >= longest && *line > low).unwrap_or(longest.max(low + 1));
        Self { first: from, days: days(from, until).max(1), low, high }
    }

    fn x(&self, day: Date) -> i64 {
        (days(self.first, day) * WIDTH / self.days).clamp(0, WIDTH)
    }

    fn y(&self, seconds: i64) -> i64 {
        let (low, high) = (doublings(self.low), doublings(self.high));
        let at = doublings(seconds.clamp(self.low, self.high));
        HEIGHT - (at - low) * HEIGHT / (high - low).max(1)
    }

    /// Where a year begins, in per cent; of many years some, of one year its quarters.
    fn years(&self, first: i16, last: i16) -> Vec<(String, String)> {
        if first == last {
            let quarters =
                [(1, format!("January {first}")), (4, "April".into()), (7, "July".into()), (10, "October".into())];
            return quarters.map(|(month, name)| (self.per_cent(first, month), name)).into();
        }
        let step = (i64::from(last - first) / MOST_YEARS + 1).max(1);
        let all = (first..=last).step_by(usize::try_from(step).unwrap_or(1));
        all.map(|year| (self.per_cent(year, 1), year.to_string())).collect()
    }

    fn per_cent(&self, year: i16, month: i8) -> String {
        let thousandths = self.x(date(year.clamp(1, 9998), month, 1));
        format!("{}.{}", thousandths / 10, thousandths % 10)
    }
}

fn days(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days()))
}

/// How often one second was doubled, in 256ths.
fn doublings(seconds: i64) -> i64 {
    let seconds = seconds.max(1);
    let whole = seconds.ilog2();
    i64::from(whole) * 256 + ((seconds - (1 << whole)) << 8 >> whole)
}

fn words(seconds: i64) -> String {
    match seconds {
        31_536_000 => "1 year".to_owned(),
        315_360_000 => "10 years".to_owned(),
        _ => Elapsed { seconds, approximate: false }.in_words(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(count: i64) -> Vec<Dot> {
        let day = |n: i64| date(2024, 1, 1).checked_add(jiff::Span::new().days(n % 700)).unwrap();
        (0..count).map(|n| Dot { day: day(n), seconds: 60 + n * n, mark: (n % 5 + 1).to_string() }).collect()
    }

    #[test]
    fn the_scale_grows_and_doublings_are_even() {
        assert!((1..5000).all(|n| doublings(n) <= doublings(n + 1)));
        assert_eq!([1, 2, 4, 8].map(doublings), [0, 256, 512, 768]);
        let scale = Scale::new(2024, 2025, 60, 86_400);
        assert_eq!((scale.y(1), scale.y(60), scale.y(86_400), scale.y(i64::MAX)), (200, 200, 0, 0));
        assert_eq!((scale.x(date(2024, 1, 1)), scale.x(date(2025, 12, 31)), scale.x(date(2023, 1, 1))), (0, 998, 0));
    }

    #[test]
    fn few_are_dots_and_many_are_cells() {
        let few = chart(&dots(400), Some(600)).unwrap();
        let drawn = |chart: &DotChart| chart.layers.iter().map(|(_, path)| path.matches("h0").count()).sum::<usize>();
        assert_eq!((drawn(&few), few.layers.len(), few.binned.is_none()), (400, 5, true));
        let many = chart(&dots(10_000), Some(600)).unwrap();
        assert!(drawn(&many) <= 560 && many.binned.is_some());
        let size: usize = many.layers.iter().map(|(_, path)| path.len()).sum();
        assert!(size < 7_000, "{size}");
        assert!(chart(&[], None).is_none());
        assert_eq!(few.years.iter().map(|(_, year)| year.as_str()).collect::<Vec<_>>(), ["2024", "2025"]);
    }

    #[test]
    fn any_length_has_a_place() {
        for seconds in [0, 1, 59, 60, i64::from(u32::MAX), i64::MAX] {
            let chart = chart(&[Dot { day: date(9999, 12, 31), seconds, mark: "1".into() }], None).unwrap();
            assert_eq!(chart.layers.len(), 1, "{seconds}");
        }
    }
}
