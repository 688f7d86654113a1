//! A time as programs keep it between two runs: numbers, which need no reading.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::{Moment, Precision};

/// Second, nanosecond, seconds of the offset, precision, whether it is approximate.
#[derive(Serialize, Deserialize)]
pub(super) struct Packed(i64, i32, i32, u8, bool);

const PRECISIONS: [Precision; 6] =
    [Precision::Unknown, Precision::Year, Precision::Month, Precision::Day, Precision::Minute, Precision::Second];

impl Packed {
    pub fn of(moment: &Moment) -> Self {
        let (second, nanosecond) = moment.earliest.map_or((0, 0), |time| (time.as_second(), time.subsec_nanosecond()));
        // An unknown time has no instant, and no other precision.
        let precision = moment.earliest.map_or(Precision::Unknown, |_| moment.precision);
        Self(second, nanosecond, moment.offset.seconds(), precision as u8, moment.approximate)
    }

    /// The time; `None` for numbers that are none.
    pub fn moment(&self) -> Option<Moment> {
        let &Self(second, nanosecond, offset, precision, approximate) = self;
        let precision = *PRECISIONS.get(usize::from(precision))?;
        let earliest = match precision {
            Precision::Unknown => None,
            _ => Some(Timestamp::new(second, nanosecond).ok()?),
        };
        let offset = Offset::from_seconds(offset).ok()?;
        Some(Moment { earliest, offset, precision, approximate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_time_is_lost() {
        for text in [
            "2026-03-14T09:41:00.25+01:00~",
            "2026-03-14T09:41Z",
            "2026-03",
            "2026~",
            "unknown",
            "1969-12-31T23:59:59.5Z",
        ] {
            let moment: Moment = text.parse().unwrap();
            assert_eq!(Packed::of(&moment).moment(), Some(moment), "{text}");
        }
        assert_eq!(Packed(i64::MAX, 0, 0, 5, false).moment(), None);
        assert_eq!(Packed(0, 0, 0, 9, false).moment(), None);
    }
}
