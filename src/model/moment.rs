//! A time as far as it is known.

use std::cmp::Ordering;
use std::fmt;

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::moment_packed::Packed;
use super::moment_parse;

/// How much of a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// It happened; nobody knows when.
    Unknown,
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
    /// The minute.
    Minute,
    /// The second, or finer.
    Second,
}

/// A point in time with its offset, known to some precision, perhaps approximately.
///
/// Written as RFC 3339 (`2026-03-14T09:41:00Z`), without seconds, as a day, month or year, or as `unknown`; a trailing `~` says
/// "about", as ISO 8601-2 does. Times order by the first instant they may mean; unknown comes before all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    pub(super) earliest: Option<Timestamp>,
    pub(super) offset: Offset,
    pub(super) precision: Precision,
    pub(super) approximate: bool,
}

impl Moment {
    /// An exact time in UTC, to the second.
    #[must_use]
    pub fn from_timestamp(timestamp: Timestamp) -> Self {
        let whole = Timestamp::from_second(timestamp.as_second()).unwrap_or(timestamp);
        Self { earliest: Some(whole), offset: Offset::UTC, precision: Precision::Second, approximate: false }
    }

    /// A time that nobody knows.
    #[must_use]
    pub const fn unknown() -> Self {
        Self { earliest: None, offset: Offset::UTC, precision: Precision::Unknown, approximate: false }
    }

    /// An exact time with the offset of its zone, to the second.
    #[must_use]
    pub fn from_zoned(zoned: &Zoned) -> Self {
        Self { offset: zoned.offset(), ..Self::from_timestamp(zoned.timestamp()) }
    }

    /// The time so many seconds later, to the second; `None` when this one is not known to the minute.
    #[must_use]
    pub fn later(&self, seconds: i64) -> Option<Self> {
        let later = self.instant()?.checked_add(SignedDuration::from_secs(seconds)).ok()?;
        Some(Self { offset: self.offset, ..Self::from_timestamp(later) })
    }

    /// The first instant it may mean; `None` when unknown.
    #[must_use]
    pub const fn earliest(&self) -> Option<Timestamp> {
        self.earliest
    }

    /// The instant, when it is known to the minute or better, approximate or not.
    #[must_use]
    pub fn instant(&self) -> Option<Timestamp> {
        self.earliest.filter(|_| self.is_whole())
    }

    /// How much is known.
    #[must_use]
    pub const fn precision(&self) -> Precision {
        self.precision
    }

    /// Whether it was marked with `~`.
    #[must_use]
    pub const fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// Whether it is known to the minute or better, so that durations may rest on it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.precision >= Precision::Minute
    }

    /// The time in its own offset; `None` when unknown.
    #[must_use]
    pub fn zoned(&self) -> Option<Zoned> {
        Some(self.earliest?.to_zoned(TimeZone::fixed(self.offset)))
    }

    /// The second that [`Self::stamp`] writes, as a number; `None` when unknown.
    #[must_use]
    pub fn stamped_second(&self) -> Option<i64> {
        // A fraction before 1970 counts backwards.
        self.earliest.map(|time| time.as_second() - i64::from(time.subsec_nanosecond() < 0))
    }

    /// The stamp that begins an entry's file name: `20260314T091200Z`, always UTC; zeros when unknown.
    #[must_use]
    pub fn stamp(&self) -> String {
        match self.earliest {
            Some(time) => stamp(time),
            None => "00000000T000000Z".to_owned(),
        }
    }
}

/// A time in UTC as `20260314T091200Z`; digit by digit, since each entry of each timeline is stamped.
fn stamp(time: Timestamp) -> String {
    let civil = Offset::UTC.to_datetime(time);
    let Ok(year) = u32::try_from(civil.year()) else { return time.strftime("%Y%m%dT%H%M%SZ").to_string() };
    let mut text = String::with_capacity(16);
    text.extend(digits(year, &[1000, 100, 10, 1]));
    let two = |number: i8| digits(u32::from(number.unsigned_abs()), &[10, 1]);
    text.extend([civil.month(), civil.day()].into_iter().flat_map(two));
    text.push('T');
    text.extend([civil.hour(), civil.minute(), civil.second()].into_iter().flat_map(two));
    text.push('Z');
    text
}

/// The digits of a number at these places.
fn digits(number: u32, places: &'static [u32]) -> impl Iterator<Item = char> {
    places.iter().filter_map(move |place| char::from_digit(number / place % 10, 10))
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |moment: &Self| (moment.earliest, moment.precision, moment.approximate);
        key(self).cmp(&key(other)).then_with(|| self.offset.cmp(&other.offset))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(earliest) = self.earliest else { return f.write_str("unknown") };
        // By hand: pages print hundreds of these, and a pattern takes ten times as long.
        let civil = self.offset.to_datetime(earliest);
        let mut text = String::with_capacity(32);
        match u32::try_from(civil.year()) {
            Ok(year) => text.extend(digits(year, &[1000, 100, 10, 1])),
            Err(_) => text.push_str(&format!("{:04}", civil.year())),
        }
        let parts = [
            ('-', civil.month(), Precision::Month),
            ('-', civil.day(), Precision::Day),
            ('T', civil.hour(), Precision::Minute),
            (':', civil.minute(), Precision::Minute),
            (':', civil.second(), Precision::Second),
        ];
        for (before, number, _) in parts.into_iter().filter(|(_, _, needs)| self.precision >= *needs) {
            text.push(before);
            text.extend(digits(u32::from(number.unsigned_abs()), &[10, 1]));
        }
        if self.precision == Precision::Second && civil.subsec_nanosecond() != 0 {
            text.push_str(&civil.strftime("%.f").to_string());
        }
        if self.is_whole() {
            match self.zoned().filter(|_| !self.offset.is_zero()) {
                None => text.push('Z'),
                Some(zoned) => text.push_str(&zoned.strftime("%:z").to_string()),
            }
        }
        if self.approximate {
            text.push('~');
        }
        f.write_str(&text)
    }
}

impl std::str::FromStr for Moment {
    type Err = moment_parse::TimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        moment_parse::moment(text)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            Packed::of(self).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return Packed::deserialize(deserializer)?.moment().ok_or_else(|| D::Error::custom("no such time"));
        }
        deserializer.deserialize_str(moment_parse::TimeVisitor::new())
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A time as far as it is known: RFC 3339 with an offset; to the minute; a day, month or year; or `unknown`. A trailing `~` means about.",
            "type": ["string", "integer"],
            "minimum": 1000,
            "maximum": 9999,
            "pattern": r"^(unknown|\d{4}(-\d{2}(-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?)?)?)~?$",
            "examples": ["2026-03-14T09:41:00Z", "2026-03-14T10:41+01:00", "2026-03~", "unknown"]
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn stamps_are_what_the_calendar_writes(second in -70_000_000_000_i64..250_000_000_000, nanosecond in 0..1_000_000_000_i32) {
            let Ok(time) = Timestamp::new(second, nanosecond) else { return Ok(()) };
            prop_assert_eq!(stamp(time), time.strftime("%Y%m%dT%H%M%SZ").to_string());
            let moment = Moment { earliest: Some(time), ..Moment::from_timestamp(time) };
            let whole = moment.stamped_second().and_then(|second| Timestamp::from_second(second).ok());
            prop_assert_eq!(whole.map(stamp), Some(stamp(time)));
        }
    }
}
