//! Gate fixtures: `tests/gate/<id>/old` and `new` over `common`, the tree they share; `new` says what `expected.txt` says, `allowed` is
//! the same wish done right and is silent. `new.deleted` lists what goes away, `new.author` who commits (else the lead), `tip` is what the
//! base did meanwhile. UPDATE=1 writes `expected.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use flarebook::diagnostic::Level;
use flarebook::gate::RULES;
use serde_json::Value;

use crate::command::{commit, compare, copy, flarebook, git, root, run};

fn fixtures() -> PathBuf {
    root().join("tests/gate")
}

/// Rules that cannot but speak together with another, and why.
const COMPANIONS: &[(&str, &str)] = &[
    // The entry that a forced push drops is also missing from the timeline.
    ("branch-rewritten", "published-entry-deleted"),
    // A link is also a record that cannot be read.
    ("link-added", "unreadable"),
];

/// The day on which the changes of the fixtures are committed.
const COMMITTED: &str = "2026-03-24T10:05:00Z";

/// A repository with `main` as the base and `change` as the head.
fn repository(rule: &str, side: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let fixture = fixtures().join(rule);
    copy(&fixtures().join("common"), folder.path());
    copy(&fixture.join("old"), folder.path());
    git(folder.path(), &["init", "-q", "-b", "main"]);
    commit(folder.path(), "old");
    git(folder.path(), &["checkout", "-q", "-b", "change"]);
    apply(&fixture, side, folder.path());
    git(folder.path(), &["add", "--all", "--force"]);
    let author = fs::read_to_string(fixture.join(format!("{side}.author"))).unwrap_or_default();
    let who = if author.is_empty() { "Mary Okafor <mary@corp.example>" } else { author.trim() };
    let mail = who.split(['<', '>']).nth(1).unwrap();
    let arguments = [
        "-c",
        &format!("user.email={mail}"),
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "new",
        "--author",
        who,
        "--date",
        COMMITTED,
    ];
    commit_as(folder.path(), mail, &arguments);
    if side == "new" && fixture.join("tip").is_dir() {
        git(folder.path(), &["checkout", "-q", "main"]);
        apply(&fixture, "tip", folder.path());
        commit(folder.path(), "tip");
        git(folder.path(), &["checkout", "-q", "change"]);
    }
    folder
}

/// The committer is whoever the fixture says; the environment of the tests would make it always the lead.
fn commit_as(folder: &Path, mail: &str, arguments: &[&str]) {
    let output = std::process::Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .env("GIT_COMMITTER_NAME", "somebody")
        .env("GIT_COMMITTER_EMAIL", mail)
        .env("GIT_COMMITTER_DATE", COMMITTED)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn apply(fixture: &Path, side: &str, folder: &Path) {
    for path in fs::read_to_string(fixture.join(format!("{side}.deleted"))).unwrap_or_default().lines() {
        let path = folder.join(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    copy(&fixture.join(side), folder);
    links(folder);
}

/// A file `LINK:target` stands for a symbolic link, which not every system can check out.
fn links(folder: &Path) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.file_name().is_some_and(|name| name == ".git") {
            continue;
        }
        if path.is_dir() {
            links(&path);
        } else if let Some(target) =
            fs::read_to_string(&path).ok().and_then(|text| text.strip_prefix("LINK:").map(ToOwned::to_owned))
        {
            fs::remove_file(&path).unwrap();
            link(&target, &path);
        }
    }
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

/// Windows tells links to files from links to folders, and asks for a right to make them.
#[cfg(windows)]
fn link(target: &str, path: &Path) {
    std::os::windows::fs::symlink_file(target, path).unwrap();
}

/// The gate over a fixture.
fn gate(rule: &str, side: &str, more: &[&str]) -> (i32, String, String) {
    let folder = repository(rule, side);
    let facts = fixtures().join(rule).join(format!("{side}.facts.json"));
    let flags = fs::read_to_string(fixtures().join(rule).join(format!("{side}.flags"))).unwrap_or_default();
    let mut command = flarebook(folder.path());
    command.args(["gate", "--base", "main", "--head", "change"]).args(flags.split_whitespace()).args(more);
    if facts.is_file() {
        command.arg("--facts").arg(facts);
    }
    run(&mut command)
}

#[test]
fn every_rule_has_a_pair_and_every_pair_a_rule() {
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.info.id.to_owned()).collect();
    let folders = fs::read_dir(fixtures()).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap());
    assert_eq!(rules, folders.filter(|name| name != "common").collect());
    let sources = fs::read_dir(root().join("src/gate/rules")).unwrap();
    let names =
        sources.map(|item| item.unwrap().file_name().into_string().unwrap().replace(".rs", "").replace('_', "-"));
    let shared = ["mod", "followups", "published", "weaker"];
    assert_eq!(
        rules,
        names.filter(|name| !shared.contains(&name.as_str())).collect(),
        "a rule is one file named after its id"
    );
}

