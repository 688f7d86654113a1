//! Seconds since 1970 as dates and times, in UTC: just enough to write them.

use std::fmt;

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// A point in time, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub i64);

impl Time {
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0 + seconds)
    }

    pub fn year(self) -> i64 {
        self.civil().0
    }

    /// `2026-03-14`
    pub fn date(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `20260314T091200Z`, as an entry's file name begins.
    pub fn stamp(self) -> String {
        let (year, month, day) = self.civil();
        let (hour, minute, second) = self.clock();
        format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    }

    /// `09:12`
    pub fn hour_and_minute(self) -> String {
        let (hour, minute, _) = self.clock();
        format!("{hour:02}:{minute:02}")
    }

    fn clock(self) -> (i64, i64, i64) {
        let second = self.0.rem_euclid(DAY);
        (second / HOUR, second / MINUTE % 60, second % MINUTE)
    }

    /// Year, month and day: Howard Hinnant's `civil_from_days`.
    fn civil(self) -> (i64, i64, i64) {
        let days = self.0.div_euclid(DAY) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }
}

/// RFC 3339.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.clock();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", self.date())
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn known_dates() {
        for (seconds, written) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_773_479_520, "2026-03-14T09:12:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(Time(seconds).to_string(), written);
        }
        assert_eq!(Time(1_773_479_520).stamp(), "20260314T091200Z");
    }
}
