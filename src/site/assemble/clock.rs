//! Times and lengths of time as pages print them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use crate::model::{Day, Elapsed, Moment, Precision};
use crate::site::page;

/// The minute a build speaks for, and the zone it shows times in. It notes what it is asked: a page that asked for nothing is the same
/// at any time, one that asked for the day is the same until midnight.
pub(super) struct Clock {
    now: Timestamp,
    zone: TimeZone,
    /// The zone's name.
    pub zone_name: Arc<str>,
    asked: AtomicU8,
}

/// How much of the time something depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::site) enum SpeaksFor {
    /// It is the same at any time.
    Always,
    /// A day in the site's zone.
    Day(Date),
    /// A minute, in seconds since 1970.
    Minute(i64),
}

const DAY: u8 = 1;
const MINUTE: u8 = 2;

impl Clock {
    /// With the policy's zone; UTC when there is none of that name, which is for a check to say and not for a page.
    pub fn new(now: Timestamp, zone: Option<&str>) -> Self {
        let found = zone.and_then(|name| Some((TimeZone::get(name).ok()?, name)));
        let (zone, name) = found.unwrap_or((TimeZone::UTC, "UTC"));
        let minute = now.as_second() - now.as_second().rem_euclid(60);
        let now = Timestamp::from_second(minute).unwrap_or(now);
        Self { now, zone, zone_name: name.into(), asked: AtomicU8::new(0) }
    }

    /// The same, not asked yet.
    pub fn fresh(&self) -> Self {
        let (zone, zone_name) = (self.zone.clone(), Arc::clone(&self.zone_name));
        Self { now: self.now, zone, zone_name, asked: AtomicU8::new(0) }
    }

    /// What was asked of it.
    pub fn asked(&self) -> SpeaksFor {
        match self.asked.load(Ordering::Relaxed) {
            0 => SpeaksFor::Always,
            DAY => SpeaksFor::Day(self.date_of_now()),
            _ => SpeaksFor::Minute(self.now.as_second()),
        }
    }

    /// Whether what speaks for this speaks for now.
    pub fn is_still(&self, time: SpeaksFor) -> bool {
        match time {
            SpeaksFor::Always => true,
            SpeaksFor::Day(day) => day == self.date_of_now(),
            SpeaksFor::Minute(second) => second == self.now.as_second(),
        }
    }

    fn date_of_now(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }

    /// Now, to the minute.
    pub fn now(&self) -> Timestamp {
        self.asked.fetch_max(MINUTE, Ordering::Relaxed);
        self.now
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.asked.fetch_max(DAY, Ordering::Relaxed);
        Day(self.date_of_now())
    }

    /// When today began.
    pub fn midnight(&self) -> Timestamp {
        let Day(date) = self.today();
        date.to_zoned(self.zone.clone()).map_or(self.now, |zoned| zoned.timestamp())
    }

    /// The minute the build speaks for.
    pub fn as_of(&self) -> page::Moment {
        self.moment(Moment::from_timestamp(self.now()))
    }

    /// Today, for a page that changes from day to day and no oftener.
    pub fn as_of_today(&self) -> page::Moment {
        day(self.today())
    }

    /// A moment as far as it is known. Whole times are shown in the site's zone; a mere day is the day that was written.
    pub fn moment(&self, moment: Moment) -> page::Moment {
        let Some(zoned) = self.shown(moment) else { return unknown() };
        let about = moment.is_approximate();
        let clock = moment.is_whole().then(|| clock_time(&zoned));
        let (year, month, monthday) = (zoned.year(), zoned.month(), zoned.day());
        let (date, day, words) = match moment.precision() {
            Precision::Unknown | Precision::Year => (year.to_string(), year.to_string(), year.to_string()),
            Precision::Month => {
                let name = month_name(month);
                (format!("{} {year}", short(name)), name.to_owned(), format!("{name} {year}"))
            }
            _ => dated(year, month, monthday),
        };
        let zone = if self.is_utc() { "UTC".to_owned() } else { zoned.strftime("%Z").to_string() };
        let at = clock.as_ref().map_or_else(String::new, |clock| format!(", {clock} {zone}"));
        let long = format!("{}{words}{at}", if about { "about " } else { "" });
        let clock = clock.map(|clock| if about { format!("~{clock}") } else { clock });
        let datetime = Some(moment.to_string().trim_end_matches('~').to_owned());
        page::Moment { datetime, long, date, day, clock, utc: self.in_utc(moment), about }
    }

    /// A moment that is coming up: without the date when that is today's.
    pub fn upcoming(&self, moment: Moment) -> page::Moment {
        let mut shown = self.moment(moment);
        let today = self.shown(moment).is_some_and(|zoned| Day(zoned.date()) == self.today());
        if let (true, Some(clock)) = (today, &shown.clock) {
            shown.long = format!("{clock} today");
        }
        shown
    }

    /// The calendar day a moment falls on, when it is known to the day.
    pub fn date(&self, moment: Moment) -> Option<Date> {
        self.shown(moment).filter(|_| moment.precision() >= Precision::Day).map(|zoned| zoned.date())
    }

