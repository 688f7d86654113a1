//! Reading times, and saying what was meant when they cannot be read.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use serde::de::{self, Visitor};

use super::moment::{Moment, Precision};
use crate::source::{ProblemKind, yaml};

/// Why a text is no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {help}")]
pub struct TimeError {
    kind: ProblemKind,
    message: String,
    help: String,
    replacement: Option<String>,
}

impl TimeError {
    fn new(kind: ProblemKind, message: String, help: impl Into<String>, replacement: Option<String>) -> Self {
        Self { kind, message, help: help.into(), replacement }
    }

    /// For serde: the rule, the message and the remedy in one text.
    fn reason(&self) -> String {
        yaml::reason(self.kind, &self.message, &self.help, self.replacement.as_deref())
    }
}

/// Reads a time or a day where it stands; as a `String` first, each would be copied.
pub(super) struct TimeVisitor<T>(PhantomData<T>);

impl<T> TimeVisitor<T> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: FromStr<Err = TimeError>> Visitor<'_> for TimeVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|error: TimeError| E::custom(error.reason()))
    }
}

/// Reads a [`Moment`].
pub(super) fn moment(text: &str) -> Result<Moment, TimeError> {
    match usual(text) {
        Some(moment) => Ok(moment),
        None => any_moment(text),
    }
}

/// The form that nearly all times have, `2026-03-14T09:41:00Z` or with `+01:00`, without detours; anything else is for [`any_moment`].
fn usual(text: &str) -> Option<Moment> {
    let (clock, offset) = text.as_bytes().split_at_checked(19)?;
    let digit = |at: usize| clock[at].is_ascii_digit().then(|| i8::try_from(clock[at] - b'0').ok())?;
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let separated = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if separated.iter().any(|&(at, byte)| clock[at] != byte) {
        return None;
    }
    let date = Date::new(i16::from(two(0)?) * 100 + i16::from(two(2)?), two(5)?, two(8)?).ok()?;
    let time = Time::new(two(11)?, two(14)?, two(17)?, 0).ok()?;
    let offset = if offset == b"Z" { Offset::UTC } else { usual_offset(offset)? };
    let instant = offset.to_timestamp(date.to_datetime(time)).ok()?;
    Some(Moment { earliest: Some(instant), offset, precision: Precision::Second, approximate: false })
}

/// `+01:00`.
fn usual_offset(text: &[u8]) -> Option<Offset> {
    let &[sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = text else { return None };
    let two = |a: u8, b: u8| {
        (a.is_ascii_digit() && b.is_ascii_digit()).then(|| i32::from(a - b'0') * 10 + i32::from(b - b'0'))
    };
    let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
    let seconds = (hours * 60 + minutes) * 60;
    if hours > 23 || minutes > 59 {
        None
    } else {
        Offset::from_seconds(if sign == b'-' { -seconds } else { seconds }).ok()
    }
}

fn any_moment(text: &str) -> Result<Moment, TimeError> {
    let text = text.trim();
    let (known, approximate) = match text.strip_suffix('~') {
        Some(known) => (known.trim_end(), true),
        None => (text, false),
    };
    match strict(known) {
        Some(moment) => Ok(Moment { approximate, ..moment }),
        None => Err(explain(known)),
    }
}

/// Reads a calendar day.
pub(super) fn day(text: &str) -> Result<Date, TimeError> {
    let text = text.trim();
    if let Some(date) = date_of(text) {
        return Ok(date);
    }
    match strict(text) {
        Some(Moment { precision: Precision::Minute | Precision::Second, .. }) => {
            let help = "write only the date, as YYYY-MM-DD";
            let date = text.get(..10).map(ToOwned::to_owned);
            Err(TimeError::new(
                ProblemKind::ImpossibleTime,
                format!("`{text}` is a time, a day is wanted here"),
                help,
                date,
            ))
        }
        Some(_) => {
            let message = format!("`{text}` is not a whole day");
            Err(TimeError::new(ProblemKind::ImpossibleTime, message, "write it as YYYY-MM-DD", None))
        }
        None => Err(match explain(text) {
            error if error.replacement.is_some() => error,
            error => TimeError { help: "write a day, as `2026-03-28`".to_owned(), ..error },
        }),
    }
}

/// The forms of the format, nothing else.
fn strict(text: &str) -> Option<Moment> {
    let whole = |earliest, offset, precision| Moment { earliest, offset, precision, approximate: false };
    if text == "unknown" {
        return Some(Moment::unknown());
    }
    if let Some((date, precision)) = partial_date(text) {
        let start = date.to_zoned(TimeZone::UTC).ok()?.timestamp();
        return Some(whole(Some(start), Offset::UTC, precision));
    }
    let (date, rest) = (date_of(text.get(..10)?)?, text.get(10..)?);
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, offset) = split_offset(rest)?;
    let precision = if time.len() == 5 { Precision::Minute } else { Precision::Second };
    let instant = offset.to_timestamp(date.to_datetime(time_of(time)?)).ok()?;
    Some(whole(Some(instant), offset, precision))
}

