//! Every format says the same of the same record: the same findings at the same places, with the same exit code.

use std::fs;
use std::path::Path;

use flarebook::lint::RULES;
use flarebook::report::Format;
use serde_json::Value;

use crate::command::{flarebook, run};
use crate::rules::repository;

/// The report and the exit code of a check.
fn check(folder: &Path, format: Format) -> (i32, String) {
    let (code, out, err) = run(flarebook(folder).args(["check", "--format", format.as_str()]));
    assert!(err.is_empty(), "{err}");
    (code, out)
}

/// A finding's place and level: `error path:line:column`, or `error path` for a whole file.
fn place(level: &str, path: &str, line: &Value, column: &Value) -> String {
    format!("{level} {path}:{line}:{column}")
}

fn human(report: &str) -> Vec<String> {
    let (mut places, mut level) = (Vec::new(), "");
    for line in report.lines() {
        let head = ["error", "warning"].into_iter().find(|word| line.starts_with(&format!("{word}[")));
        level = head.unwrap_or(level);
        places.extend(line.trim_start().strip_prefix("--> ").map(|place| format!("{level} {place}")));
    }
    places
}

fn json(report: &Value) -> Vec<String> {
    let each = |finding: &Value| {
        let (level, path) = (finding["level"].as_str().unwrap(), finding["path"].as_str().unwrap());
        let (start, end) = (&finding["start"], &finding["end"]);
        let whole = start == end && start["offset"] == 0;
        if whole { format!("{level} {path}") } else { place(level, path, &start["line"], &start["column"]) }
    };
    report["findings"].as_array().unwrap().iter().map(each).collect()
}

fn sarif(report: &str) -> Vec<String> {
    let report: Value = serde_json::from_str(report).unwrap();
    let each = |result: &Value| {
        let level = result["level"].as_str().unwrap();
        let place_of = &result["locations"][0]["physicalLocation"];
        let path = decoded(place_of["artifactLocation"]["uri"].as_str().unwrap());
        let (region, rule) = (&place_of["region"], &result["ruleId"]);
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(&report["runs"][0]["tool"]["driver"]["rules"][index]["id"], rule);
        place(level, &path, &region["startLine"], &region["startColumn"])
    };
    report["runs"][0]["results"].as_array().unwrap().iter().map(each).collect()
}

/// A URI's path without its escapes.
fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

fn github(report: &str) -> Vec<String> {
    let commands = report.lines().filter(|line| line.starts_with("::error") || line.starts_with("::warning"));
    let each = |line: &str| {
        let (head, message) = line.trim_start_matches(':').split_once("::").unwrap();
        let (level, properties) = head.split_once(' ').unwrap();
        let property = |key: &str| properties.split(',').find_map(|pair| pair.strip_prefix(&format!("{key}=")));
        let path = property("file").unwrap().replace("%3A", ":").replace("%2C", ",");
        let Some(number) = property("line") else { return format!("{level} {path}") };
        // Columns of several lines are not taken; the message has the place all the same.
        let of_message = message[path.len()..].split(':').nth(2).unwrap();
        let column = property("col").unwrap_or(of_message);
        assert_eq!((column, property("endLine") == Some(number)), (of_message, property("col").is_some()), "{line}");
        format!("{level} {path}:{number}:{column}")
    };
    commands.map(each).collect()
}

fn junit(report: &str) -> Vec<String> {
    let tests = report.split("<testcase ").skip(1);
    let each = |test: &str| {
        let level = if test.contains("<failure ") { "error" } else { "warning" };
        let text = test.split_once("<failure ").or_else(|| test.split_once("<system-out")).unwrap().1;
        let text = text.split_once('>').unwrap().1;
        let path = test.split_once("classname=\"").unwrap().1.split_once('"').unwrap().0;
        let rest = text.trim_start_matches("warning: ").strip_prefix(path).unwrap();
        // The name of the test begins with the place; one about a whole file does not.
        let numbers: Vec<&str> = rest.split(':').skip(1).take(2).collect();
        let named = format!("name=\"{} ", numbers.join(":"));
        if test.starts_with(&named) {
            format!("{level} {path}:{}", numbers.join(":"))
        } else {
            format!("{level} {path}")
        }
    };
    tests.map(each).collect()
}

fn markdown(report: &str) -> Vec<String> {
    let items = report.lines().filter_map(|line| line.strip_prefix("- **")?.split_once("** "));
    items.map(|(level, rest)| format!("{level} {}", rest.split('`').nth(1).unwrap())).collect()
}

/// The places of a report, in its order.
type Read = fn(&str) -> Vec<String>;

fn sorted(mut places: Vec<String>) -> Vec<String> {
    places.sort();
    places
}

#[test]
fn all_formats_agree_on_every_place() {
    for rule in RULES {
        let folder = repository(rule.info.id, "bad");
        let of = |format| check(folder.path(), format);
        let (code, text) = of(Format::Json);
        let report: Value = serde_json::from_str(&text).unwrap();
        let places = json(&report);
        assert!(!places.is_empty());
        check_offsets(&report, folder.path());
        // SARIF has to name a line. Two formats put errors first, so only their order differs.
        let with_lines =
            places.iter().map(|place| if place.contains(':') { place.clone() } else { place.clone() + ":1:1" });
        let with_lines: Vec<String> = with_lines.collect();
        let readers: [(Format, Read, bool); 5] = [
            (Format::Human, human, true),
            (Format::Sarif, sarif, true),
            (Format::Junit, junit, true),
            (Format::Github, github, false),
            (Format::Markdown, markdown, false),
        ];
        for (format, read, in_order) in readers {
            let (its_code, text) = of(format);
            assert_eq!(code, its_code, "{}: {}", rule.info.id, format.as_str());
            let expected = if format == Format::Sarif { with_lines.clone() } else { places.clone() };
            let found = read(&text);
            let (expected, found) = if in_order { (expected, found) } else { (sorted(expected), sorted(found)) };
            assert_eq!(expected, found, "{}: {}\n{text}", rule.info.id, format.as_str());
        }
    }
}

/// Offset, line and column must name the same character.
fn check_offsets(report: &Value, folder: &Path) {
    for finding in report["findings"].as_array().unwrap() {
        let Ok(text) = fs::read_to_string(folder.join(finding["path"].as_str().unwrap())) else { continue };
        for point in [&finding["start"], &finding["end"]] {
            let number = |key: &str| usize::try_from(point[key].as_u64().unwrap()).unwrap();
            let before = &text[..number("offset")];
            let line = before.matches('\n').count() + 1;
            let last = before.rsplit('\n').next().unwrap().trim_start_matches('\u{feff}');
            assert_eq!((number("line"), number("column")), (line, last.chars().count() + 1), "{finding}");
        }
    }
}

/// Formats for findings are refused, before anything is done, by every command that has none.
#[test]
fn commands_without_findings_refuse_their_formats() {
    let folder = repository("unknown-key", "bad");
    for command in [&["list"][..], &["rules"], &["declare", "x"], &["init"], &["build"], &["schema"]] {
        for format in [Format::Sarif, Format::Github, Format::Junit, Format::Markdown] {
            let (code, out, err) = run(flarebook(folder.path()).args(command).args(["--format", format.as_str()]));
            assert_eq!((code, out.as_str()), (2, ""), "{command:?}: {err}");
            assert!(err.contains("it takes `human` or `json`"), "{err}");
        }
    }
}