    /// The heading over a day of a timeline, with its machine-readable form.
    pub fn day_title(&self, moment: Moment) -> (String, Option<String>) {
        let Some(zoned) = self.shown(moment) else { return ("At an unknown time".to_owned(), None) };
        let (year, month, day) = (zoned.year(), zoned.month(), zoned.day());
        let (words, machine) = match moment.precision() {
            Precision::Unknown | Precision::Year => (year.to_string(), year.to_string()),
            Precision::Month => (format!("{} {year}", month_name(month)), format!("{year:04}-{month:02}")),
            _ => {
                let weekday = WEEKDAYS[usize::from(zoned.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
                (format!("{weekday}, {day} {} {year}", month_name(month)), format!("{year:04}-{month:02}-{day:02}"))
            }
        };
        (words, Some(machine))
    }

    fn is_utc(&self) -> bool {
        &*self.zone_name == "UTC"
    }

    fn in_utc(&self, moment: Moment) -> Option<String> {
        let instant = moment.instant().filter(|_| !self.is_utc())?;
        let utc = instant.to_zoned(TimeZone::UTC);
        Some(format!("{:02}:{:02} UTC", utc.hour(), utc.minute()))
    }

    fn shown(&self, moment: Moment) -> Option<Zoned> {
        let written = moment.zoned()?;
        Some(if moment.is_whole() { written.with_time_zone(self.zone.clone()) } else { written })
    }
}

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

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn month_name(month: i8) -> &'static str {
    MONTHS[usize::from(month.unsigned_abs().saturating_sub(1)) % 12]
}

/// The first three letters of a month's name.
fn short(month: &str) -> &str {
    month.get(..3).unwrap_or(month)
}

/// `14 Mar 2026`, `14 Mar`, `14 March 2026`. A page prints hundreds of times: by hand this costs a fraction of a pattern.
fn dated(year: i16, month: i8, day: i8) -> (String, String, String) {
    let name = month_name(month);
    let brief = short(name);
    (format!("{day} {brief} {year}"), format!("{day} {brief}"), format!("{day} {name} {year}"))
}

/// Seconds only where somebody wrote them.
fn clock_time(zoned: &Zoned) -> String {
    let (hour, minute, second) = (zoned.hour(), zoned.minute(), zoned.second());
    if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
}

/// A day in the calendar.
pub(super) fn day(Day(date): Day) -> page::Moment {
    let (short, day, long) = dated(date.year(), date.month(), date.day());
    page::Moment { datetime: Some(date.to_string()), long, date: short, day, clock: None, utc: None, about: false }
}

fn unknown() -> page::Moment {
    let word = || "unknown".to_owned();
    page::Moment { datetime: None, long: word(), date: word(), day: word(), clock: None, utc: None, about: false }
}

/// A length of time.
pub(super) fn length(elapsed: Option<Elapsed>) -> page::Length {
    elapsed.map_or_else(not_recorded, |elapsed| page::Length {
        text: elapsed.in_words(),
        datetime: iso(elapsed.seconds),
        known: true,
    })
}

/// A length of time that is still growing, to the minute.
pub(super) fn length_so_far(elapsed: Option<Elapsed>, suffix: &str) -> page::Length {
    let minutes = elapsed.filter(|elapsed| elapsed.seconds >= 0).map(|elapsed| {
        let seconds = elapsed.seconds - elapsed.seconds % 60;
        Elapsed { seconds, approximate: elapsed.approximate }
    });
    let mut length = length(minutes);
    if length.known {
        length.text.push_str(suffix);
    }
    length
}

fn not_recorded() -> page::Length {
    page::Length { text: "not recorded".to_owned(), datetime: None, known: false }
}

/// `PT41M` and the like; nothing for what cannot be.
fn iso(seconds: i64) -> Option<String> {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let days = if days > 0 { format!("{days}D") } else { String::new() };
    (seconds >= 0).then(|| format!("P{days}T{}H{}M{}S", rest / 3_600, rest % 3_600 / 60, rest % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(zone: Option<&str>) -> Clock {
        Clock::new("2026-03-14T10:05:31Z".parse().unwrap(), zone)
    }

    fn moment(text: &str, zone: Option<&str>) -> page::Moment {
        clock(zone).moment(text.parse().unwrap())
    }

    #[test]
    fn as_much_as_is_known() {
        for (text, long, clock) in [
            ("2026-03-14T09:41:00Z", "14 March 2026, 09:41 UTC", Some("09:41")),
            ("2026-03-14T09:41:07Z", "14 March 2026, 09:41:07 UTC", Some("09:41:07")),
            ("2018-03-13T17:45Z~", "about 13 March 2018, 17:45 UTC", Some("~17:45")),
            ("2026-03-14", "14 March 2026", None),
            ("2026-03~", "about March 2026", None),
            ("2026", "2026", None),
            ("unknown", "unknown", None),
        ] {
            let shown = moment(text, None);
            assert_eq!((shown.long.as_str(), shown.clock.as_deref()), (long, clock), "{text}");
        }
        assert_eq!(moment("2018-03-13T17:45Z~", None).datetime.unwrap(), "2018-03-13T17:45Z");
    }

    #[test]
    fn another_zone_beside_utc() {
        let shown = moment("2026-03-14T23:30:00Z", Some("Europe/Berlin"));
        assert_eq!((shown.long.as_str(), shown.utc.as_deref()), ("15 March 2026, 00:30 CET", Some("23:30 UTC")));
        assert_eq!(moment("2026-03-14", Some("Europe/Berlin")).long, "14 March 2026");
        assert_eq!(clock(Some("Mars/Olympus")).zone_name, "UTC".into());
    }

    #[test]
    fn lengths() {
        assert_eq!(iso(90_061).unwrap(), "P1DT1H1M1S");
        assert_eq!(iso(-1), None);
        assert_eq!(clock(None).as_of().long, "14 March 2026, 10:05 UTC");
        assert_eq!(clock(None).upcoming("2026-03-14T10:30Z".parse().unwrap()).long, "10:30 today");
    }
}
