//! Times as people say them: `now`, `-15m`, `09:41`, `yesterday 21:40`, `2026-03-14 09:41`, RFC 3339.

use std::fmt;

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _, Zoned};

use super::{Moment, WaitingTime};

/// A clock that runs a little ahead is no reason to take `09:41` for yesterday's; in seconds.
const CLOCK_SLACK: i64 = 300;

/// A time as it was said; what it means depends on now, and on the zone of whoever said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeExpression {
    /// In full, with an offset, or as far as it is known.
    Exact(Moment),
    /// Now, or so many seconds before or after.
    Relative(i64),
    /// A time of the day: the one that lies next to now.
    Clock(Time),
    /// A time of a day that lies so many days back.
    DaysAgo(i64, Time),
    /// A day and a time, without an offset.
    Local(DateTime),
}

/// On which side of now a time of the day lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It has happened: today, or yesterday.
    Past,
    /// It is to come: today, or tomorrow.
    Future,
}

/// What is not a time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoTime(String);

impl NoTime {
    /// What is wrong: a date is read by stricter rules, which say more.
    fn of(text: &str) -> Self {
        let dated = text.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        let reason = text.parse::<Moment>().err().filter(|_| dated).map(|error| error.to_string());
        let forms = "write `09:41`, `-15m`, `2026-03-14 09:41`, `2026-03-14T09:41:00Z` or `now`";
        Self(reason.unwrap_or_else(|| format!("`{text}` is not a time; {forms}")))
    }
}

impl TimeExpression {
    /// Whether the zone of whoever said it matters.
    #[must_use]
    pub const fn needs_zone(self) -> bool {
        matches!(self, Self::Clock(_) | Self::DaysAgo(..) | Self::Local(_))
    }

    /// The time that is meant; `None` when the calendar has none.
    #[must_use]
    pub fn resolve(self, now: Timestamp, zone: &TimeZone, side: Side) -> Option<Moment> {
        let here = now.to_zoned(zone.clone());
        match self {
            Self::Exact(moment) => Some(moment),
            Self::Relative(seconds) => Moment::from_timestamp(now).later(seconds),
            Self::Clock(time) => clock(&here, time, side),
            Self::DaysAgo(days, time) => at(&here, days.days(), time).map(|zoned| Moment::from_zoned(&zoned)),
            Self::Local(local) => Some(Moment::from_zoned(&local.to_zoned(zone.clone()).ok()?)),
        }
    }
}

/// The time of the day next to now, on one side of it.
fn clock(here: &Zoned, time: Time, side: Side) -> Option<Moment> {
    let slack = SignedDuration::from_secs(CLOCK_SLACK);
    let today = at(here, 0.days(), time)?;
    let other = match side {
        Side::Past => today > here.checked_add(slack).ok()?,
        Side::Future => today < here.checked_sub(slack).ok()?,
    };
    let days = if side == Side::Past { 1.day() } else { (-1).days() };
    let found = if other { at(here, days, time)? } else { today };
    Some(Moment::from_zoned(&found))
}

/// A time of the day so many days back.
fn at(here: &Zoned, back: jiff::Span, time: Time) -> Option<Zoned> {
    let day = here.date().checked_sub(back).ok()?;
    day.to_datetime(time).to_zoned(here.time_zone().clone()).ok()
}

impl std::str::FromStr for TimeExpression {
    type Err = NoTime;

    fn from_str(text: &str) -> Result<Self, NoTime> {
        let said = text.trim();
        if said.len() == 4 && said.bytes().all(|byte| byte.is_ascii_digit()) {
            let (hour, minute) = said.split_at(2);
            return Err(NoTime(format!(
                "`{said}` may be a year or a time of the day; write `{hour}:{minute}`, or the day"
            )));
        }
        let found = relative(said).or_else(|| spoken(said));
        let exact = || said.parse().ok().map(Self::Exact);
        found.or_else(exact).or_else(|| local(said).map(Self::Local)).ok_or_else(|| NoTime::of(said))
    }
}

/// `now`, `-15m`, `-1h30m`, `+30m`.
fn relative(text: &str) -> Option<TimeExpression> {
    if text.eq_ignore_ascii_case("now") {
        return Some(TimeExpression::Relative(0));
    }
    let (sign, rest) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let mut seconds = 0;
    for part in rest.trim().split_inclusive(|c: char| c.is_ascii_alphabetic()) {
        seconds += part.parse::<WaitingTime>().ok()?.as_seconds();
    }
    (seconds > 0).then_some(TimeExpression::Relative(sign * seconds))
}

/// `09:41`, `9:41pm`, `today 09:41`, `yesterday 21:40`.
fn spoken(text: &str) -> Option<TimeExpression> {
    let Some((day, rest)) = text.split_once(' ') else { return time_of_day(text).map(TimeExpression::Clock) };
    match day.to_ascii_lowercase().as_str() {
        "today" => Some(TimeExpression::DaysAgo(0, time_of_day(rest)?)),
        "yesterday" => Some(TimeExpression::DaysAgo(1, time_of_day(rest)?)),
        _ => time_of_day(text).map(TimeExpression::Clock),
    }
}

/// `2026-03-14 09:41`, also with `T` between the two.
fn local(text: &str) -> Option<DateTime> {
    let (day, time) = text.split_once(['T', 't', ' '])?;
    Some(day.parse::<jiff::civil::Date>().ok()?.to_datetime(time_of_day(time)?))
}

