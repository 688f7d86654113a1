//! Days, times, lengths of time and figures as a language writes them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Words;

/// The words for instants, in the zone of the page.
#[derive(Clone, Debug)]
pub struct Calendar<'w> {
    words: &'w Words,
    zone: TimeZone,
}

impl<'w> Calendar<'w> {
    /// In this zone.
    #[must_use]
    pub const fn new(words: &'w Words, zone: TimeZone) -> Self {
        Self { words, zone }
    }

    /// `14 March 2026, 09:41 CET`.
    #[must_use]
    pub fn moment(&self, at: Timestamp) -> String {
        let zoned = self.zoned(at);
        let (date, time, zone) = (self.words.date(zoned.date()), self.clock(&zoned), abbreviation(&zoned));
        self.words.say("moment", &[("date", &date), ("time", &time), ("zone", &zone)])
    }

    /// `09:41`.
    #[must_use]
    pub fn time(&self, at: Timestamp) -> String {
        self.clock(&self.zoned(at))
    }

    /// A span of time; the day once when it is one day's.
    #[must_use]
    pub fn range(&self, from: Timestamp, until: Timestamp) -> String {
        let (begin, end) = (self.zoned(from), self.zoned(until));
        if begin.date() != end.date() {
            return self.words.say("moment_range", &[("from", &self.moment(from)), ("until", &self.moment(until))]);
        }
        let date = self.words.date(begin.date());
        let (from, until, zone) = (self.clock(&begin), self.clock(&end), abbreviation(&end));
        self.words.say("moment_range_one_day", &[("date", &date), ("from", &from), ("until", &until), ("zone", &zone)])
    }

    /// The day an instant falls on.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.zoned(at).date()
    }

    fn zoned(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.zone.clone())
    }

    fn clock(&self, at: &Zoned) -> String {
        let (hour, minute) = (format!("{:02}", at.hour()), format!("{:02}", at.minute()));
        self.words.say("time", &[("hour", &hour), ("minute", &minute)])
    }
}

fn abbreviation(at: &Zoned) -> String {
    at.strftime("%Z").to_string()
}

impl Words {
    /// `14 March 2026`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        self.dated("date", date)
    }

    /// `14 Mar`, for where the year stands close by.
    #[must_use]
    pub fn date_short(&self, date: Date) -> String {
        self.dated("date_short", date)
    }

    /// `March 2026`.
    #[must_use]
    pub fn month(&self, date: Date) -> String {
        self.dated("month", date)
    }

    /// From one day to another, where the year stands close by.
    #[must_use]
    pub fn dates(&self, from: Date, until: Date) -> String {
        if from == until {
            return self.date(from);
        }
        self.say("date_range", &[("from", &self.date_short(from)), ("until", &self.date_short(until))])
    }

    fn dated(&self, key: &str, date: Date) -> String {
        let place = usize::try_from(date.month() - 1).unwrap_or_default();
        let name = |key: &str| self.names(key).get(place).map_or("", String::as_str);
        let day = if date.day() == 1 { self.text("first_of_month").to_owned() } else { date.day().to_string() };
        let (year, number) = (date.year().to_string(), date.month().to_string());
        let (month, month_short) = (name("months"), name("months_short"));
        let known = [("year", year.as_str()), ("month", month), ("month_short", month_short)];
        let all: Vec<(&str, &str)> =
            known.into_iter().chain([("month_number", number.as_str()), ("day", &day)]).collect();
        self.say(key, &all)
    }

    /// `1 hour 27 minutes`: the two largest units. Seconds are not for a status page.
    #[must_use]
    pub fn duration(&self, seconds: i64) -> String {
        let minutes = u64::try_from(seconds).unwrap_or_default() / 60;
        let (days, hours, minutes) = (minutes / 1_440, minutes % 1_440 / 60, minutes % 60);
        let parts = [("days", days), ("hours", hours), ("minutes", minutes)];
        let mut shown = parts.into_iter().skip_while(|(_, count)| *count == 0);
        let Some((unit, count)) = shown.next() else { return self.text("under_a_minute").to_owned() };
        let larger = self.count(unit, count, &[]);
        match shown.next() {
            Some((unit, count)) if count > 0 => {
                let smaller = self.count(unit, count, &[]);
                self.say("duration_of_two", &[("larger", &larger), ("smaller", &smaller)])
            }
            _ => larger,
        }
    }

    /// A figure in per cent from its digits, `99.98`.
    #[must_use]
    pub fn percent(&self, digits: &str) -> String {
        self.say("percent", &[("number", &digits.replace('.', self.text("decimal_point")))])
    }
}
