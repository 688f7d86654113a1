//! Rule fixtures: for every rule, `tests/rules/<id>/ok` is silent and `bad` says what `bad.txt` says. UPDATE=1 writes `bad.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use flarebook::lint::RULES;

use crate::command::{compare, copy, flarebook, git, root, run};

fn fixtures() -> PathBuf {
    root().join("tests/rules")
}

/// The fixture as a repository of its own: ours has other files above it.
pub fn repository(rule: &str, side: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixtures().join(rule).join(side), folder.path());
    git(folder.path(), &["init", "-q", "-b", "main"]);
    folder
}

#[test]
fn every_rule_has_fixtures_and_every_fixture_a_rule() {
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.info.id.to_owned()).collect();
    let folders = fs::read_dir(fixtures()).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap());
    assert_eq!(rules, folders.collect());
    let sources = fs::read_dir(root().join("src/lint/rules")).unwrap();
    let names =
        sources.map(|item| item.unwrap().file_name().into_string().unwrap().replace(".rs", "").replace('_', "-"));
    assert_eq!(rules, names.filter(|name| name != "mod").collect(), "a rule is one file named after its id");
}

#[test]
fn ok_is_silent() {
    let mut faults = Vec::new();
    for rule in RULES {
        let folder = repository(rule.info.id, "ok");
        let (code, out, err) = run(flarebook(folder.path()).arg("check"));
        if code != 0 || !out.contains("checked: all clean") || !err.is_empty() {
            faults.push(format!("{} (exit code {code}):\n{out}{err}", rule.info.id));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn bad_says_what_is_expected() {
    let mut faults = Vec::new();
    for rule in RULES {
        let folder = repository(rule.info.id, "bad");
        let (_, out, err) = run(flarebook(folder.path()).arg("check"));
        assert!(out.contains(&format!("[{}]", rule.info.id)), "{} finds nothing:\n{out}{err}", rule.info.id);
        compare(&fixtures().join(rule.info.id).join("bad.txt"), &out, &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn levels_and_exceptions_apply_to_every_rule() {
    for rule in RULES.iter().filter(|rule| !matches!(rule.info.id, "yaml-syntax" | "unknown-setting")) {
        let folder = repository(rule.info.id, "bad");
        let policy = folder.path().join("flarebook.yaml");
        let own = fs::read_to_string(&policy).unwrap_or_default();
        if own.contains("rules:") {
            continue;
        }
        fs::write(&policy, format!("{own}\nrules: {{{}: off}}\n", rule.info.id)).unwrap();
        let (_, out, _) = run(flarebook(folder.path()).arg("check"));
        assert!(!out.contains(&format!("[{}]", rule.info.id)), "{} cannot be switched off:\n{out}", rule.info.id);
    }
}
