//! `build --live`: incidents of branches that are not merged yet, from real repositories.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::command::{commit, flarebook, git, git_command, repository, run, write};

const OPEN: &str = "- {at: 2026-11-21T10:00:00Z, status: investigating, audience: public, text: We are looking.}\n";
const OVER: &str = "- {at: 2026-11-21T11:00:00Z, status: mitigated, audience: public, text: All is well again.}\n";

fn folder(id: &str) -> String {
    format!("incidents/2026-11-21-{id}")
}

fn declare(path: &Path, id: &str, timeline: &str) {
    let record = format!("{{title: {id}, public_title: Trouble with {id}, visibility: public}}\n");
    write(path, &format!("{}/incident.yaml", folder(id)), record);
    write(path, &format!("{}/timeline.yaml", folder(id)), timeline);
}

/// A repository with an incident that is over, on `main`.
fn home() -> tempfile::TempDir {
    let home = repository(&[("components.yaml", "login: {public_name: Sign-in}\n")]);
    declare(home.path(), "old", &format!("{OPEN}{OVER}"));
    commit(home.path(), "main");
    home
}

/// Makes a branch off the one that is checked out, with whatever `change` does, and comes back.
fn branch(path: &Path, name: &str, change: impl FnOnce()) {
    git(path, &["checkout", "-q", "-b", name]);
    change();
    commit(path, name);
    git(path, &["checkout", "-q", "main"]);
}

