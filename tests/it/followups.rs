//! `flarebook followup` in real repositories: files of their own, edits that leave everything else as it was, and what is refused.

use std::fs;
use std::path::Path;

use crate::command::{commit, flarebook, git, repository, run};

const ID: &str = "2026-03-14-login-errors";
const ALERT: &str = "incidents/2026-03-14-login-errors/followups/alert-on-login-errors.yaml";
const LIST: &str = "incidents/2026-03-14-login-errors/followups.yaml";

/// An incident with a follow-up as somebody wrote it, and a folded one.
fn team() -> tempfile::TempDir {
    let folder = repository(&[
        ("people.yaml", "mary: {name: Mary, email: mary@corp.example, team: infra}\njosh: {name: Josh}\n"),
        ("incidents/2026-03-14-login-errors/incident.yaml", "title: Login errors\n"),
        (
            "incidents/2026-03-14-login-errors/timeline/20260314T091200Z-4f9a2c.md",
            "---\nat: 2026-03-14T09:12:00Z\nby: mary\nstatus: investigating\n---\nDeclared\n",
        ),
        (
            ALERT,
            "# asked for by support\ntitle: 'Alert on login errors'   # short\n\nowner: infra\nstate: open # for now\n",
        ),
        (
            LIST,
            "# from the review\n- title: Write a runbook\n  evidence: https://a.example/1  # draft\n  owner: mary\n# later\n- {title: Rotate keys, owner: josh}\n",
        ),
    ]);
    git(folder.path(), &["config", "user.email", "mary@corp.example"]);
    commit(folder.path(), "start");
    folder
}

fn followup(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    run(flarebook(folder).arg("followup").args(arguments))
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("a file")
}

