//! `flarebook attach`, `correct` and `set` in real repositories.

use std::fs;
use std::path::Path;

use crate::command::{commit, flarebook, git, repository, run};

const HOME: &str = "incidents/2026-03-14-login-errors";
const RECORD: &str = "\
# yaml-language-server: $schema=../../schema/incident.schema.json
title: Login errors   # as support said it

# what users saw
impact: {started_at: 2026-03-14T09:02:00Z} # from the logs
components:
  - login # the form
";

fn team() -> tempfile::TempDir {
    let folder = repository(&[
        ("people.yaml", "mary: {name: Mary, email: mary@corp.example}\n"),
        ("components.yaml", "login: {name: Login}\nsession-store: {name: Sessions}\n"),
        (format!("{HOME}/incident.yaml").as_str(), RECORD),
        (
            format!("{HOME}/timeline/20260314T091200Z-4f9a2c.md").as_str(),
            "---\nat: 2026-03-14T09:12:00Z\nby: mary\nkind: update\nstatus: investigating\naudience: public\n---\nShard 2 is full\n",
        ),
        (
            format!("{HOME}/timeline/20260314T092000Z-aaaaaa.md").as_str(),
            "---\nat: 2026-03-14T09:20:00Z\nby: mary\n---\nRestarted shard 2\n",
        ),
    ]);
    git(folder.path(), &["config", "user.email", "mary@corp.example"]);
    commit(folder.path(), "start");
    folder
}

fn ok(folder: &Path, arguments: &[&str]) -> (String, String) {
    let (code, out, err) = run(flarebook(folder).args(arguments));
    assert_eq!(code, 0, "{arguments:?}: {out}{err}");
    (out, err)
}

fn refused(folder: &Path, arguments: &[&str], words: &[&str]) {
    let (code, out, err) = run(flarebook(folder).args(arguments));
    assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
    assert!(words.iter().all(|word| err.contains(word)), "{arguments:?}: {err}");
}

/// The entry that a command wrote, from what it printed.
fn written(folder: &Path, out: &str) -> String {
    let path = out
        .lines()
        .find_map(|line| line.strip_prefix("wrote ").filter(|path| path.ends_with(".md")))
        .expect("an entry");
    fs::read_to_string(folder.join(path)).expect("a file")
}

#[test]
fn files_are_copied_with_an_entry() {
    let folder = team();
    let folder = folder.path();
    let outside = tempfile::tempdir().expect("a folder");
    let secret = b"\x89PNG\r\n\x1a\n\0\0\0\x06tEXtsecretcrc!\0\0\0\0IENDcrc!";
    let path = |name: &str| outside.path().join(name).to_str().expect("a name").to_owned();
    fs::write(outside.path().join("Error rate (1).PNG"), secret).expect("a file");
    fs::write(outside.path().join("app.log"), "line\n").expect("a file");
    let (out, _) = ok(
        folder,
        &[
            "attach",
            &path("Error rate (1).PNG"),
            &path("app.log"),
            "--text",
            "Since nine",
            "--at",
            "2026-03-14T10:00:00Z",
        ],
    );
    assert!(
        out.starts_with(&format!(
            "wrote {HOME}/attachments/Error-rate-1.png\nwrote {HOME}/attachments/app.log\nwrote {HOME}/timeline/"
        )),
        "{out}"
    );
    let picture = fs::read(folder.join(HOME).join("attachments/Error-rate-1.png")).expect("a file");
    assert_eq!(picture, b"\x89PNG\r\n\x1a\n\0\0\0\0IENDcrc!");
    let entry = written(folder, &out);
    assert_eq!(
        entry,
        "---\nat: 2026-03-14T10:00:00Z\nby: mary\nevidence:\n- attachments/Error-rate-1.png\n- attachments/app.log\n---\nSince nine\n"
    );
    let (out, err) = ok(folder, &["attach", &path("app.log")]);
    assert!(
        err.contains("attached already") && written(folder, &out).ends_with("---\nAttached app.log.\n"),
        "{out}{err}"
    );
    fs::write(outside.path().join("app.log"), "another\n").expect("a file");
    let (out, _) = ok(folder, &["attach", &path("app.log")]);
    assert!(out.starts_with(&format!("wrote {HOME}/attachments/app-")), "{out}");
    fs::write(outside.path().join("cut.jpg"), b"\xff\xd8\xff\xe1\x00").expect("a file");
    refused(folder, &["attach", &path("cut.jpg")], &["cut.jpg", "JPEG", "--as-is"]);
    ok(folder, &["attach", &path("cut.jpg"), "--as-is"]);
    let huge = fs::File::create(outside.path().join("huge.bin")).expect("a file");
    huge.set_len(26 * 1024 * 1024).expect("a length");
    refused(folder, &["attach", &path("huge.bin")], &["huge.bin is 26 MiB long", "25 MiB"]);
    refused(folder, &["attach", &path("absent.bin")], &["absent.bin"]);
    ok(folder, &["check"]);
}

