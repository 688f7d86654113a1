//! Days and months on the page's calendar.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use super::{Ledger, Tally};

/// A day on the page's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// What it held.
    pub tally: Tally,
}

/// A month on the page's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// What it held.
    pub tally: Tally,
}

impl Ledger {
    /// The day that it is.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }

    /// The last so many days with today, oldest first. A day that the zone skipped is none of them.
    #[must_use]
    pub fn last_days(&self, count: usize) -> Vec<Day> {
        let mut days = Vec::with_capacity(count);
        let mut date = Some(self.today());
        while let Some(day) = date.filter(|_| days.len() < count) {
            days.extend(self.day(day));
            date = day.yesterday().ok();
        }
        days.reverse();
        days
    }

    /// A day; `None` when the zone never had it.
    #[must_use]
    pub fn day(&self, date: Date) -> Option<Day> {
        let tally = self.dates(date, date.tomorrow().ok()?)?;
        (tally.length > 0).then_some(Day { date, tally })
    }

    /// The month that a day lies in.
    #[must_use]
    pub fn month(&self, of: Date) -> Option<Month> {
        let first = of.first_of_month();
        let tally = self.dates(first, first.checked_add(1.month()).ok()?)?;
        Some(Month { first, tally })
    }

    /// The last so many months with this one, oldest first.
    #[must_use]
    pub fn last_months(&self, count: usize) -> Vec<Month> {
        let this = self.today().first_of_month();
        let back = |ago: usize| this.checked_sub(i64::try_from(ago).ok()?.months()).ok();
        (0..count).rev().filter_map(|ago| self.month(back(ago)?)).collect()
    }

    /// From the first instant of one day to that of another.
    fn dates(&self, from: Date, until: Date) -> Option<Tally> {
        Some(self.between(self.begins(from)?, self.begins(until)?))
    }

    /// The first instant of a day: not always midnight, which clocks may skip.
    fn begins(&self, date: Date) -> Option<Timestamp> {
        date.to_zoned(self.zone.clone()).ok().map(|begins| begins.timestamp())
    }
}