fn partial_date(text: &str) -> Option<(Date, Precision)> {
    match text.len() {
        4 => Some((date_of(&format!("{text}-01-01"))?, Precision::Year)),
        7 => Some((date_of(&format!("{text}-01"))?, Precision::Month)),
        10 => Some((date_of(text)?, Precision::Day)),
        _ => None,
    }
}

fn digits(text: &str) -> Option<i16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn date_of(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' || !text.is_ascii() {
        return None;
    }
    let small = |range| i8::try_from(digits(&text[range])?).ok();
    Date::new(digits(&text[..4])?, small(5..7)?, small(8..10)?).ok()
}

/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff`.
fn time_of(text: &str) -> Option<Time> {
    let shape = text.len() >= 5 && text.is_ascii() && text.as_bytes()[2] == b':' && text.len() != 6 && text.len() != 7;
    if !shape {
        return None;
    }
    if text.len() == 5 {
        let part = |range| i8::try_from(digits(&text[range])?).ok();
        return Time::new(part(0..2)?, part(3..5)?, 0, 0).ok();
    }
    if text.contains(',') {
        return None;
    }
    text.parse().ok()
}

/// Splits `09:41:00Z` or `09:41+01:00`.
fn split_offset(text: &str) -> Option<(&str, Offset)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, Offset::UTC));
    }
    let at = text.rfind(['+', '-'])?;
    let (time, offset) = text.split_at(at);
    let (hours, minutes) = offset[1..].split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    let seconds = (i32::from(hours) * 60 + i32::from(minutes)) * 60;
    let signed = if offset.starts_with('-') { -seconds } else { seconds };
    if hours > 23 || minutes > 59 { None } else { Some((time, Offset::from_seconds(signed).ok()?)) }
}

/// Says what is wrong with a text that is not a time, and what was probably meant.
fn explain(text: &str) -> TimeError {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    let repaired = repair::repair(text);
    match repaired {
        Some(repair::Repaired::Naive(fixed)) => TimeError::new(
            ProblemKind::NaiveTime,
            format!("the time `{shown}` has no offset, so nobody can tell which hour it was"),
            format!("write `{fixed}` if it is UTC, or end it with an offset such as `+01:00`"),
            Some(fixed),
        ),
        Some(repair::Repaired::Whole(fixed)) => TimeError::new(
            ProblemKind::ImpossibleTime,
            format!("`{shown}` is not a time in the record's format"),
            format!("did you mean `{fixed}`?"),
            Some(fixed),
        ),
        Some(repair::Repaired::TimeOfDay(time)) => TimeError::new(
            ProblemKind::ImpossibleTime,
            format!("`{shown}` looks like the time of day {time}, but says neither the date nor the offset"),
            format!("write the whole time: `YYYY-MM-DDT{time}Z`"),
            None,
        ),
        Some(repair::Repaired::Impossible(why)) => TimeError::new(
            ProblemKind::ImpossibleTime,
            format!("`{shown}` cannot be taken as a time: {why}"),
            "correct it; leave out what is not known (`2026-03`, `2026`, `unknown`)",
            None,
        ),
        None => TimeError::new(
            ProblemKind::ImpossibleTime,
            format!("`{shown}` is not a time"),
            "write it as `2026-03-14T09:41:00Z`; as far as it is known: `2026-03-14T09:41Z`, `2026-03-14`, `2026-03`; or `unknown`",
            None,
        ),
    }
}

mod repair {
    //! Guesses at what a nearly right time was meant to be. A guess is only a suggestion; it must itself be right.

    use super::{date_of, strict, time_of};

    pub(super) enum Repaired {
        /// All right but for the offset; with `Z` added.
        Naive(String),
        /// A time that differs in its spelling.
        Whole(String),
        /// Only a time of day.
        TimeOfDay(String),
        /// Well written, but not in any calendar.
        Impossible(String),
    }

    pub(super) fn repair(text: &str) -> Option<Repaired> {
        let text = text.trim();
        if let Some(time) = clock(text.trim_start_matches(['T', 't'])).filter(|_| text.len() <= 9) {
            return Some(Repaired::TimeOfDay(time));
        }
        let (date, rest) = match text.find(['T', 't', ' ']) {
            Some(at) => (&text[..at], Some(text[at + 1..].trim())),
            None => (text, None),
        };
        let date = match calendar(date)? {
            Ok(date) => date,
            Err(why) => return Some(Repaired::Impossible(why)),
        };
        let Some(rest) = rest else { return checked(date) };
        let (time, offset) = zone(rest);
        let Some(time) = clock(time) else {
            return Some(Repaired::Impossible(format!("there is no time of day `{}`", time.trim())));
        };
        match offset {
            Some(offset) => checked(format!("{date}T{time}{offset}")),
            None => Some(Repaired::Naive(format!("{date}T{time}Z"))),
        }
    }

    fn checked(text: String) -> Option<Repaired> {
        strict(&text).map(|_| Repaired::Whole(text))
    }

    /// A date in some order and with some separator, as `YYYY-MM-DD`; or why there is no such day.
    fn calendar(text: &str) -> Option<Result<String, String>> {
        let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
        let numeric = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let [a, b, c] = parts[..] else { return None };
        if !numeric {
            return None;
        }
        let (year, month, day) = match (a.len(), c.len()) {
            (5, 1..=2) => (one_digit_less(a)?, b, c),
            (4, 1..=2) => (a.to_owned(), b, c),
            // With dots the day comes first; with slashes it depends on who writes, unless one part can be no month.
            (1..=2, 4) if text.contains('.') || is_no_month(a) => (c.to_owned(), b, a),
            (1..=2, 4) if is_no_month(b) => (c.to_owned(), a, b),
            (1..=2, 4) => {
                let readings = format!("{c}-{b:0>2}-{a:0>2} or {c}-{a:0>2}-{b:0>2}");
                return Some(Err(format!("it may mean {readings}")));
            }
            _ => return None,
        };
        let text = format!("{year}-{month:0>2}-{day:0>2}");
        Some(date_of(&text).map(|_| text.clone()).ok_or_else(|| why_not(&year, month, day)))
    }

    fn is_no_month(part: &str) -> bool {
        part.parse::<u8>().is_ok_and(|number| number > 12)
    }

    /// `22025` was meant as `2025`: a digit that stands twice is struck once.
    fn one_digit_less(year: &str) -> Option<String> {
        let doubled = year.as_bytes().windows(2).position(|pair| pair[0] == pair[1])?;
        Some(format!("{}{}", &year[..doubled], &year[doubled + 1..]))
    }

    fn why_not(year: &str, month: &str, day: &str) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let index = month.parse::<usize>().ok().filter(|number| (1..=12).contains(number));
        match index {
            Some(number) => format!("{} {year} has no day {day}", MONTHS[number - 1]),
            None => format!("there is no month {month}"),
        }
    }

    /// A time of day with some separator, as `HH:MM` or `HH:MM:SS`.
    fn clock(text: &str) -> Option<String> {
        let parts: Vec<&str> = text.trim().split([':', '.', 'h']).collect();
        let numeric =
            parts.iter().all(|part| matches!(part.len(), 1..=2) && part.bytes().all(|byte| byte.is_ascii_digit()));
        if !numeric || !matches!(parts.len(), 2..=3) || parts[1].len() != 2 {
            return None;
        }
        let padded: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
        let text = padded.join(":");
        time_of(&text).map(|_| text)
    }

    /// Splits off an offset in some spelling.
    fn zone(text: &str) -> (&str, Option<String>) {
        for name in ["UTC", "GMT", "Z", "z"] {
            if let Some(time) = text.strip_suffix(name) {
                return (time.trim(), Some("Z".to_owned()));
            }
        }
        let Some(at) = text.rfind(['+', '-']) else { return (text, None) };
        let (time, offset) = text.split_at(at);
        let digits: String = offset[1..].chars().filter(char::is_ascii_digit).collect();
        let full = match digits.len() {
            1 | 2 => format!("{}{digits:0>2}:00", &offset[..1]),
            4 => format!("{}{}:{}", &offset[..1], &digits[..2], &digits[2..]),
            _ => return (text, None),
        };
        (time.trim(), Some(full))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> String {
        moment(text).map_or_else(|error| format!("{}: {error}", error.kind.rule()), |moment| moment.to_string())
    }

    #[test]
    fn what_is_legal_is_written_back_as_it_was() {
        for text in [
            "2026-03-14T09:41:00Z",
            "2026-03-14T10:41:00+01:00",
            "2026-03-14T09:41Z",
            "2026-03-14",
            "2026-03",
            "2026",
            "unknown",
            "2018-03-13T17:45Z~",
            "2026-03~",
            "2026-03-14T09:41:00.25Z",
        ] {
            assert_eq!(reads(text), text);
        }
        assert!(usual("2026-03-14T09:41:00Z").is_some() && usual("2026-03-14T10:41:00-09:30").is_some());
    }

    #[test]
    fn what_nearly_parses_says_what_was_meant() {
        for (text, expected) in [
            ("11.50", "YYYY-MM-DDT11:50Z"),
            ("T9:00", "YYYY-MM-DDT09:00Z"),
            ("22025-01-02", "did you mean `2025-01-02`?"),
            ("2026-03-14T9:00Z", "did you mean `2026-03-14T09:00Z`?"),
            ("14.03.2026", "did you mean `2026-03-14`?"),
            ("03/14/2026 10:00Z", "did you mean `2026-03-14T10:00Z`?"),
            ("03/04/2026", "it may mean 2026-04-03 or 2026-03-04"),
            ("2026-03-14T09:00:00,5Z", "there is no time of day"),
            ("2026-03-14T09:41:00+0100", "did you mean `2026-03-14T09:41:00+01:00`?"),
            ("2026-03-14 09:41 UTC", "did you mean `2026-03-14T09:41Z`?"),
            ("2026-03-14T09:41:00", "naive-time"),
            ("2026-03-14 09:41", "write `2026-03-14T09:41Z` if it is UTC"),
            ("2026-02-30", "February 2026 has no day 30"),
            ("2026-13-01T00:00:00Z", "there is no month 13"),
            ("2026-03-14T25:00:00Z", "there is no time of day `25:00:00`"),
            ("yesterday", "is not a time"),
            ("", "is not a time"),
        ] {
            assert!(reads(text).contains(expected), "{text}: {}", reads(text));
        }
    }

    #[test]
    fn days_are_days() {
        assert!(day("2026-03-28").is_ok());
        assert!(day("2026-03-28T10:00:00Z").unwrap_err().to_string().contains("a day is wanted"));
        assert!(day("2026-03").unwrap_err().to_string().contains("not a whole day"));
        assert!(day("28.3.2026").unwrap_err().to_string().contains("`2026-03-28`"));
    }

    #[test]
    fn order_is_by_the_first_instant() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        assert!(at("unknown") < at("2023"));
        assert!(at("2023") < at("2023-01-01T00:01Z"));
        assert!(at("2026-03-14T10:41:00+01:00") < at("2026-03-14T09:42:00Z"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,30}") {
            let _ = moment(&text);
            let _ = day(&text);
        }

        /// The usual form read without detours is what the detours give.
        #[test]
        fn the_usual_form_is_read_the_same(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]([Zz]|[+-][0-2][0-9]:[0-6][0-9]|)~?",
            (at, put) in (0_usize..26, "[0-9TZ:+~ é-]"),
        ) {
            let near: String = text.chars().enumerate().map(|(index, c)| if index == at { put.clone() } else { c.to_string() }).collect();
            for text in [text, near] {
                if let Some(moment) = usual(&text) {
                    proptest::prop_assert_eq!(any_moment(&text), Ok(moment), "{}", text);
                }
            }
        }

        #[test]
        fn near_times_never_panic(text in "[0-9TZ:. +~/-]{0,26}") {
            if let Ok(moment) = moment(&text) {
                proptest::prop_assert_eq!(moment.to_string().parse::<Moment>(), Ok(moment));
            }
            let _ = day(&text);
        }
    }
}