/// A time of the day with 24 hours, or with 12 and am or pm: `09:41`, `9:41:07`, `9:41pm`, `9 pm`.
#[must_use]
pub fn time_of_day(text: &str) -> Option<Time> {
    let text = text.trim().to_ascii_lowercase();
    let half = |text: &str| ["am", "a.m.", "pm", "p.m."].into_iter().find(|half| text.ends_with(half));
    let half = half(&text);
    let digits = text.strip_suffix(half.unwrap_or_default()).unwrap_or(&text).trim_end();
    let mut parts = digits.split(':');
    let mut number = |most: i8| -> Option<Option<i8>> {
        let Some(part) = parts.next() else { return Some(None) };
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        Some(Some(part.parse().ok().filter(|number| plain && *number <= most)?))
    };
    let (hour, minute, second) = (number(23)??, number(59)?, number(59)?);
    if parts.next().is_some() || (minute.is_none() && half.is_none()) {
        return None;
    }
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + if half.starts_with('p') { 12 } else { 0 },
    };
    Time::new(hour, minute.unwrap_or(0), second.unwrap_or(0), 0).ok()
}

/// Seconds only where somebody said them.
fn brief(time: Time) -> String {
    let seconds = if time.second() == 0 { String::new() } else { format!(":{:02}", time.second()) };
    format!("{:02}:{:02}{seconds}", time.hour(), time.minute())
}

impl fmt::Display for TimeExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(moment) => write!(f, "{moment}"),
            Self::Relative(seconds) => write!(f, "{seconds:+}s"),
            Self::Clock(time) => write!(f, "{}", brief(*time)),
            Self::DaysAgo(0, time) => write!(f, "today {}", brief(*time)),
            Self::DaysAgo(_, time) => write!(f, "yesterday {}", brief(*time)),
            Self::Local(local) => write!(f, "{} {}", local.date(), brief(local.time())),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, zone: &str, side: Side) -> String {
        let now: Timestamp = "2026-03-14T10:05:00Z".parse().unwrap();
        let zone = TimeZone::get(zone).unwrap();
        let said: Result<TimeExpression, _> = text.parse();
        said.map_or_else(|error| error.to_string(), |said| said.resolve(now, &zone, side).unwrap().to_string())
    }

    #[test]
    fn as_people_say_them() {
        for (text, utc, berlin) in [
            ("now", "2026-03-14T10:05:00Z", "2026-03-14T10:05:00Z"),
            ("-15m", "2026-03-14T09:50:00Z", "2026-03-14T09:50:00Z"),
            ("-1h30m", "2026-03-14T08:35:00Z", "2026-03-14T08:35:00Z"),
            ("09:41", "2026-03-14T09:41:00Z", "2026-03-14T09:41:00+01:00"),
            ("9:41am", "2026-03-14T09:41:00Z", "2026-03-14T09:41:00+01:00"),
            ("9:41 pm", "2026-03-13T21:41:00Z", "2026-03-13T21:41:00+01:00"),
            ("10:30", "2026-03-13T10:30:00Z", "2026-03-14T10:30:00+01:00"),
            ("10:08", "2026-03-14T10:08:00Z", "2026-03-14T10:08:00+01:00"),
            ("yesterday 21:40", "2026-03-13T21:40:00Z", "2026-03-13T21:40:00+01:00"),
            ("2026-03-12 09:41", "2026-03-12T09:41:00Z", "2026-03-12T09:41:00+01:00"),
            ("2026-03-12T09:41", "2026-03-12T09:41:00Z", "2026-03-12T09:41:00+01:00"),
            ("2026-03-12T09:41:00+02:00", "2026-03-12T09:41:00+02:00", "2026-03-12T09:41:00+02:00"),
            ("2026-03-12T09:41Z~", "2026-03-12T09:41Z~", "2026-03-12T09:41Z~"),
        ] {
            assert_eq!(read(text, "UTC", Side::Past), utc, "{text}");
            assert_eq!(read(text, "Europe/Berlin", Side::Past), berlin, "{text}");
        }
        assert_eq!(read("10:30", "UTC", Side::Future), "2026-03-14T10:30:00Z");
        assert_eq!(read("09:30", "UTC", Side::Future), "2026-03-15T09:30:00Z");
        assert_eq!(read("+30m", "UTC", Side::Future), "2026-03-14T10:35:00Z");
    }

    #[test]
    fn what_is_no_time_says_so() {
        for text in [
            "",
            "noon",
            "25:00",
            "9:60",
            "-",
            "-m",
            "+0m",
            "13pm",
            "09:41:00:00",
            "9",
            "0905",
            "2019",
            "2026-13-01 09:41",
        ] {
            let said = read(text, "UTC", Side::Past);
            assert!(text.parse::<TimeExpression>().is_err(), "{text}: {said}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,30}") {
            let _ = read(&text, "Europe/Berlin", Side::Past);
        }

        /// A time of the day is within a day of now, on the side that was asked for.
        #[test]
        fn a_time_of_the_day_is_near(hour in 0..24, minute in 0..60, now in 0_i64..4_000_000_000) {
            let now = Timestamp::from_second(now).unwrap();
            let said: TimeExpression = format!("{hour:02}:{minute:02}").parse().unwrap();
            let zone = TimeZone::get("Europe/Berlin").unwrap();
            let past = said.resolve(now, &zone, Side::Past).unwrap().earliest().unwrap();
            let gap = now.as_second() - past.as_second();
            prop_assert!((-CLOCK_SLACK - 3_600..=90_000).contains(&gap), "{gap}");
        }
    }
}