#[test]
fn a_correction_is_an_entry_that_points_back() {
    let folder = team();
    let folder = folder.path();
    let (out, err) =
        ok(folder, &["correct", "20260314T0912", "It was shard 3", "--severity", "P1", "--at", "2026-03-14T10:00:00Z"]);
    assert!(err.contains("The public reads this correction"), "{err}");
    assert_eq!(
        written(folder, &out),
        "---\nat: 2026-03-14T10:00:00Z\nby: mary\nkind: update\nseverity: P1\naudience: public\ncorrects: 20260314T091200Z-4f9a2c\n---\nIt was shard 3\n"
    );
    let (out, _) = ok(folder, &["correct", &format!("{HOME}/timeline/20260314T092000Z-aaaaaa.md"), "Shard", "3"]);
    assert!(written(folder, &out).contains("corrects: 20260314T092000Z-aaaaaa\n---\nShard 3\n"));
    refused(folder, &["correct", "shard 2", "x"], &["fits 2 entries"]);
    refused(folder, &["correct", "nothing", "x"], &["is not an entry of this incident"]);
    refused(folder, &["correct", "20260314T0920", "x", "--status", "resolved"], &["cannot become resolved"]);
    ok(folder, &["check"]);
}

#[test]
fn facts_change_where_they_stand() {
    let folder = team();
    let folder = folder.path();
    let file = format!("{HOME}/incident.yaml");
    let (out, _) = ok(
        folder,
        &[
            "set",
            "--summary",
            "One login in thirty failed.",
            "--customers",
            "412",
            "--ended-at",
            "2026-03-14T09:43:00Z",
            "--component",
            "session-store",
            "--component",
            "login",
            "--detected-at",
            "2026-03-14T09:08:00Z",
            "--detected-by",
            "support",
            "--link",
            "chat=https://chat.example/c/1",
        ],
    );
    assert_eq!(out, format!("changed {file}\n"));
    let expected = RECORD
        .replace("as support said it\n", "as support said it\nsummary: One login in thirty failed.\n")
        .replace("09:02:00Z}", "09:02:00Z, customers: 412, ended_at: 2026-03-14T09:43:00Z}")
        .replace("# the form\n", "# the form\n  - session-store\n");
    let text = fs::read_to_string(folder.join(&file)).expect("a file");
    let (head, tail) = text.split_at(text.find("detected").expect("detected"));
    for line in expected.lines().filter(|line| !line.contains("customers")) {
        assert!(head.lines().any(|other| other == line), "{line}\n{text}");
    }
    assert!(head.contains("customers: 412") && head.contains("} # from the logs\n"), "{text}");
    assert_eq!(tail, "detected: {at: 2026-03-14T09:08:00Z, by: support}\nlinks: {chat: https://chat.example/c/1}\n");
    let (out, err) = ok(folder, &["set", "--customers", "412"]);
    assert_eq!(out, "", "{err}");
    ok(folder, &["set", "--clear", "impact.customers", "--clear", "links", "--title", "Errors: login"]);
    let text = fs::read_to_string(folder.join(&file)).expect("a file");
    assert!(
        text.contains("title: \"Errors: login\"   # as support said it\n")
            && !text.contains("customers")
            && !text.contains("links"),
        "{text}"
    );
    ok(folder, &["set", "--remove-component", "login", "--tag", "search", "--tag", "mail"]);
    let text = fs::read_to_string(folder.join(&file)).expect("a file");
    assert!(text.contains("components:\n  # the form\n  - session-store\n"), "{text}");
    assert!(text.contains("tags: [search, mail]\n"), "{text}");
    ok(folder, &["set", "--remove-tag", "search", "--tag", "late"]);
    assert!(fs::read_to_string(folder.join(&file)).expect("a file").contains("tags: [mail, late]\n"));
    ok(folder, &["set", "--remove-tag", "mail", "--remove-tag", "late"]);
    let text = fs::read_to_string(folder.join(&file)).expect("a file");
    assert!(!text.contains("tags"), "{text}");
    refused(folder, &["set", "--remove-tag", "mail"], &["is not one of its tags"]);
    refused(folder, &["set", "--title", "x", "--at", "-5m"], &["--at means nothing here", "--started-at"]);
    refused(folder, &["set", "--component", "logn"], &["did you mean `login`?"]);
    refused(
        folder,
        &["set", "--started-at", "2026-03-14T11:00:00Z"],
        &["cannot end (2026-03-14T09:43:00Z) before it starts"],
    );
    refused(folder, &["set", "--duplicate-of", "2026-03-14-login-errors"], &["the id of another incident"]);
    refused(folder, &["set"], &["nothing was said"]);
    refused(folder, &["set", "--link", "chat"], &["chat=https://"]);
    ok(folder, &["check"]);
}
