//! The gate over the shapes that real histories have: merges, octopuses, renames, modes, submodules, links, letter case, line ends, LFS,
//! shallow clones, forced pushes, and who is behind a commit.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{commit, copy, flarebook, git, root, run, write};

pub const INCIDENT: &str = "incidents/2026-03-14-login-errors";
pub const RESOLVED: &str = "---\nat: 2026-03-24T10:00:00Z\nby: mary\nstatus: resolved\n---\nDone.\n";
pub const MITIGATED: &str = "---\nat: 2026-03-14T10:15:00Z\nstatus: mitigated\n---\nQuiet.\n";

/// The tree that the gate's fixtures share, committed as `main`, with a branch `change` checked out.
pub fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/gate/common"), folder.path());
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["config", "core.autocrlf", "false"]);
    commit(folder.path(), "base");
    git(folder.path(), &["checkout", "-q", "-b", "change"]);
    folder
}

/// The same, still being responded to.
pub fn going_on() -> tempfile::TempDir {
    let folder = sample();
    git(folder.path(), &["checkout", "-q", "main"]);
    let entry = folder.path().join(INCIDENT).join("timeline/20260314T094300Z-3e9c70.md");
    let text = fs::read_to_string(&entry).unwrap().replace("mitigated", "monitoring");
    fs::write(&entry, text).unwrap();
    commit(folder.path(), "still going on");
    git(folder.path(), &["checkout", "-q", "-B", "change"]);
    folder
}

pub fn gate(folder: &Path) -> (i32, String, String) {
    run(flarebook(folder).args(["gate", "--base", "main", "--head", "change"]))
}

pub fn is_open(folder: &Path) {
    let (code, out, err) = gate(folder);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("nothing stands in the way"), "{out}");
}

