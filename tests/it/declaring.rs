//! `declare`: what programs are told, and what is written down afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::command::{commit, flarebook, git, repository, run};

fn team() -> tempfile::TempDir {
    let folder = repository(&[
        ("flarebook.yaml", "safe_actions: [Roll back the last deployment]\n"),
        ("people.yaml", "mary: {name: Mary, email: mary@corp.example}\njosh: {name: Josh}\n"),
        (
            "components.yaml",
            "login: {name: Login, depends_on: [sessions], runbooks: [docs/login.md], safe_actions: [Restart the pods]}\n\
             sessions: {name: Sessions}\nshop: {name: Shop, depends_on: [login]}\n",
        ),
        ("incidents/2026-11-21-shop-is-slow/incident.yaml", "title: Shop is slow\ncomponents: [shop]\n"),
        (
            "incidents/2026-11-21-shop-is-slow/timeline/20261121T090000Z-000001.md",
            "---\nat: 2026-11-21T09:00:00Z\nkind: update\nstatus: investigating\n---\nDeclared\n",
        ),
    ]);
    git(folder.path(), &["config", "user.email", "mary@corp.example"]);
    commit(folder.path(), "start");
    folder
}

fn declared(folder: &Path, arguments: &[&str]) -> Value {
    let (code, out, err) = run(flarebook(folder).args(["declare", "--format", "json"]).args(arguments));
    assert_eq!(code, 0, "{out}{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn programs_are_told_what_people_are() {
    let folder = team();
    let arguments =
        ["Login errors", "--severity", "P1", "--component", "login", "--component", "mail", "--lead", "mary"];
    let view = declared(folder.path(), &arguments);
    let advice = &view["advice"];
    assert_eq!(advice["severity"], "P1");
    assert_eq!(
        advice["roles"],
        json!([
            { "role": "lead", "name": "Incident lead", "person": "mary" },
            { "role": "comms", "name": "Communications lead", "person": null }
        ])
    );
    assert_eq!(advice["next_update"], "2026-11-21T13:00:00Z");
    assert_eq!(advice["safe_actions"], json!(["Restart the pods", "Roll back the last deployment"]));
    assert_eq!(advice["runbooks"], json!(["docs/login.md"]));
    assert_eq!((&advice["needs"], &advice["needed_by"]), (&json!(["sessions"]), &json!(["shop"])));
    let other = &advice["also_open"][0];
    assert_eq!((&other["incident"], &other["title"]), (&json!("2026-11-21-shop-is-slow"), &json!("Shop is slow")));
    assert_eq!(other["shares"], json!(["Shop"]));
    let unknown = &advice["unknown"][0];
    assert_eq!((&unknown["what"], &unknown["name"]), (&json!("component"), &json!("mail")));
    assert!(unknown["help"].as_str().unwrap().contains("incident.yaml"), "{unknown}");
    // Also before anything is written.
    let view = declared(folder.path(), &["Mail is late", "--dry-run"]);
    assert_eq!((&view["dry_run"], &view["advice"]["severity"]), (&json!(true), &Value::Null));
}

/// The entries of the newest incident, oldest first.
fn entries(folder: &Path, view: &Value) -> Vec<String> {
    let timeline = folder.join("incidents").join(view["incident"].as_str().unwrap()).join("timeline");
    let mut paths: Vec<PathBuf> = fs::read_dir(timeline).unwrap().map(|item| item.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn what_is_over_can_be_written_down_afterwards() {
    let folder = team();
    let times = ["--retroactive", "--at", "2026-11-20T09:10:00Z", "--until", "2026-11-20T10:40:00Z"];
    let view = declared(folder.path(), &[&["Mail was late", "--severity", "P2"], &times[..]].concat());
    assert_eq!(view["incident"], "2026-11-20-mail-was-late");
    let entries = entries(folder.path(), &view);
    assert!(
        entries.len() == 2
            && entries[0].contains("at: 2026-11-20T09:10:00Z")
            && entries[0].contains("Written down afterwards.")
            // Nobody waits for word any more.
            && !entries[0].contains("next_update")
            && entries[1].contains("at: 2026-11-20T10:40:00Z")
            && entries[1].contains("status: mitigated"),
        "{entries:?}"
    );
    assert_eq!(view["advice"]["next_update"], Value::Null);
    let (_, out, _) = run(flarebook(folder.path()).args(["show", "mail-was-late", "--format", "json"]));
    let shown: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(shown["incident"]["status"], "mitigated");
    assert_eq!(shown["milestones"]["mitigated"], "2026-11-20T10:40:00Z", "{out}");
    let (code, out, err) = run(flarebook(folder.path()).arg("check"));
    assert_eq!(code, 0, "{out}{err}");

    // Still going on: no end.
    let view = declared(folder.path(), &["Disk is filling", "--retroactive", "--at", "2026-11-21T08:00:00Z"]);
    assert_eq!(self::entries(folder.path(), &view).len(), 1);
    // An end needs to be one, and to be an end of something.
    for (arguments, words) in [
        (&["--retroactive", "--at", "2026-11-20T09:10:00Z", "--until", "2026-11-20T09:00:00Z"][..], "is before"),
        (&["--until", "2026-11-20T09:00:00Z"], "--retroactive"),
    ] {
        let (code, _, err) = run(flarebook(folder.path()).args(["declare", "Mail was late again"]).args(arguments));
        assert!(code == 2 && err.contains(words), "{code} {err}");
    }
    assert!(!folder.path().join("incidents/2026-11-20-mail-was-late-again").exists());
}
