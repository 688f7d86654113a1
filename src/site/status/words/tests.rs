//! Messages: chosen, completed, counted.

use super::*;
use crate::wording::placeholders;

fn words(language: &str) -> Words {
    let (words, warnings) = Words::new(language, &[]);
    assert!(warnings.is_empty(), "{warnings:?}");
    words
}

fn own(language: &str, text: &str) -> (Words, Vec<String>) {
    let path = format!("templates/messages/{language}.yaml");
    let file = OwnMessages { language: language.to_owned(), path, text: text.to_owned() };
    let (words, warnings) = Words::new(language, &[file]);
    (words, warnings.iter().map(ToString::to_string).collect())
}

fn instant(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

/// What reads the same in two languages: patterns, and words they share.
const SAME: [&str; 14] = [
    "direction",
    "first_of_month",
    "date",
    "date_short",
    "month",
    "time",
    "moment",
    "decimal_point",
    "percent",
    "duration_of_two",
    "list_middle",
    "component_state",
    "day_of_state_for",
    "navigation",
];

#[test]
fn the_five_languages_say_the_same_things() {
    let english = built_in("en").unwrap();
    for (language, text) in BUILT_IN {
        let Own { messages, problems, faults } = Own::read(text, &english);
        assert!(problems.is_empty() && faults.is_empty(), "{language}: {problems:?} {faults:?}");
        let keys = |messages: &Messages| messages.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&messages), keys(&english), "{language}");
        for (key, message) in messages.iter().filter(|(key, _)| language != "en" && !SAME.contains(&key.as_str())) {
            assert_ne!(Some(message), english.get(key), "{language}: `{key}` is English");
        }
    }
}

#[test]
fn no_language_leaves_a_placeholder_out() {
    let english = built_in("en").unwrap();
    let filled_in = |message: &Message| {
        let all = message.texts().into_iter().flat_map(placeholders);
        let mut names: Vec<String> = all.map(|name| name.replace("_number", "").replace("_short", "")).collect();
        names.sort();
        names.dedup();
        names
    };
    for (language, _) in BUILT_IN {
        for (key, message) in built_in(language).unwrap() {
            assert_eq!(filled_in(&message), filled_in(&english[&key]), "{language}: {key}");
            let forms = if let Message::Forms(forms) = &message { forms.len() } else { continue };
            let wanted = match language {
                "ja" => 1,
                "fr" | "es" => 3,
                _ => 2,
            };
            assert_eq!(forms, wanted, "{language}: {key}");
        }
    }
}

#[test]
fn dates_times_and_lengths_as_each_language_writes_them() {
    let at = instant("2026-08-01T09:05:00Z");
    for (language, moment, length, percent) in [
        ("en", "1 August 2026, 11:05 CEST", "1 hour 27 minutes", "99.98%"),
        ("de", "1. August 2026, 11:05 Uhr CEST", "1 Stunde 27 Minuten", "99,98\u{a0}%"),
        ("fr", "1er août 2026 à 11:05 CEST", "1 heure et 27 minutes", "99,98\u{a0}%"),
        ("es", "1 de agosto de 2026, 11:05 CEST", "1 hora y 27 minutos", "99,98\u{a0}%"),
        ("ja", "2026年8月1日 11:05 CEST", "1時間27分", "99.98%"),
    ] {
        let words = words(language);
        let calendar = Calendar::new(&words, jiff::tz::TimeZone::get("Europe/Berlin").unwrap());
        assert_eq!(calendar.moment(at), moment);
        assert_eq!((words.duration(87 * 60 + 59).as_str(), words.percent("99.98").as_str()), (length, percent));
    }
    let words = words("en");
    let calendar = Calendar::new(&words, jiff::tz::TimeZone::UTC);
    let until = instant("2026-08-01T10:00:00Z");
    assert_eq!(calendar.range(at, until), "1 August 2026, 09:05 to 10:00 UTC");
    assert_eq!(words.duration(59), "less than a minute");
    assert_eq!((words.duration(3_600).as_str(), words.duration(90_000).as_str()), ("1 hour", "1 day 1 hour"));
    assert_eq!(words.duration(-5), "less than a minute");
}