#[test]
fn adding_writes_one_small_file() {
    let folder = team();
    let (code, out, err) = followup(
        folder.path(),
        &[
            "add",
            "Check",
            "certificates: daily",
            "--owner",
            "infra",
            "--due",
            "2026-12-01",
            "--kind",
            "detect",
            "--no-blocking",
        ],
    );
    assert_eq!(code, 0, "{err}");
    let path = format!("incidents/{ID}/followups/check-certificates-daily.yaml");
    assert_eq!(out, format!("wrote {path}\n"));
    assert!(err.contains("needs tracker before that is resolved"), "{err}");
    assert_eq!(
        read(folder.path(), &path),
        "title: 'Check certificates: daily'\nkind: detect\nowner: infra\ndue: 2026-12-01\nblocking: false\n"
    );
    let (code, out, err) = followup(folder.path(), &["add", "Check certificates: daily"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with(&format!("wrote incidents/{ID}/followups/check-certificates-daily-")), "{out}");
    assert!(err.contains("one of this title already"), "{err}");
    let (code, _, err) = followup(folder.path(), &["add", "X", "--owner", "infr"]);
    assert_eq!(code, 2);
    assert!(err.contains("`infr` is not a person or team of people.yaml") && err.contains("`infra`"), "{err}");
    let (code, out, _) = run(flarebook(folder.path()).arg("check"));
    assert_eq!(code, 0, "{out}");
}

#[test]
fn only_the_lines_that_must_change() {
    let folder = team();
    let before = read(folder.path(), ALERT);
    let (code, out, err) = followup(folder.path(), &["done", "alert", "--evidence", "https://a.example/2"]);
    assert_eq!((code, out.as_str()), (0, format!("changed {ALERT}\n").as_str()), "{err}");
    assert_eq!(
        read(folder.path(), ALERT),
        before.replace("state: open # for now\n", "state: done # for now\nevidence: https://a.example/2\n")
    );
    let again = followup(folder.path(), &["done", "alert", "--evidence", "https://a.example/2"]);
    assert_eq!((again.0, again.1.as_str()), (0, ""), "{}", again.2);
    let several = "title: Two\nevidence:\n  - https://a.example/1 # the first\n";
    crate::command::write(folder.path(), ALERT, several);
    let (code, _, err) = followup(folder.path(), &["done", "alert-on", "--evidence", "https://a.example/2"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        read(folder.path(), ALERT),
        several.replace("evidence", "state: done\nevidence") + "  - https://a.example/2\n"
    );
    let before = read(folder.path(), LIST);
    let (code, _, err) = followup(folder.path(), &["done", "runbook", "--evidence", "https://a.example/3"]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = followup(folder.path(), &["drop", "Rotate keys", "No", "longer: needed", "--by", "josh"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        read(folder.path(), LIST),
        before
            .replace(
                "https://a.example/1  # draft\n  owner: mary\n",
                "[https://a.example/1, https://a.example/3]  # draft\n  owner: mary\n  state: done\n"
            )
            .replace("josh}", "josh, state: wont_do, reason: \"No longer: needed\", by: josh}")
    );
}

#[test]
fn every_step_leaves_a_record_that_checks() {
    let folder = team();
    let steps: [&[&str]; 6] = [
        &["start", ALERT],
        &["waive", "alert-on", "Vendor fix in April", "--until", "2027-04-30"],
        &["waive", "alert-on", "Vendor fix in May", "--until", "2027-05-31"],
        &["set", "alert-on", "--due", "2027-05-01", "--owner", "mary", "--blocking", "false", "--tracker", "new"],
        &["duplicate", &format!("{ID}/write-a-runbook"), "alert-on"],
        &["move", "rotate-keys", "https://a.example/issues/1"],
    ];
    for step in steps {
        let (code, _, err) = followup(folder.path(), step);
        assert_eq!(code, 0, "{step:?}: {err}");
    }
    let text = read(folder.path(), ALERT);
    assert!(
        text.starts_with(
            "# asked for by support\ntitle: 'Alert on login errors'   # short\n\nowner: mary\ndue: 2027-05-01\n"
        ),
        "{text}"
    );
    assert!(text.contains("waiver: {reason: Vendor fix in May, by: mary, until: 2027-05-31}\n"), "{text}");
    assert!(read(folder.path(), LIST).contains("state: moved, to: https://a.example/issues/1"));
    assert!(read(folder.path(), LIST).contains("  state: duplicate\n"));
    let (code, out, _) = run(flarebook(folder.path()).arg("check"));
    assert_eq!(code, 0, "{out}");
}

#[test]
fn what_cannot_be_is_said() {
    let folder = team();
    let refused = |arguments: &[&str], words: &[&str]| {
        let (code, out, err) = followup(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(words.iter().all(|word| err.contains(word)), "{arguments:?}: {err}");
    };
    refused(&["done", "alert"], &["nothing shows", "--evidence"]);
    refused(&["drop", "alert", " "], &["the reason is empty"]);
    refused(&["done", "e"], &["fits 3 follow-ups", "rotate-keys"]);
    refused(&["start", "nothing-like-it"], &["is not a follow-up of this incident"]);
    refused(&["move", "alert", "nowhere"], &["`nowhere` is not a follow-up"]);
    refused(&["duplicate", "alert", "alert-on-login-errors"], &["cannot live on in itself"]);
    refused(&["set", "alert"], &["nothing was said"]);
    refused(&["set", "alert", "--clear", "title"], &["not a fact that can be taken away", "`due`"]);
    refused(&["set", "alert", "--clear", "ower"], &["did you mean `owner`?"]);
    refused(&["start", "alert", "--at", "-5m"], &["--at means nothing here", "--due"]);
    refused(&["waive", "alert", "Later", "--until", "soon"], &["--until"]);
    let (code, ..) = followup(folder.path(), &["drop", "rotate", "Not needed"]);
    assert_eq!(code, 0);
    refused(&["done", "rotate", "--evidence", "x"], &["settled already by mary", "Not needed", "followup start"]);
    let (_, _, err) = followup(folder.path(), &["start", "rotate"]);
    assert!(err.contains("open again"), "{err}");
    crate::command::write(folder.path(), ALERT, "title: &a Alert\nowner: infra\n");
    refused(&["start", "alert"], &[ALERT, "line 1", "an anchor", "`flarebook check`"]);
}

#[test]
fn facts_are_taken_away() {
    let folder = team();
    let before = read(folder.path(), ALERT);
    let run = |arguments: &[&str]| {
        let (code, out, err) = followup(folder.path(), arguments);
        assert_eq!((code, out), (0, format!("changed {ALERT}\n")), "{arguments:?}: {err}");
    };
    run(&["set", "alert", "--due", "2026-12-24", "--note", "Later"]);
    run(&["set", "alert", "--clear", "due", "--clear", "note"]);
    assert_eq!(read(folder.path(), ALERT), before);
}

#[test]
fn the_list_is_what_is_owed() {
    let folder = team();
    followup(folder.path(), &["set", "alert", "--due", "2026-04-01"]);
    followup(folder.path(), &["drop", "rotate", "Not needed"]);
    let (code, out, err) = followup(folder.path(), &["list"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        out,
        format!(
            "Alert on login errors\n  OVERDUE, due 2026-04-01, infra\n  {ID}/alert-on-login-errors\n\
             Write a runbook\n  open, no due date, mary\n  {ID}/write-a-runbook\n2 follow-ups\n"
        )
    );
    let (_, out, _) = followup(folder.path(), &["list", "--overdue", "--incident", "login", "--owner", "mary"]);
    assert_eq!(out, "No follow-ups.\n");
    let (_, out, _) = followup(folder.path(), &["list", "--all", "--format", "json"]);
    let view: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(view["version"], 1);
    let states: Vec<&str> =
        view["followups"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["open", "wont_do", "open"]);
}