#[test]
fn new_says_what_is_expected_and_no_other_rule_speaks() {
    let mut faults = Vec::new();
    for rule in RULES {
        let id = rule.info.id;
        let (code, out, err) = gate(id, "new", &[]);
        let expected = if rule.info.level == Level::Warn {
            0
        } else if id == "tracker-unknown" {
            2
        } else {
            1
        };
        if code != expected {
            faults.push(format!("{id}: exit code {code} instead of {expected}\n{out}{err}"));
        }
        let spoken: BTreeSet<&str> = out.lines().filter_map(rule_of).collect();
        let companion = COMPANIONS.iter().find(|(with, _)| *with == id).map(|(_, companion)| *companion);
        let wanted: BTreeSet<&str> = std::iter::once(id).chain(companion).collect();
        if spoken != wanted {
            faults.push(format!("{id}: {spoken:?} spoke instead of {wanted:?}\n{out}{err}"));
        }
        compare(&fixtures().join(id).join("expected.txt"), &out, &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// The id in a finding's first line: `error[resolved-too-soon]: …`.
fn rule_of(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["))?;
    rest.split(']').next()
}

#[test]
fn the_same_wish_done_right_is_silent() {
    let mut faults = Vec::new();
    for rule in RULES {
        let (code, out, err) = gate(rule.info.id, "allowed", &[]);
        if code != 0 || !out.contains("the gate is open: nothing stands in the way") {
            faults.push(format!("{} (exit code {code}):\n{out}{err}", rule.info.id));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn the_same_against_the_same_is_silent() {
    for rule in RULES {
        let folder = repository(rule.info.id, "new");
        for side in ["main", "change"] {
            let (code, out, _) = run(flarebook(folder.path()).args(["gate", "--base", side, "--head", side]));
            assert_eq!((code, out.as_str()), (0, "0 incidents changed: the gate is open: nothing stands in the way\n"));
        }
    }
}

#[test]
fn levels_and_exceptions_are_those_of_the_base() {
    for rule in RULES {
        let id = rule.info.id;
        let folder = repository(id, "new");
        let policy = fs::read_to_string(fixtures().join("common/flarebook.yaml")).unwrap();
        let off = format!("{policy}rules: {{{id}: off}}\n");
        // In the change, switching a rule off gains nothing …
        fs::write(folder.path().join("flarebook.yaml"), &off).unwrap();
        commit(folder.path(), "off");
        let judged = |arguments: &[&str]| {
            let facts = fixtures().join(id).join("new.facts.json");
            let flags = fs::read_to_string(fixtures().join(id).join("new.flags")).unwrap_or_default();
            let mut command = flarebook(folder.path());
            command.args(["gate", "--head", "change"]).args(arguments).args(flags.split_whitespace());
            if facts.is_file() {
                command.arg("--facts").arg(facts);
            }
            run(&mut command).1
        };
        let out = judged(&["--base", "main"]);
        // Their own change is to the file that was just written over.
        let about_policy = matches!(id, "ignores-widened" | "policy-weakened");
        assert!(
            about_policy || out.contains(&format!("[{id}]")),
            "{id} was switched off by the change it judges:\n{out}"
        );
        // … in the base it does.
        git(folder.path(), &["checkout", "-q", "-f", "main"]);
        fs::write(folder.path().join("flarebook.yaml"), &off).unwrap();
        commit(folder.path(), "off in the base");
        if !matches!(id, "branch-rewritten" | "stale-branch") {
            let out = judged(&["--base", "main"]);
            assert!(!out.contains(&format!("[{id}]")), "{id} cannot be switched off:\n{out}");
        }
    }
}

#[test]
fn both_reports_agree() {
    for rule in RULES {
        let (human_code, human, _) = gate(rule.info.id, "new", &[]);
        let (json_code, json, _) = gate(rule.info.id, "new", &["--format", "json"]);
        assert_eq!(human_code, json_code);
        let report: Value = serde_json::from_str(&json).unwrap();
        let arrows = human.lines().filter_map(|line| line.trim_start().strip_prefix("--> ")).count();
        assert_eq!(arrows, report["findings"].as_array().unwrap().len(), "{}", rule.info.id);
        assert_eq!(report["verdict"], ["pass", "fail", "unknown"][usize::try_from(human_code).unwrap()], "{json}");
    }
}