/// What became of the branches, one line each: `ref [incidents] problem`; and the built folder.
fn live(path: &Path, audience: &str, more: &[&str]) -> (Vec<String>, tempfile::TempDir) {
    let out = tempfile::tempdir().unwrap();
    let arguments = ["build", "--audience", audience, "--out", out.path().to_str().unwrap(), "--format", "json"];
    let live = if more.contains(&"--live") { &[][..] } else { &["--live", "incident/*"][..] };
    let (code, text, err) = run(flarebook(path).args(arguments).args(live).args(more));
    assert_eq!(code, 0, "{text}{err}");
    let report: Value = serde_json::from_str(&text).unwrap();
    let line = |branch: &Value| {
        let ids: Vec<&str> = branch["incidents"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        let problem = branch["problem"].as_str();
        if let Some(problem) = problem {
            // Names tell what is internal: of a public page they are said to those who ask.
            let by_name = audience != "public" || more.contains(&"--show-leaks");
            assert_eq!(err.contains(problem), by_name, "{problem}\n{err}");
            assert!(by_name || err.contains("--show-leaks"), "{err}");
        }
        format!(
            "{} [{}] {}",
            branch["ref"].as_str().unwrap(),
            ids.join(" ").replace("2026-11-21-", ""),
            problem.unwrap_or("-")
        )
    };
    (report["live"].as_array().unwrap().iter().map(line).collect(), out)
}

fn lines(path: &Path, more: &[&str]) -> Vec<String> {
    live(path, "internal", more).0
}

/// The internal page of an incident.
fn page(path: &Path, id: &str) -> String {
    let (_, out) = live(path, "internal", &[]);
    fs::read_to_string(out.path().join(format!("{}.html", folder(id)))).unwrap_or_default()
}

#[test]
fn a_branch_that_is_not_merged_is_on_the_page() {
    let home = home();
    let path = home.path();
    branch(path, "incident/new", || declare(path, "new", OPEN));
    branch(path, "feature/other", || declare(path, "other", OPEN));
    assert_eq!(lines(path, &[]), ["incident/new [new] -"]);
    assert!(page(path, "new").contains("We are looking."));
    assert!(!path.join(folder("new")).exists(), "nothing was checked out");
    // From a revision and from a bare repository just the same.
    let bare = tempfile::tempdir().unwrap();
    git(bare.path(), &["clone", "-q", "--bare", path.to_str().unwrap(), "."]);
    let site = |path: &Path, more: &[&str]| {
        let (lines, out) = live(path, "internal", more);
        (
            lines,
            fs::read(out.path().join("index.html")).unwrap(),
            fs::read(out.path().join(format!("{}.html", folder("new")))).unwrap(),
        )
    };
    let here = site(path, &[]);
    assert_eq!(here, site(path, &["--rev", "main"]));
    assert_eq!(here, site(bare.path(), &[]));
    // Both audiences.
    assert_eq!(live(path, "public", &[]).0, ["incident/new [new] -"]);
    // Patterns: one level, any level, several.
    assert_eq!(
        lines(path, &["--live", "incident/*", "--live", "feature/o?her"]),
        ["feature/other [other] -", "incident/new [new] -"]
    );
    assert_eq!(lines(path, &["--live", "*"]), ["main [] -"]);
    assert_eq!(lines(path, &["--live", "**"]).len(), 3);
    assert_eq!(lines(path, &["--live", "none/*"]), [""; 0]);
}

#[test]
fn attachments_come_from_the_branch_too() {
    let home = home();
    let path = home.path();
    branch(path, "incident/new", || {
        declare(path, "new", OPEN);
        write(path, &format!("{}/attachments/graph.txt", folder("new")), "42");
    });
    let (_, out) = live(path, "internal", &[]);
    let attached = out.path().join(folder("new")).join("attachments/graph.txt");
    assert_eq!(fs::read_to_string(attached).unwrap(), "42");
}

#[test]
fn what_was_merged_adds_nothing_be_it_squashed_or_rebased() {
    for how in ["merge", "squash", "rebase"] {
        let home = home();
        let path = home.path();
        branch(path, "incident/new", || {
            declare(path, "new", OPEN);
            commit(path, "first");
            declare(path, "new", &format!("{OPEN}# more\n"));
        });
        commit(path, "something else on main");
        match how {
            "merge" => drop(git(path, &["merge", "-q", "--no-ff", "-m", "merged", "incident/new"])),
            "squash" => {
                git(path, &["merge", "-q", "--squash", "incident/new"]);
                commit(path, "squashed");
            }
            _ => drop(git(path, &["cherry-pick", "main..incident/new"])),
        }
        assert_eq!(lines(path, &[]), ["incident/new [] -"], "{how}");
        // Main goes on; the branch that nobody deleted is old news.
        declare(path, "new", &format!("{OPEN}{OVER}"));
        commit(path, "over");
        assert_eq!(lines(path, &[]), ["incident/new [] -"], "{how}");
        assert!(page(path, "new").contains("All is well again."), "{how}");
    }
}

#[test]
fn an_incident_that_a_branch_changes_is_taken_as_the_branch_has_it() {
    let home = home();
    let path = home.path();
    declare(path, "known", OPEN);
    commit(path, "known");
    branch(path, "incident/known", || declare(path, "known", &format!("{OPEN}{OVER}")));
    assert_eq!(lines(path, &[]), ["incident/known [known] -"]);
    assert!(page(path, "known").contains("All is well again."));
    // Both sides changed it since: one record is never mixed from two.
    declare(path, "known", &format!("{OPEN}- {{at: 2026-11-21T10:30:00Z, text: only on main}}\n"));
    commit(path, "main too");
    assert_eq!(lines(path, &[]), ["incident/known [known] -"]);
    let page = page(path, "known");
    assert!(page.contains("All is well again.") && !page.contains("only on main"));
    // The folder moved on the branch: it is not there twice.
    branch(path, "incident/moved", || {
        fs::create_dir_all(path.join("incidents/2026")).unwrap();
        git(path, &["mv", &folder("old"), "incidents/2026/2026-11-21-old"]);
    });
    let (lines, out) = live(path, "internal", &[]);
    assert_eq!(lines[1], "incident/moved [old] -");
    assert!(
        !fs::read_to_string(out.path().join("index.html")).unwrap().contains("2026-11-21-old.html\">2026-11-21-old")
    );
}

#[test]
fn what_a_branch_deletes_stays_and_what_was_deleted_here_stays_away() {
    let home = home();
    let path = home.path();
    branch(path, "incident/deletes", || fs::remove_dir_all(path.join(folder("old"))).unwrap());
    assert_eq!(lines(path, &[]), ["incident/deletes [] -"]);
    assert!(!page(path, "old").is_empty());
    git(path, &["branch", "-q", "-D", "incident/deletes"]);
    assert_eq!(lines(path, &[]), [""; 0]);
    branch(path, "incident/old", || declare(path, "old", OPEN));
    fs::remove_dir_all(path.join(folder("old"))).unwrap();
    commit(path, "it must not be seen");
    assert_eq!(lines(path, &[]), ["incident/old [] 2026-11-21-old was deleted since the branch began"]);
    assert!(page(path, "old").is_empty());
}

#[test]
fn a_hold_is_lifted_by_merging_and_by_nothing_else() {
    for (hold, lifted) in [
        ("visibility: restricted", "visibility: public"),
        ("visibility: public, tlp: amber", "visibility: public"),
        ("visibility: public, publish_after: 2026-11-22T00:00:00Z", "visibility: public"),
    ] {
        let home = home();
        let path = home.path();
        let record = format!("{}/incident.yaml", folder("held"));
        write(path, &record, format!("{{title: x, {hold}}}\n"));
        commit(path, "held");
        branch(path, "incident/held", || write(path, &record, format!("{{title: x, {lifted}}}\n")));
        let lines = lines(path, &[]);
        assert!(lines[0].starts_with("incident/held [] 2026-11-21-held: more people may read it"), "{lines:?}");
        // The other way round it counts at once.
        git(path, &["reset", "-q", "--hard", "incident/held"]);
        git(path, &["checkout", "-q", "-B", "incident/held"]);
        write(path, &record, format!("{{title: x, {hold}}}\n"));
        commit(path, "hold it");
        git(path, &["checkout", "-q", "main"]);
        assert_eq!(self::lines(path, &[]), ["incident/held [held] -"], "{hold}");
    }
}

#[test]
fn what_does_not_load_is_left_out_and_said() {
    let home = home();
    let path = home.path();
    branch(path, "incident/good", || declare(path, "good", OPEN));
    branch(path, "incident/record", || {
        declare(path, "bad", OPEN);
        write(path, &format!("{}/incident.yaml", folder("bad")), "title: [\n");
        declare(path, "beside", OPEN);
    });
    branch(path, "incident/timeline", || declare(path, "worse", "- {at: [\n"));
    branch(path, "incident/entry", || {
        declare(path, "entry", OPEN);
        write(path, &format!("{}/timeline/20261121T103000Z-aaaa.md", folder("entry")), "---\nat: [\n---\nx\n");
    });
    git(path, &["checkout", "-q", "--orphan", "incident/stranger"]);
    declare(path, "strange", OPEN);
    commit(path, "of another world");
    git(path, &["checkout", "-q", "main"]);
    // A ref to what is not here, and one that is no ref.
    let refs = path.join(".git/refs/heads/incident");
    fs::write(refs.join("gone"), "1234567890123456789012345678901234567890\n").unwrap();
    fs::write(refs.join("rubbish"), "hello\n").unwrap();
    let (lines, out) = live(path, "public", &[]);
    let found: Vec<&str> = lines.iter().map(|line| line.split(']').next().unwrap()).collect();
    let mut expected = ["entry [entry", "gone [", "good [good", "record [beside", "stranger [", "timeline ["]
        .map(|line| format!("incident/{line}"));
    expected.sort();
    assert_eq!(found, expected, "{lines:#?}");
    for (branch, reason) in [
        ("entry", "20261121T103000Z-aaaa.md"),
        ("gone", "git knows no revision"),
        ("record", "incident.yaml"),
        ("stranger", "no commit in common"),
        ("timeline", "timeline.yaml"),
    ] {
        let line = lines.iter().find(|line| line.starts_with(&format!("incident/{branch} "))).unwrap();
        assert!(line.contains(reason), "{line}");
    }
    assert!(out.path().exists());
}

#[test]
fn objects_that_are_missing_cost_their_branch() {
    let home = home();
    let path = home.path();
    branch(path, "incident/new", || declare(path, "new", OPEN));
    let object = git(path, &["rev-parse", &format!("incident/new:{}/timeline.yaml", folder("new"))]);
    let (start, rest) = object.trim().split_at(2);
    let file = path.join(".git/objects").join(start).join(rest);
    fs::remove_file(&file).unwrap();
    let lines = lines(path, &[]);
    assert!(lines.len() == 1 && lines[0].starts_with("incident/new [] ") && !lines[0].ends_with('-'), "{lines:?}");
}

#[test]
fn a_branch_here_and_on_remotes_counts_once_as_far_as_it_came() {
    let upstream = home();
    let path = upstream.path();
    branch(path, "incident/new", || declare(path, "new", OPEN));
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), &["clone", "-q", path.to_str().unwrap(), "."]);
    git(clone.path(), &["config", "core.autocrlf", "false"]);
    assert_eq!(lines(clone.path(), &[]), ["origin/incident/new [new] -"]);
    // The same here and there; then ahead there; then ahead here.
    git(clone.path(), &["branch", "-q", "incident/new", "origin/incident/new"]);
    assert_eq!(lines(clone.path(), &[]), ["incident/new [new] -"]);
    git(path, &["checkout", "-q", "incident/new"]);
    declare(path, "new", &format!("{OPEN}{OVER}"));
    commit(path, "over");
    git(clone.path(), &["fetch", "-q"]);
    assert_eq!(lines(clone.path(), &[]), ["origin/incident/new [new] -"]);
    git(clone.path(), &["checkout", "-q", "incident/new"]);
    git(clone.path(), &["merge", "-q", "--ff-only", "origin/incident/new"]);
    commit(clone.path(), "ahead");
    git(clone.path(), &["checkout", "-q", "main"]);
    assert_eq!(lines(clone.path(), &[]), ["incident/new [new] -"]);
    // A remote whose name has a slash in it, and a second one.
    git(clone.path(), &["remote", "add", "team/fork", path.to_str().unwrap()]);
    git(path, &["branch", "-q", "incident/more", "incident/new"]);
    git(clone.path(), &["fetch", "-q", "team/fork"]);
    let lines = lines(clone.path(), &[]);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("team/fork/incident/more [] 2026-11-21-new is taken from incident/new"), "{lines:?}");
}

