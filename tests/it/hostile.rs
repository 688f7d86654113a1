//! Hostile and broken input: each gives a finding with a place; nothing panics, hangs or is skipped without a word.

use std::time::{Duration, Instant};

use flarebook::source::limits;
use serde_json::Value;

use crate::command::{commit, flarebook, repository, run, write};

const INCIDENT: &str = "incidents/2026-03-14-a/incident.yaml";

/// No check of a hostile file may take longer; generous, because it guards against hanging, not slowness.
const LONGEST: Duration = Duration::from_secs(60);

/// Findings of a check as (rule, path, line), with the exit code.
fn findings(folder: &std::path::Path) -> (i32, Vec<(String, String, u64)>) {
    let begun = Instant::now();
    let (code, out, err) = run(flarebook(folder).args(["check", "--format", "json"]));
    assert!(begun.elapsed() < LONGEST, "it took {:?}", begun.elapsed());
    assert!(!err.contains("panicked"), "{err}");
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let each = report["findings"].as_array().unwrap().iter();
    (code, each.map(|f| (text(&f["rule"]), text(&f["path"]), f["start"]["line"].as_u64().unwrap())).collect())
}

/// Checks one text as incident.yaml, in the working tree and as a commit.
fn check(text: impl AsRef<[u8]>) -> Vec<(String, u64)> {
    let folder = repository(&[(INCIDENT, text)]);
    let (code, found) = findings(folder.path());
    commit(folder.path(), "all");
    let (bare_code, out, err) = run(flarebook(folder.path()).args(["check", "--rev", "HEAD", "--format", "json"]));
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    assert_eq!((code, found.len()), (bare_code, report["findings"].as_array().unwrap().len()));
    found
        .into_iter()
        .map(|(rule, path, line)| {
            assert_eq!(path, INCIDENT);
            (rule, line)
        })
        .collect()
}

fn one(rule: &str, line: u64) -> Vec<(String, u64)> {
    vec![(rule.to_owned(), line)]
}

#[test]
fn an_alias_bomb() {
    let mut text = "title: x\nlinks:\n  a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let before = char::from(b'a' + (level - 1) % 26);
        let now = char::from(b'a' + level % 26);
        text.push_str(&format!(
            "  {now}{level}: &{now} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n"
        ));
    }
    let found = check(text);
    assert!(found.iter().filter(|(rule, _)| rule == "yaml-feature").count() > 20, "{found:?}");
}

