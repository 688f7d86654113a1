//! Days as people write them at the head of notes: `2026-03-14`, `14 March 2026`, `March 14, 2026`, with or without a weekday.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day at the head of a text, and what follows it.
pub(super) fn at_head(text: &str) -> Option<(Date, &str)> {
    let head = text.get(..10)?;
    if let Ok(day) = head.replace('/', "-").parse::<Date>() {
        let rest = text.get(10..)?;
        // `2026-03-14T09:41` is for a time to read.
        return Some((day, rest.strip_prefix(['T', 't', ' ', ',', ':']).unwrap_or(rest)));
    }
    None
}

/// A line that is nothing but a day.
pub(super) fn alone(line: &str) -> Option<Date> {
    let line = line.trim().trim_matches(['#', '*', '-', '=', ' ', ':']);
    if let Some((day, "")) = at_head(line) {
        return Some(day);
    }
    let words: Vec<String> =
        line.split([' ', ',', '.']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_weekday(word)).collect();
    let [a, b, year] = words[..] else { return None };
    let (month, day) = month(a).map(|month| (month, b)).or_else(|| month(b).map(|month| (month, a)))?;
    let day: i8 = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    Date::new(year.parse().ok()?, month, day).ok()
}

fn month(word: &str) -> Option<i8> {
    let found = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    i8::try_from(found + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().any(|day| word.len() >= 3 && day.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_all_sorts() {
        for text in [
            "2026-03-14",
            "## 2026-03-14",
            "14 March 2026",
            "March 14, 2026",
            "Sat, 14th Mar 2026",
            "--- 2026/03/14 ---",
        ] {
            assert_eq!(alone(text), Some(jiff::civil::date(2026, 3, 14)), "{text}");
        }
        for text in ["2026-03-14 09:41 x", "14 March", "at 14 March 2026", "", "2026-13-14", "é2026-03-14"] {
            assert_eq!(alone(text), None, "{text}");
        }
    }
}