#[test]
fn of_two_branches_with_one_incident_the_newer_is_taken() {
    let home = home();
    let path = home.path();
    branch(path, "incident/a", || declare(path, "new", OPEN));
    git(path, &["checkout", "-q", "main"]);
    git(path, &["checkout", "-q", "-b", "incident/b"]);
    declare(path, "new", &format!("{OPEN}{OVER}"));
    git(path, &["add", "--all"]);
    let later = git_command(path)
        .args(["commit", "-q", "-m", "later"])
        .env("GIT_COMMITTER_DATE", "2026-11-21T12:30:00Z")
        .status();
    assert!(later.unwrap().success());
    git(path, &["checkout", "-q", "main"]);
    assert_eq!(
        lines(path, &[]),
        ["incident/a [] 2026-11-21-new is taken from incident/b, which is newer", "incident/b [new] -"]
    );
    assert!(page(path, "new").contains("All is well again."));
}

#[test]
fn without_git_there_are_no_branches() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "flarebook.yaml", "");
    let (code, _, err) = run(flarebook(folder.path()).args(["build", "--live", "incident/*", "--out", "site"]));
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("git"), "{err}");
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let home = home();
    let path = home.path();
    commit(path, "second");
    branch(path, "incident/new", || declare(path, "new", OPEN));
    commit(path, "third");
    let clone = tempfile::tempdir().unwrap();
    let address = format!("file://{}", path.to_str().unwrap());
    git(clone.path(), &["clone", "-q", "--depth", "1", "--no-single-branch", &address, "."]);
    let lines = lines(clone.path(), &[]);
    assert!(lines[0].contains("shallow clone") && lines[0].contains("fetch-depth: 0"), "{lines:?}");
}