#[test]
fn lists_and_counts() {
    let english = words("en");
    for (names, text) in [
        (vec![], ""),
        (vec!["A"], "A"),
        (vec!["A", "B"], "A and B"),
        (vec!["A", "B", "C"], "A, B and C"),
        (vec!["A", "B", "C", "D", "E"], "A, B, C, D and E"),
        (vec!["A", "B", "C", "D", "E", "F"], "A, B, C, D and 2 more"),
    ] {
        assert_eq!(english.list(&names), text);
    }
    assert_eq!(english.count("days", 1, &[]), "1 day");
    assert_eq!(words("fr").count("days", 0, &[]), "0 jour");
    // What is filled in is text, whatever it looks like.
    assert_eq!(english.list(&["{last}", "{first}"]), "{last} and {first}");
    assert_eq!(english.text("no_such_key"), "no_such_key");
}

#[test]
fn a_language_of_ones_own_falls_back_to_english_and_says_so() {
    let (words, warnings) = own("nl", "overall_operational: Alles werkt\nnav_now: Nu\n");
    assert_eq!((words.text("overall_operational"), words.text("history")), ("Alles werkt", "History"));
    assert_eq!(words.language(), "nl");
    assert!(
        matches!(&warnings[..], [one] if one.contains("in English, because the file has no `affected`")),
        "{warnings:?}"
    );
    let (words, warnings) = own("de", "overall_operational: Alles läuft\n");
    assert_eq!((words.text("overall_operational"), words.text("history")), ("Alles läuft", "Verlauf"));
    assert_eq!(warnings, Vec::<String>::new());
    let (austrian, _) = Words::new("de_at", &[]);
    assert_eq!((austrian.language(), austrian.text("history")), ("de-AT", "Verlauf"));
}

#[test]
fn what_does_not_fit_is_left_out_and_named() {
    let (words, warnings) = own(
        "de",
        "overall_operatoinal: x\nas_of: \"Stand {when}\"\ndays: {one: ein Tag}\nmonths: [Jänner]\nimpact: [a]\nnav_now: [\n",
    );
    assert_eq!(words.text("history"), "Verlauf");
    assert!(!warnings.is_empty());
    let (words, warnings) = own(
        "de",
        "overall_operatoinal: x\nas_of: \"Stand {when}\"\ndays: {one: ein Tag}\nmonths: [Jänner]\nimpact: [a]\n",
    );
    assert_eq!(warnings.len(), 5, "{warnings:?}");
    assert!(warnings.iter().any(|w| w.contains("did you mean `overall_operational`?")), "{warnings:?}");
    assert!(warnings.iter().any(|w| w.contains("{when}") && w.contains("{moment}")), "{warnings:?}");
    assert_eq!(words.count("days", 2, &[]), "2 Tage");
    let (words, warnings) = Words::new("xx", &[]);
    assert_eq!((words.language(), warnings.len()), ("en", 1));
    for hostile in ["", "- a", "\0", "a: {b: {c: d}}", "a: 1", "1: {other: 2}"] {
        own("de", hostile);
    }
}

/// What is used and what there is, both ways: the sources are read as text.
#[test]
fn every_message_is_used_and_every_used_message_exists() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    for folder in ["src/site/status", "src/site/status/pages", "src/site/status/words", "templates/public"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let name = path.to_string_lossy().into_owned();
            if path.is_file() && !name.ends_with("tests.rs") {
                sources.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let english = built_in("en").unwrap();
    let quoted = |key: &str| sources.contains(&format!("\"{key}\"")) || sources.contains(&format!("words.{key} "));
    let in_condition =
        |key: &str| sources.contains(&format!("words.{key}<")) || sources.contains(&format!("words.{key})"));
    let unused: Vec<&String> = english.keys().filter(|key| !quoted(key) && !in_condition(key)).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
    for place in sources.split("words.").skip(1) {
        let name: String = place.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
        let is_template = place[name.len()..].starts_with([' ', '<', ')']) && !place[name.len()..].starts_with(" (");
        if is_template && name.contains('_') {
            assert!(english.contains_key(&name), "`{name}` is said, and there is no such message");
        }
    }
    for call in [".say(\"", ".count(\"", ".text(\""] {
        for place in sources.split(call).skip(1) {
            let key = place.split('"').next().unwrap();
            assert!(english.contains_key(key), "`{key}` is said, and there is no such message");
        }
    }
}
