//! Notes line by line: `09:41 restarted DA`, `2026-03-14 9:41pm mary: …`, `[09:41:07] <mary> …`, `- 09:41Z – …`. A line that is a day sets the day
//! of those that follow; one without a time goes on with the entry above.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, ToSpan as _};

use super::{ReadBy, Reading, day, person};
use crate::corpus::Corpus;
use crate::model::{Moment, time_of_day};
use crate::respond::RespondError;

/// A time that lies so far before the one above is the next day's, in seconds.
const NEXT_DAY: SignedDuration = SignedDuration::from_hours(12);

pub(super) fn read(corpus: &Corpus, text: &str, read_by: &ReadBy) -> Result<Vec<Reading>, RespondError> {
    let mut readings: Vec<Reading> = Vec::new();
    let (mut today, mut above): (Date, Option<Time>) = (read_by.day, None);
    let mut blank = false;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if let Some(day) = day::alone(line) {
            (today, above, blank) = (day, None, false);
            continue;
        }
        if let Some(told) = Told::read(line) {
            let backwards = above.is_some_and(|above| above.duration_since(told.time) > NEXT_DAY);
            today = match told.day {
                Some(day) => day,
                None if backwards => today.checked_add(1.day()).unwrap_or(today),
                None => today,
            };
            above = Some(told.time);
            let at = told.at(today, read_by).map_err(|reason| RespondError::Lines { line: number, reason })?;
            let (by, text) = author(corpus, told.rest);
            readings.push(Reading { line: number, at, by, text });
        } else if let Some(last) = readings.last_mut() {
            go_on(last, line, blank);
        } else if !line.trim().is_empty() {
            let reason = "it begins with no time, and there is no entry above that it could belong to".to_owned();
            return Err(RespondError::Lines { line: number, reason });
        }
        blank = line.trim().is_empty();
    }
    for reading in &mut readings {
        reading.text = reading.text.trim().to_owned();
        if reading.text.is_empty() {
            let reason = "it says a time and nothing else".to_owned();
            return Err(RespondError::Lines { line: reading.line, reason });
        }
    }
    Ok(readings)
}

fn go_on(last: &mut Reading, line: &str, after_blank: bool) {
    if !line.trim().is_empty() {
        last.text.push_str(if after_blank { "\n\n" } else { "\n" });
        last.text.push_str(line.trim_end());
    }
}

/// A line that begins with a time.
struct Told<'t> {
    day: Option<Date>,
    time: Time,
    offset: Option<Offset>,
    rest: &'t str,
}

impl<'t> Told<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let line = line.trim_start_matches([' ', '\t', '-', '*', '•', '[', '(', '|']);
        let (day, line) = day::at_head(line).map_or((None, line), |(day, rest)| (Some(day), rest));
        let line = line.trim_start();
        let end = line.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(line.len());
        let (digits, rest) = line.split_at(end);
        // Fractions of a second are more than a timeline needs.
        let digits = digits.split('.').next().unwrap_or(digits).trim_end_matches(':');
        let (half, rest) = half_of_day(rest);
        let time = time_of_day(&format!("{digits}{half}"))?;
        let (offset, rest) = offset(rest);
        let rest = rest.trim_start_matches([']', ')', '|', ' ', '\t']).trim_start_matches(['-', '–', '—', ':', ' ']);
        Some(Self { day, time, offset, rest })
    }

    fn at(&self, today: Date, read_by: &ReadBy) -> Result<Moment, String> {
        let zone = match (&self.offset, &read_by.zone) {
            (Some(offset), _) => TimeZone::fixed(*offset),
            (None, Some(zone)) => zone.clone(),
            (None, None) => {
                return Err(
                    "its time has no zone; say one with --timezone, as in `--timezone Europe/Berlin`".to_owned()
                );
            }
        };
        let zoned = today.to_datetime(self.time).to_zoned(zone);
        zoned.map(|zoned| Moment::from_zoned(&zoned)).map_err(|error| error.to_string())
    }
}

/// `am` or `pm` at the head of a text.
fn half_of_day(text: &str) -> (&'static str, &str) {
    let trimmed = text.trim_start();
    for (word, half) in [("a.m.", "am"), ("p.m.", "pm"), ("am", "am"), ("pm", "pm")] {
        let head = trimmed.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word));
        let rest = trimmed.get(word.len()..).filter(|_| head.is_some());
        if let Some(rest) = rest.filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
            return (half, rest);
        }
    }
    ("", text)
}

/// `Z`, `UTC`, `GMT`, `+01:00` at the head of a text.
fn offset(text: &str) -> (Option<Offset>, &str) {
    let trimmed = text.trim_start();
    for word in ["UTC", "GMT", "Z"] {
        if let Some(rest) = trimmed.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
            return (Some(Offset::UTC), rest);
        }
    }
    let numeric = trimmed.get(..6).filter(|head| head.starts_with(['+', '-'])).and_then(|head| {
        let (hours, minutes) = head.get(1..)?.split_once(':')?;
        let seconds = hours.parse::<i32>().ok()? * 3_600 + minutes.parse::<i32>().ok()? * 60;
        Offset::from_seconds(if head.starts_with('-') { -seconds } else { seconds }).ok()
    });
    match numeric {
        Some(offset) => (Some(offset), trimmed.get(6..).unwrap_or_default()),
        None => (None, text),
    }
}

/// `mary: …`, `<mary> …`, `@mary …`, when one person is called that; else all of it is the text.
fn author(corpus: &Corpus, text: &str) -> (Option<String>, String) {
    let text = text.trim();
    let angle = text.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    let colon = text.split_once(':').filter(|(name, _)| name.len() <= 60);
    let mention = text.strip_prefix('@').and_then(|rest| rest.split_once(' '));
    let found = [angle, colon, mention].into_iter().flatten();
    let mut found = found.filter_map(|(name, rest)| Some((person(corpus, name.trim())?, rest.trim().to_owned())));
    found.next().map_or_else(|| (None, text.to_owned()), |(by, rest)| (Some(by), rest))
}
