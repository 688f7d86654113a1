//! A length of time as policies write it.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A whole number of seconds, minutes, hours, days or weeks: `90s`, `30m`, `2h`, `14d`, `2w`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WaitingTime {
    seconds: i64,
}

/// Units with their letters and lengths in seconds, longest first.
const UNITS: [(char, i64); 5] = [('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// No policy waits longer than this: ten years, in seconds.
const LONGEST: i64 = 3_660 * 86_400;

impl WaitingTime {
    /// From minutes.
    #[must_use]
    pub const fn minutes(minutes: i64) -> Self {
        Self { seconds: minutes * 60 }
    }

    /// From days of 24 hours.
    #[must_use]
    pub const fn days(days: i64) -> Self {
        Self { seconds: days * 86_400 }
    }

    /// In seconds.
    #[must_use]
    pub const fn as_seconds(self) -> i64 {
        self.seconds
    }

    /// In words: `30 minutes`, `2 weeks`.
    #[must_use]
    pub fn in_words(self) -> String {
        let (count, letter) = self.count();
        let unit = match letter {
            'w' => "week",
            'd' => "day",
            'h' => "hour",
            'm' => "minute",
            _ => "second",
        };
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    }

    fn count(self) -> (i64, char) {
        let whole = UNITS.iter().find(|(_, length)| self.seconds != 0 && self.seconds % length == 0);
        whole.map_or((self.seconds, 's'), |&(letter, length)| (self.seconds / length, letter))
    }
}

impl fmt::Display for WaitingTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, letter) = self.count();
        write!(f, "{count}{letter}")
    }
}

impl std::str::FromStr for WaitingTime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a length of time; write `30m`, `2h`, `14d` or `2w`");
        let text = text.trim();
        let letter = text.chars().last().ok_or_else(wrong)?;
        let length = UNITS.iter().find(|(unit, _)| *unit == letter).map(|(_, length)| *length).ok_or_else(wrong)?;
        let count: u32 = text[..text.len() - letter.len_utf8()].trim().parse().map_err(|_| wrong())?;
        let seconds = i64::from(count) * length;
        if seconds > LONGEST { Err(format!("`{text}` is longer than ten years")) } else { Ok(Self { seconds }) }
    }
}

impl Serialize for WaitingTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WaitingTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for WaitingTime {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WaitingTime".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A length of time: a whole number and a unit (s, m, h, d, w).",
            "type": "string",
            "pattern": r"^\d+ ?[smhdw]$",
            "examples": ["30m", "14d"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        for (text, seconds, words) in
            [("30m", 1_800, "30 minutes"), ("1d", 86_400, "1 day"), ("2w", 1_209_600, "2 weeks")]
        {
            let time: WaitingTime = text.parse().unwrap();
            assert_eq!(
                (time.as_seconds(), time.to_string().as_str(), time.in_words().as_str()),
                (seconds, text, words)
            );
        }
        for bad in ["", "m", "1", "1.5h", "-1d", "9999999w", "1ü"] {
            assert!(bad.parse::<WaitingTime>().is_err(), "{bad}");
        }
    }
}