/// Commits everything as somebody else.
pub fn commit_by(folder: &Path, name: &str, email: &str, message: &str) {
    git(folder, &["add", "--all", "--force"]);
    let output = Command::new("git")
        .current_dir(folder)
        .args(["commit", "-q", "-m", message])
        .envs([
            ("GIT_AUTHOR_NAME", name),
            ("GIT_COMMITTER_NAME", name),
            ("GIT_AUTHOR_EMAIL", email),
            ("GIT_COMMITTER_EMAIL", email),
        ])
        .envs([
            ("GIT_AUTHOR_DATE", "2026-03-24T10:05:00Z"),
            ("GIT_COMMITTER_DATE", "2026-03-24T10:05:00Z"),
            ("HOME", "/nonexistent"),
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_merge_is_judged_by_who_wrote_the_entry() {
    let folder = going_on();
    let path = folder.path();
    git(path, &["checkout", "-q", "-b", "side"]);
    write(path, &format!("{INCIDENT}/timeline/20260314T101500Z-8fe06a.md"), MITIGATED);
    commit_by(path, "Josh", "josh@corp.example", "josh mitigates");
    git(path, &["checkout", "-q", "change"]);
    commit(path, "something of mary's");
    // The lead merges; merging is not saying.
    git(path, &["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    let (code, out, _) = gate(path);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("mitigated was set by Josh <josh@corp.example>"), "{out}");
}

#[test]
fn an_octopus_of_entries_passes_and_its_faults_are_found() {
    let folder = sample();
    let path = folder.path();
    for (index, name) in ["a", "b", "c"].iter().enumerate() {
        git(path, &["checkout", "-q", "-b", name, "main"]);
        let entry = format!("---\nat: 2026-03-24T0{index}:00:00Z\n---\nNote {name}.\n");
        write(path, &format!("{INCIDENT}/timeline/20260324T0{index}0000Z-00000{name}.md"), entry);
        commit(path, name);
    }
    git(path, &["checkout", "-q", "change"]);
    commit(path, "of its own");
    git(path, &["merge", "-q", "-m", "octopus", "a", "b", "c"]);
    assert_eq!(git(path, &["rev-list", "--parents", "-1", "HEAD"]).split_whitespace().count(), 5);
    is_open(path);
    fs::remove_file(path.join(INCIDENT).join("timeline/20260314T091500Z-1b2c3d.md")).unwrap();
    commit(path, "and one goes");
    assert!(gate(path).1.contains("[published-entry-deleted]"));
}

#[test]
fn moving_folding_modes_and_line_ends_change_nothing() {
    let folder = sample();
    let path = folder.path();
    fs::create_dir_all(path.join("incidents/2026")).unwrap();
    git(path, &["mv", INCIDENT, "incidents/2026/2026-03-14-login-errors"]);
    let moved = path.join("incidents/2026/2026-03-14-login-errors");
    for file in
        ["incident.yaml", "followups/alert-on-login-errors.yaml", "timeline/20260314T091500Z-1b2c3d.md", "pir.md"]
    {
        let text = fs::read_to_string(moved.join(file)).unwrap();
        fs::write(moved.join(file), text.replace('\n', "\r\n")).unwrap();
    }
    commit(path, "moved, with other line ends");
    git(path, &["update-index", "--chmod=+x", "incidents/2026/2026-03-14-login-errors/incident.yaml"]);
    git(path, &["commit", "-q", "-m", "runnable"]);
    is_open(path);
}

#[test]
fn a_folded_timeline_is_the_same_timeline() {
    let folder = sample();
    let path = folder.path();
    let home = path.join(INCIDENT);
    fs::remove_dir_all(home.join("timeline")).unwrap();
    let folded = r#"- {id: 20260314T091200Z-4f9a2c, at: 2026-03-14T09:12:00Z, by: josh, status: investigating, severity: P1, roles: {lead: mary, comms: josh}, text: Customers see error pages when they sign in.}
- {id: 20260314T091500Z-1b2c3d, at: 2026-03-14T09:15:00Z, by: mary, kind: finding, text: Errors come from one shard of the session store.}
- {id: 20260314T094300Z-3e9c70, at: 2026-03-14T09:43:00Z, by: mary, status: mitigated, text: Error rate back to zero.}
"#;
    fs::write(home.join("timeline.yaml"), folded).unwrap();
    commit(path, "folded");
    is_open(path);
    // Without ids, an edited text is an entry that went and one that came; it is still told as an edit.
    git(path, &["branch", "-f", "main", "change"]);
    fs::write(home.join("timeline.yaml"), folded.replace("one shard", "the network")).unwrap();
    commit(path, "edited");
    let (_, out, _) = gate(path);
    assert!(out.contains("[published-entry-edited]") && out.contains("timeline.yaml:2:"), "{out}");
}

#[test]
fn a_status_in_a_folded_timeline_has_an_author_too() {
    let folder = sample();
    let path = folder.path();
    let item = "- {id: 20260324T090000Z-aaaaaa, at: 2026-03-24T09:00:00Z, status: investigating, text: Back again.}\n";
    write(path, &format!("{INCIDENT}/timeline.yaml"), item);
    commit(path, "reopened by mary");
    let more =
        format!("{item}- {{id: 20260324T093000Z-bbbbbb, at: 2026-03-24T09:30:00Z, status: mitigated, text: Gone.}}\n");
    write(path, &format!("{INCIDENT}/timeline.yaml"), &more);
    commit_by(path, "Josh", "josh@corp.example", "josh");
    write(path, &format!("{INCIDENT}/timeline.yaml"), format!("{more}- {{at: 2026-03-24T09:40:00Z, text: Quiet.}}\n"));
    commit(path, "mary adds a note to the same file");
    let (code, out, _) = gate(path);
    assert_eq!(code, 1);
    assert!(out.contains("mitigated was set by Josh"), "{out}");
}

#[cfg(unix)]
#[test]
fn submodules_links_and_pointers_are_refused_with_their_names() {
    let folder = sample();
    let path = folder.path();
    std::os::unix::fs::symlink("/etc/passwd", path.join("templates")).unwrap();
    fs::remove_file(path.join(INCIDENT).join("incident.yaml")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", path.join(INCIDENT).join("incident.yaml")).unwrap();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    write(path, &format!("{INCIDENT}/followups/alert-on-login-errors.yaml"), pointer);
    git(path, &["add", "--all", "--force", "templates", INCIDENT]);
    git(path, &["commit", "-q", "-m", "links"]);
    let id = git(path, &["rev-parse", "HEAD"]).trim().to_owned();
    git(path, &["update-index", "--add", "--cacheinfo", &format!("160000,{id},{INCIDENT}/attachments/module")]);
    git(path, &["commit", "-q", "-m", "module"]);
    let (code, out, _) = gate(path);
    assert_eq!(code, 1);
    for expected in [
        "`module` is a submodule",
        "`templates` is a symbolic link",
        "`incident.yaml` is a symbolic link",
        "Git LFS pointer",
    ] {
        assert!(out.contains(expected), "{expected}:\n{out}");
    }
    assert!(!out.contains("[followup-deleted]"), "what cannot be read is not also deleted:\n{out}");
}

#[test]
fn a_name_that_differs_only_in_case_is_another_name() {
    let folder = sample();
    let path = folder.path();
    git(path, &["mv", INCIDENT, "incidents/tmp"]);
    git(path, &["mv", "incidents/tmp", "incidents/2026-03-14-LOGIN-errors"]);
    commit(path, "shout");
    assert!(
        gate(path).1.contains(
            "[incident-renamed]: the incident 2026-03-14-login-errors was renamed to 2026-03-14-LOGIN-errors"
        )
    );
}

/// A clone of a folder's `change` with so many commits; the base fetched as deep.
fn shallow(folder: &Path, depth: &str) -> tempfile::TempDir {
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", folder.display());
    git(clone.path(), &["init", "-q", "-b", "none"]);
    git(clone.path(), &["fetch", "-q", "--depth", depth, &url, "main:main", "change:change"]);
    clone
}

#[test]
fn a_shallow_clone_is_never_guessed_about() {
    let folder = sample();
    let path = folder.path();
    for index in 0..3 {
        commit(path, &format!("empty {index}"));
    }
    write(path, &format!("{INCIDENT}/timeline/20260324T100000Z-1fd853.md"), RESOLVED);
    commit(path, "resolved");
    git(path, &["checkout", "-q", "main"]);
    commit(path, "main goes on");
    git(path, &["checkout", "-q", "change"]);
    for depth in ["1", "2", "4"] {
        let clone = shallow(path, depth);
        let (code, out, err) = gate(clone.path());
        assert_eq!((code, out.as_str()), (2, ""), "depth {depth}: {err}");
        assert!(err.contains("shallow clone") && err.contains("fetch-depth: 0"), "{err}");
        let (code, _, err) = run(flarebook(clone.path()).args(["gate", "--base", "v9", "--head", "change"]));
        assert_eq!(code, 2);
        assert!(err.contains("this is a shallow clone, and `v9` is not in it"), "{err}");
    }
    let whole = shallow(path, "100");
    assert_eq!(gate(whole.path()).1, gate(path).1);
}

#[test]
fn a_forced_push_shows_only_where_the_branch_itself_moves() {
    let folder = sample();
    let path = folder.path();
    write(
        path,
        &format!("{INCIDENT}/timeline/20260324T080000Z-111111.md"),
        "---\nat: 2026-03-24T08:00:00Z\n---\nOne.\n",
    );
    commit(path, "one");
    let old = git(path, &["rev-parse", "HEAD"]).trim().to_owned();
    git(path, &["reset", "-q", "--hard", "main"]);
    write(
        path,
        &format!("{INCIDENT}/timeline/20260324T090000Z-222222.md"),
        "---\nat: 2026-03-24T09:00:00Z\n---\nTwo.\n",
    );
    commit(path, "two");
    let (code, _, _) = run(flarebook(path).args(["gate", "--base", &old, "--head", "change"]));
    assert_eq!(code, 0, "as a pull request it takes nothing away");
    let (code, out, _) = run(flarebook(path).args(["gate", "--base", &old, "--head", "change", "--fast-forward"]));
    assert_eq!(code, 1);
    assert!(out.contains("[branch-rewritten]") && out.contains("[published-entry-deleted]"), "{out}");
}

#[test]
fn who_is_behind_a_commit() {
    let entry = format!("{INCIDENT}/timeline/20260314T101500Z-8fe06a.md");
    let bot = "41898282+github-actions[bot]@users.noreply.github.com";
    for (email, message, allowed) in [
        ("mary@corp.example", "m", true),
        ("MARY@CORP.EXAMPLE", "m", true),
        ("12345+maryok@users.noreply.github.com", "m", true),
        ("maryok@users.noreply.github.com", "m", true),
        ("maryok@users.noreply.evil.example", "m", true),
        ("mary@evil.example", "m", false),
        ("12345+josh-t@users.noreply.github.com", "m", false),
        (bot, "m", false),
        (bot, "m\n\nFlarebook-By: @maryok", true),
        (bot, "m\n\nFlarebook-By: josh-t", false),
        // Only the Action may speak for others.
        ("josh@corp.example", "m\n\nFlarebook-By: @maryok", false),
    ] {
        let folder = going_on();
        write(folder.path(), &entry, MITIGATED);
        commit_by(folder.path(), "X", email, message);
        let (code, out, _) = gate(folder.path());
        assert_eq!(code == 0, allowed, "{email} {message:?}\n{out}");
    }
}

#[test]
fn an_approval_of_the_latest_commit_is_somebodys_word() {
    let folder = going_on();
    let path = folder.path();
    write(path, &format!("{INCIDENT}/timeline/20260314T101500Z-8fe06a.md"), MITIGATED);
    commit_by(path, "Josh", "josh@corp.example", "josh");
    let head = git(path, &["rev-parse", "HEAD"]).trim().to_owned();
    let earlier = git(path, &["rev-parse", "HEAD~1"]).trim().to_owned();
    for (account, commit, allowed) in [("MaryOk", &head, true), ("josh-t", &head, false), ("maryok", &earlier, false)] {
        let facts = format!(r#"{{"version": 1, "approvals": [{{"account": "{account}", "commit": "{commit}"}}]}}"#);
        let facts_file = path.join(".git/facts.json");
        fs::write(&facts_file, facts).unwrap();
        let (code, out, _) = run(flarebook(path).args(["gate", "--base", "main", "--facts"]).arg(&facts_file));
        assert_eq!(code == 0, allowed, "{account} {out}");
    }
    fs::write(path.join(".git/facts.json"), r#"{"version": 7}"#).unwrap();
    let (code, _, err) = run(flarebook(path).args(["gate", "--base", "main", "--facts", ".git/facts.json"]));
    assert_eq!(code, 2);
    assert!(err.contains("version 7"), "{err}");
}

#[test]
fn what_the_tracker_says_counts() {
    for (state, record, settled) in [
        ("completed", "state: open", true),
        ("open", "state: done\nevidence: https://git.corp.example/pull/1", false),
        ("open", "state: open", false),
        ("not_planned", "state: open", false),
        ("not_planned", "state: wont_do\nreason: retired\nby: mary", true),
        ("duplicate", "state: duplicate\nto: https://git.corp.example/issues/2", true),
        ("deleted", "state: open", false),
        ("deleted", "state: done\nevidence: https://git.corp.example/pull/1", true),
        ("not_visible", "state: open", false),
    ] {
        let folder = sample();
        let path = folder.path();
        let tracker = "https://github.com/acme/infra/issues/912";
        write(
            path,
            &format!("{INCIDENT}/followups/alert-on-login-errors.yaml"),
            format!("title: Alert\nowner: infra\ndue: 2026-03-28\ntracker: {tracker}\n{record}\n"),
        );
        write(path, &format!("{INCIDENT}/timeline/20260324T100000Z-1fd853.md"), RESOLVED);
        commit(path, "resolved");
        let facts = format!(r#"{{"version": 1, "trackers": {{"{tracker}": {{"state": "{state}"}}}}}}"#);
        fs::write(path.join(".git/facts.json"), facts).unwrap();
        let (code, out, _) = run(flarebook(path).args(["gate", "--base", "main", "--facts", ".git/facts.json"]));
        assert_eq!(code == 0, settled, "{state} / {record}\n{out}");
    }
}

#[test]
fn the_working_tree_is_not_looked_at_and_not_touched() {
    let folder = sample();
    let path = folder.path();
    fs::remove_dir_all(path.join(INCIDENT)).unwrap();
    write(path, "incidents/2026-03-15-x/incident.yaml", ":::");
    let before = git(path, &["status", "--porcelain"]);
    is_open(path);
    assert_eq!(before, git(path, &["status", "--porcelain"]));
    let bare = tempfile::tempdir().unwrap();
    git(bare.path(), &["clone", "-q", "--bare", path.to_str().unwrap(), "."]);
    is_open(bare.path());
}