#[test]
fn ten_thousand_levels() {
    for deep in ["[".repeat(10_000), "{\"a\": ".repeat(10_000), "- ".repeat(10_000), "? ".repeat(10_000)] {
        let found = check(format!("title: x\nsummary: \n {deep}"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(["over-limit", "yaml-syntax"].contains(&found[0].0.as_str()), "{found:?}");
    }
    let block: String = (0..10_000).map(|level| format!("{}a:\n", " ".repeat(level))).take(1_500).collect();
    assert_eq!(check(block)[0].0, "over-limit");
}

#[test]
fn nested_quoted_keys_of_several_hundred_kilobytes() {
    let found = check(format!("title: x\nlinks: {}", "{\"k\": ".repeat(80_000)));
    assert_eq!(found, one("over-limit", 2));
    let found = check(format!("title: x\n{}", "\"k\": ".repeat(80_000)));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn very_long_keys_values_and_lists() {
    assert_eq!(check(format!("title: x\n{}: y\n", "k".repeat(100_000))).len(), 1);
    assert_eq!(check(format!("title: {}\n", "x ".repeat(500_000))), []);
    let many = format!("title: x\ncomponents: [{}]\n", "a, ".repeat(250_000));
    assert_eq!(check(many), one("over-limit", 2));
    let keys: String = (0..50_000).map(|key| format!("k{key}: 1\n")).collect();
    let found = check(format!("title: x\n{keys}"));
    assert_eq!(found.len(), limits::MAX_PROBLEMS_PER_FILE + 1);
}

#[test]
fn fifty_megabytes() {
    let folder = repository(&[(INCIDENT, "x".repeat(50 * 1024 * 1024))]);
    let (code, out, _) = run(flarebook(folder.path()).arg("check"));
    assert_eq!(code, 1);
    assert!(out.contains("50 MiB") && out.contains("2 MiB"), "{out}");
    commit(folder.path(), "all");
    let (code, out, _) = run(flarebook(folder.path()).args(["check", "--rev", "HEAD"]));
    assert_eq!(code, 1);
    assert!(out.contains("50 MiB") && out.contains("2 MiB"), "{out}");
}

#[test]
fn the_limits_stand_in_the_messages() {
    let found = |text: String| {
        let folder = repository(&[(INCIDENT, text)]);
        run(flarebook(folder.path()).arg("check")).1
    };
    assert!(found("[".repeat(100)).contains(&format!("{} levels", limits::MAX_YAML_DEPTH)));
    let many = format!("title: x\ncomponents: [{}]\n", "a, ".repeat(250_000));
    assert!(found(many).contains(&limits::MAX_YAML_NODES.to_string()));
}

#[test]
fn bytes_that_are_no_text() {
    assert_eq!(check([0xff, 0xfe, b't', 0, b'i', 0]), one("not-utf8", 1));
    assert_eq!(check(b"title: caf\xe9\n"), one("not-utf8", 1));
    assert!(check(b"title: a\0b\n").contains(&("not-utf8".to_owned(), 1)));
    let noise: Vec<u8> = (0..60_000u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
    assert_eq!(check(noise).len(), 1);
}

#[test]
fn tabs_marks_line_ends_and_conflicts() {
    assert_eq!(check("title: x\nimpact:\n\tsummary: y\n"), one("yaml-syntax", 3));
    assert_eq!(check("\u{feff}title: x\n"), one("byte-order-mark", 1));
    assert_eq!(check("title: x\r\nkind: incident\r\n"), one("line-endings", 1));
    assert_eq!(check("title: x\rkind: incident\r").len(), 0);
    let conflict = "<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> other\n";
    assert_eq!(check(conflict)[0].0, "yaml-syntax");
}

#[test]
fn every_faulty_value_at_once() {
    let found = check(
        "titel: x\nkind: outage\nimpact: {customers: -1, started_at: 2026-02-30}\ntitle: a\ntitle: b\ncomponents: y\n",
    );
    let rules: Vec<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
    for rule in ["unknown-key", "invalid-value", "impossible-time", "duplicate-key"] {
        assert!(rules.contains(&rule), "{rule} is missing: {found:?}");
    }
    assert!(found.len() >= 6, "{found:?}");
}

#[test]
fn folders_where_files_should_be() {
    let base = "incidents/2026-03-14-a";
    let folder = repository(&[
        (format!("{base}/incident.yaml").as_str(), "title: A\n"),
        (format!("{base}/timeline.yaml/x.txt").as_str(), "x"),
        (format!("{base}/pir.md/x.md").as_str(), "x"),
        ("incidents/2026-03-15-b/incident.yaml/x", "x"),
        ("people.yaml/x", "x"),
    ]);
    let (code, found) = findings(folder.path());
    assert_eq!(code, 1);
    let unreadable: Vec<&str> = found.iter().filter(|f| f.0 == "unreadable").map(|f| f.1.as_str()).collect();
    assert_eq!(
        unreadable,
        [
            "incidents/2026-03-14-a/pir.md",
            "incidents/2026-03-14-a/timeline.yaml",
            "incidents/2026-03-15-b/incident.yaml",
            "people.yaml"
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.yaml", "title: Secret of another folder\n");
    write(outside.path(), "2026-03-15-b/incident.yaml", "title: Secret of another folder\n");
    let folder = repository(&[("incidents/2026-03-14-a/incident.yaml", "title: A\n")]);
    symlink(outside.path().join("secret.yaml"), folder.path().join("people.yaml")).unwrap();
    symlink(outside.path().join("2026-03-15-b"), folder.path().join("incidents/2026-03-15-b")).unwrap();
    symlink("/dev/zero", folder.path().join("incidents/2026-03-14-a/timeline.yaml")).unwrap();
    symlink("incident.yaml", folder.path().join("incidents/2026-03-14-a/pir.md")).unwrap();
    symlink(outside.path(), folder.path().join("incidents/2026-03-14-a/attachments")).unwrap();
    commit(folder.path(), "all");
    for revision in [&[][..], &["--rev", "HEAD"]] {
        let (code, out, _) = run(flarebook(folder.path()).arg("check").args(revision));
        assert_eq!(code, 1, "{out}");
        assert_eq!(out.matches("is a symbolic link").count(), 4, "{out}");
        assert!(!out.contains("Secret"), "{out}");
        let (_, out, _) = run(flarebook(folder.path()).arg("list").args(revision));
        assert!(!out.contains("Secret"), "{out}");
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_unreadable_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = repository(&[(INCIDENT, "title: A\n"), ("incidents/2026-03-14-a/pir.md", "---\n---\n")]);
    let pipe = folder.path().join("incidents/2026-03-14-a/timeline.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let locked = folder.path().join("incidents/2026-03-14-a/pir.md");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    let (code, found) = findings(folder.path());
    assert_eq!(code, 1);
    assert!(found.iter().any(|f| f.0 == "unreadable" && f.1.ends_with("timeline.yaml")), "{found:?}");
    // Root reads everything; others are told.
    let told = found.iter().any(|f| f.0 == "unreadable" && f.1.ends_with("pir.md"));
    assert!(told || std::fs::read(&locked).is_ok(), "{found:?}");
}

#[test]
fn terminal_sequences_in_a_record_do_not_reach_the_terminal() {
    let name = "\\e]0;owned\\a\\e[31m";
    let folder = repository(&[
        (
            INCIDENT,
            format!(
                "title: \"a{name}\"\nkind: \"{name}\"\n\"{name}\": 1\nduplicate_of: \"{name}\\u202e\"\nsummary: \"{name}\"\n"
            ),
        ),
        ("incidents/2026-03-14-a/followups/a.yaml", format!("title: \"{name}\"\nowner: \"{name}\"\n")),
    ]);
    for arguments in [&["check"][..], &["list"], &["show", "2026-03-14-a"], &["check", "--format", "json"]] {
        let (_, out, err) = run(flarebook(folder.path()).args(arguments).args(["--color", "never"]));
        let all = out + &err;
        assert!(
            !all.contains('\u{1b}') && !all.contains('\u{7}') && !all.contains('\u{202e}'),
            "{arguments:?}: {all:?}"
        );
    }
}

#[test]
fn names_of_files_that_are_odd() {
    let folder = repository(&[
        ("incidents/2026-03-14-a/incident.yaml", "title: A\n"),
        ("incidents/2026-03-14-a/timeline/é \u{202e}x.md", "---\nat: 2026-03-14T09:00:00Z\n---\nx\n"),
        ("incidents/2026-03-14-a/timeline/-rf.md", "---\nat: 2026-03-14T09:00:00Z\n---\nx\n"),
        ("incidents/2026-03-14-a/followups/%2e%2e.yaml", "title: x\nowner: y\n"),
    ]);
    let (code, found) = findings(folder.path());
    assert_eq!(code, 1);
    assert_eq!(found.iter().filter(|f| f.0 == "entry-name").count(), 2, "{found:?}");
}

#[test]
fn folders_nested_without_end() {
    let path = format!("incidents/{}x/incident.yaml", "d/".repeat(200));
    let folder = repository(&[(path.as_str(), "title: A\n"), (INCIDENT, "title: A\n")]);
    let (code, found) = findings(folder.path());
    assert_eq!(code, 1);
    assert!(found.iter().any(|f| f.0 == "unreadable"), "{found:?}");
}

#[test]
fn thousands_of_findings_in_one_file() {
    let entries: String = (0..5_000)
        .map(|n| format!("- at: 2026-03-14T{:02}:{:02}:{:02}Z\n  by: ghost\n", n / 3600, n / 60 % 60, n % 60))
        .collect();
    let folder = repository(&[(INCIDENT, "title: A\n".to_owned()), ("incidents/2026-03-14-a/timeline.yaml", entries)]);
    let begun = Instant::now();
    let (code, out, _) = run(flarebook(folder.path()).arg("check"));
    assert_eq!((code, out.matches("[unknown-person]").count()), (1, 5_000));
    assert!(begun.elapsed() < LONGEST, "it took {:?}", begun.elapsed());
}

#[test]
fn thousands_of_duplicate_keys_far_into_a_file() {
    let text = format!("title: x\n{}{}", "# a comment\n".repeat(80_000), "kind: incident\n".repeat(60_000));
    let found = check(text);
    assert!(found.len() > 50, "{}", found.len());
}

#[test]
fn paths_without_a_record_are_not_clean() {
    let folder = repository(&[(INCIDENT, "title: A\n"), ("docs/x.md", "x\n")]);
    let (code, out, _) = run(flarebook(folder.path()).args(["check", "docs"]));
    assert_eq!(code, 1);
    assert!(out.contains("[nothing-to-check]"), "{out}");
    let (code, out, _) = run(flarebook(folder.path()).args(["check", "incidents/2026-03-14-a"]));
    assert_eq!(code, 0, "{out}");
}

#[test]
fn one_fault_does_not_hide_another() {
    let folder = repository(&[
        (INCIDENT, "kind: incident\r\nunknown: 1\r\n"),
        ("incidents/2026-03-14-a/timeline.yaml", "- text: no time\n- {at: 2026-03-14T09:00:00Z, knd: note}\n"),
    ]);
    let (_, found) = findings(folder.path());
    for rule in ["missing-title", "missing-time", "unknown-key", "line-endings"] {
        assert!(found.iter().any(|(found, ..)| found == rule), "{rule}: {found:?}");
    }
}

#[test]
fn a_conflict_in_the_text_of_a_review_is_found() {
    let body = "---\nstate: draft\n---\n## Summary\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n";
    let folder = repository(&[(INCIDENT, "title: A\n"), ("incidents/2026-03-14-a/pir.md", body)]);
    let (code, found) = findings(folder.path());
    assert_eq!((code, found), (1, vec![("yaml-syntax".to_owned(), "incidents/2026-03-14-a/pir.md".to_owned(), 6)]));
}

#[test]
fn a_good_person_among_many_bad_ones_is_known() {
    let bad: String = (0..150).map(|n| format!("p{n}: [x]\n")).collect();
    let folder = repository(&[
        (INCIDENT, "title: A\nreview: {outcome: no_action, by: mary}\n".to_owned()),
        ("people.yaml", format!("mary: {{name: Mary}}\n{bad}")),
    ]);
    let (_, found) = findings(folder.path());
    assert!(!found.iter().any(|(rule, ..)| rule == "unknown-person"), "{found:?}");
}

#[test]
fn a_roster_that_cannot_be_read_is_said_once() {
    for (name, text) in [("people.yaml", "mary: {name: \"Mary}\n"), ("people.yml", "mary: {name: Mary}\n")] {
        let folder = repository(&[(INCIDENT, "title: A\nreview: {outcome: no_action, by: mary}\n"), (name, text)]);
        let (_, found) = findings(folder.path());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].1, name);
    }
}

#[test]
fn tens_of_thousands_of_references_that_lead_nowhere_or_in_a_ring() {
    let name = |n: usize| format!("20260314T000000Z-{n:06x}");
    let ring: String = (0..8_000)
        .map(|n| format!("- {{id: {}, at: 2026-03-14, corrects: {}}}\n", name(n), name((n + 1) % 8_000)))
        .collect();
    let lost: String = (0..8_000).map(|n| format!("- {{at: 2026-03-14, corrects: {}}}\n", name(100_000 + n))).collect();
    let folder =
        repository(&[(INCIDENT, "title: A\n".to_owned()), ("incidents/2026-03-14-a/timeline.yaml", ring + &lost)]);
    let (code, found) = findings(folder.path());
    assert_eq!(code, 1);
    assert_eq!(found.iter().filter(|(rule, ..)| rule == "dangling-reference").count(), 8_000);
}
