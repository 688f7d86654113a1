//! Writing commands with `--commit` and `--push`, in real repositories with a real remote.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{commit, flarebook, git, git_command, repository, run, write};

const ID: &str = "2026-11-21-login-errors";
const ENTRY: &str = "---\nat: 2026-11-21T09:00:00Z\nkind: update\nstatus: investigating\n---\nDeclared\n";

/// A bare remote and clones of it.
pub struct Team {
    folder: tempfile::TempDir,
}

impl Team {
    /// One open incident, on main.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let seed = repository(&[
            ("flarebook.yaml", "".to_owned()),
            ("people.yaml", "mary: {name: Mary Okafor}\njosh: {name: Josh Lin}\n".to_owned()),
            ("README.md", "# Records\n".to_owned()),
            (&format!("incidents/{ID}/incident.yaml"), "title: Login errors\n".to_owned()),
            (&format!("incidents/{ID}/timeline/20261121T090000Z-000001.md"), ENTRY.to_owned()),
        ]);
        commit(seed.path(), "Begin");
        git(folder.path(), &["clone", "-q", "--bare", seed.path().to_str().unwrap(), "remote.git"]);
        Self { folder }
    }

    pub fn remote(&self) -> PathBuf {
        self.folder.path().join("remote.git")
    }

    pub fn clone(&self, name: &str) -> PathBuf {
        git(self.folder.path(), &["clone", "-q", "remote.git", name]);
        self.folder.path().join(name)
    }

    /// What the branch of the remote holds below incidents/, as the names of entries.
    pub fn entries(&self, branch: &str) -> Vec<String> {
        let listed = git(&self.remote(), &["ls-tree", "-r", "--name-only", branch]);
        listed.lines().filter(|path| path.contains("/timeline/")).map(ToOwned::to_owned).collect()
    }
}

fn flare(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    run(flarebook(folder).args(arguments))
}

#[track_caller]
fn fine(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = flare(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {out}{err}");
    out + &err
}

/// Exit code 2, and nothing has changed: neither files nor index nor branches.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], why: &str) {
    let before = everything(folder);
    let (code, out, err) = flare(folder, arguments);
    assert!(code == 2 && err.contains(why) && err.contains("hint"), "{arguments:?}: {code} {out}{err}");
    assert_eq!(everything(folder), before, "{arguments:?}");
}

fn everything(folder: &Path) -> String {
    let status = git(folder, &["status", "--porcelain=v2", "--untracked-files=all"]);
    status + &git(folder, &["for-each-ref"]) + &git(folder, &["ls-files", "--stage"])
}

fn status(folder: &Path) -> String {
    git(folder, &["status", "--porcelain"])
}

#[test]
fn a_commit_holds_the_files_of_the_operation_and_nothing_else() {
    let team = Team::new();
    let mary = team.clone("mary");
    write(&mary, "README.md", "# Records, staged\n");
    git(&mary, &["add", "README.md"]);
    write(&mary, "README.md", "# Records, staged and changed\n");
    write(&mary, "notes.txt", "untracked\n");
    write(&mary, "flarebook.yaml", "# changed\n");
    let before = status(&mary);
    let said = fine(&mary, &["log", "Restarted the login service\nand more", "--by", "mary", "--commit"]);
    assert!(said.contains("committed") && said.contains("on main"), "{said}");
    assert_eq!(status(&mary), before, "what the user did stays as it was");
    let message = git(&mary, &["log", "-1", "--format=%B"]);
    assert!(message.starts_with("Log: Restarted the login service and more\n\nIncident: "), "{message}");
    assert_eq!(git(&mary, &["log", "-1", "--format=%(trailers:key=Incident,valueonly)"]).trim(), ID);
    let entry = git(&mary, &["log", "-1", "--format=%(trailers:key=Entry,valueonly)"]);
    let files = git(&mary, &["show", "--name-only", "--format=", "HEAD"]);
    assert_eq!(files.trim(), format!("incidents/{ID}/timeline/{}.md", entry.trim()));
    assert_eq!(git(&mary, &["diff", "--cached", "--name-only"]).trim(), "README.md");
    git(&mary, &["fsck", "--strict"]);
}

#[test]
fn what_cannot_be_committed_is_refused_before_anything_is_written() {
    let team = Team::new();
    let mary = team.clone("mary");
    let log = ["log", "x", "--incident", "login", "--commit"];
    git(&mary, &["checkout", "-q", "--detach"]);
    refused(&mary, &log, "no branch is checked out");
    git(&mary, &["checkout", "-q", "main"]);
    git(&mary, &["checkout", "-q", "-b", "other", "HEAD"]);
    write(&mary, "README.md", "theirs\n");
    commit(&mary, "theirs");
    git(&mary, &["checkout", "-q", "main"]);
    write(&mary, "README.md", "ours\n");
    commit(&mary, "ours");
    assert!(!git_command(&mary).args(["merge", "-q", "other"]).output().unwrap().status.success());
    refused(&mary, &log, "a merge is in progress");
    git(&mary, &["merge", "--abort"]);
    assert!(!git_command(&mary).args(["rebase", "-q", "other"]).output().unwrap().status.success());
    refused(&mary, &log, "a rebase is in progress");
    git(&mary, &["rebase", "--abort"]);
    let mut nobody = flarebook(&mary);
    for role in ["AUTHOR", "COMMITTER"] {
        nobody.env_remove(format!("GIT_{role}_NAME")).env_remove(format!("GIT_{role}_EMAIL"));
    }
    let (code, _, err) = run(nobody.args(log));
    assert!(code == 2 && err.contains("who you are") && err.contains("user.email"), "{err}");
    fs::write(mary.join(".git/index.lock"), "").unwrap();
    refused(&mary, &log, "index.lock");
    fs::remove_file(mary.join(".git/index.lock")).unwrap();
    // An incident that is only in the working tree.
    fine(&mary, &["declare", "Other"]);
    refused(&mary, &["log", "x", "--incident", "other", "--commit"], "is not there");
    let empty = repository(&[("flarebook.yaml", "")]);
    refused(empty.path(), &["declare", "x", "--commit"], "no commit yet");
}

#[test]
fn an_incident_is_declared_on_a_branch_of_its_own() {
    let team = Team::new();
    let mary = team.clone("mary");
    write(&mary, "README.md", "changed\n");
    let said = fine(&mary, &["declare", "Search is down", "--commit"]);
    assert!(said.contains("git switch main"), "{said}");
    let id = "2026-11-21-search-is-down";
    assert_eq!(git(&mary, &["branch", "--show-current"]).trim(), format!("incident/{id}"));
    assert_eq!(status(&mary).trim(), "M README.md");
    // The branch says which incident is meant.
    fine(&mary, &["log", "The index is broken", "--push"]);
    assert_eq!(git(&team.remote(), &["log", "--format=%s", &format!("incident/{id}")]).lines().count(), 3);
    assert_eq!(git(&mary, &["rev-parse", "HEAD"]), git(&mary, &["rev-parse", "@{upstream}"]));
    // From the branch of one incident, another begins at main.
    fine(&mary, &["declare", "Something else", "--commit"]);
    assert_eq!(git(&mary, &["rev-parse", "HEAD~"]), git(&mary, &["rev-parse", "main"]));
    assert!(!mary.join(format!("incidents/{id}")).exists());
    assert_eq!(status(&mary).trim(), "M README.md");
    git(&mary, &["switch", "-q", "main"]);
    fine(&mary, &["declare", "A small thing", "--commit", "--here"]);
    assert_eq!(git(&mary, &["branch", "--show-current"]).trim(), "main");
}

#[test]
fn two_who_declare_the_same_get_two_incidents() {
    let team = Team::new();
    let (mary, josh) = (team.clone("mary"), team.clone("josh"));
    fine(&mary, &["declare", "Search is down", "--push"]);
    fine(&josh, &["declare", "Search is down", "--push"]);
    let branches = git(&team.remote(), &["branch", "--format=%(refname:short)"]);
    assert_eq!(branches.lines().filter(|name| name.starts_with("incident/2026-11-21-search-is-down")).count(), 2);
}

#[test]
fn whoever_is_slower_writes_on_top() {
    let team = Team::new();
    let (mary, josh) = (team.clone("mary"), team.clone("josh"));
    write(&josh, "README.md", "# Records, josh's\n");
    fine(&mary, &["log", "One", "--push"]);
    fine(&josh, &["log", "Two", "--push"]);
    fine(&mary, &["log", "Three", "--push"]);
    assert_eq!(team.entries("main").len(), 4);
    assert_eq!(status(&josh).trim(), "M README.md");
    let said = fine(&josh, &["sync"]);
    assert!(said.contains("brought 1 commit"), "{said}");
    let tip = git(&team.remote(), &["rev-parse", "main"]);
    assert_eq!([git(&mary, &["rev-parse", "HEAD"]), git(&josh, &["rev-parse", "HEAD"])], [tip.clone(), tip]);
    assert_eq!(git(&mary, &["log", "--merges", "--oneline"]), "");
    assert_eq!(fs::read_dir(josh.join(format!("incidents/{ID}/timeline"))).unwrap().count(), 4);
}

#[test]
fn a_status_that_others_made_impossible_is_refused_with_what_they_did() {
    let team = Team::new();
    let (mary, josh) = (team.clone("mary"), team.clone("josh"));
    fine(&mary, &["status", "mitigated", "--push", "--at", "2026-11-21T10:00:00Z"]);
    fine(&josh, &["sync"]);
    fine(&mary, &["status", "cancelled", "A false alarm", "--push", "--at", "2026-11-21T11:00:00Z"]);
    let before = everything(&josh);
    let (code, out, err) = flare(&josh, &["status", "resolved", "--push"]);
    assert!(
        code == 2 && err.contains("cancelled") && err.contains("Mary Okafor: Cancelled: Login errors"),
        "{out}{err}"
    );
    let after = everything(&josh);
    let local = |text: &str| text.lines().filter(|line| !line.contains("refs/remotes/")).count();
    assert_eq!(local(&before), local(&after));
    assert_eq!(status(&josh), "");
}

#[test]
fn offline_it_waits_and_sync_brings_it_there() {
    let team = Team::new();
    let (mary, josh) = (team.clone("mary"), team.clone("josh"));
    let away = team.folder.path().join("away.git");
    fs::rename(team.remote(), &away).unwrap();
    let (code, out, err) = flare(&josh, &["log", "Offline", "--push"]);
    assert!(code == 1 && out.contains("committed") && err.contains("not pushed") && err.contains("sync"), "{out}{err}");
    fine(&josh, &["log", "Still offline", "--commit"]);
    let (code, _, err) = flare(&josh, &["sync"]);
    assert!(code == 2 && err.contains("cannot be reached"), "{err}");
    fs::rename(&away, team.remote()).unwrap();
    fine(&mary, &["log", "Meanwhile", "--push"]);
    assert!(fine(&josh, &["sync", "--dry-run"]).contains("waits: Log: Still offline"));
    let said = fine(&josh, &["sync"]);
    assert!(said.contains("pushed 2 commits") && said.contains("brought 1 commit"), "{said}");
    assert_eq!(team.entries("main").len(), 4);
    assert!(fine(&josh, &["sync"]).contains("as the others have it"));
    // What waits goes along with what is pushed next.
    fine(&josh, &["log", "Waits", "--commit"]);
    fine(&mary, &["sync"]);
    fine(&mary, &["log", "Faster", "--push"]);
    let said = fine(&josh, &["log", "Goes along", "--push"]);
    assert!(said.contains("Also pushed") && said.contains("Log: Waits"), "{said}");
    assert_eq!(team.entries("main").len(), 7);
}

#[test]
fn the_branch_stays_where_the_user_has_changes_in_the_way() {
    let team = Team::new();
    let (mary, josh) = (team.clone("mary"), team.clone("josh"));
    write(&mary, "README.md", "# Records, by Mary\n");
    commit(&mary, "Read me");
    git(&mary, &["push", "-q"]);
    write(&josh, "README.md", "# Records, by Josh\n");
    let before = git(&josh, &["rev-parse", "HEAD"]);
    let said = fine(&josh, &["log", "Two", "--push"]);
    assert!(
        said.contains("pushed to origin/main") && said.contains("README.md") && said.contains("git pull"),
        "{said}"
    );
    assert_eq!(git(&josh, &["rev-parse", "HEAD"]), before);
    assert_eq!(status(&josh).trim(), "M README.md");
    assert_eq!(team.entries("main").len(), 2);
    git(&josh, &["checkout", "-q", "README.md"]);
    fine(&josh, &["sync"]);
    assert_eq!(git(&josh, &["rev-parse", "HEAD"]), git(&team.remote(), &["rev-parse", "main"]));
}

#[test]
fn commits_that_conflict_wait_and_nothing_is_lost() {
    let team = Team::new();
    let (mary, josh) = (team.clone("mary"), team.clone("josh"));
    for (clone, text) in [(&mary, "by Mary"), (&josh, "by Josh")] {
        write(clone, "README.md", text);
        commit(clone, text);
    }
    git(&mary, &["push", "-q"]);
    let (code, out, err) = flare(&josh, &["log", "Mine", "--push"]);
    assert!(
        code == 1 && out.contains("committed") && err.contains("README.md") && err.contains("by Josh"),
        "{out}{err}"
    );
    assert_eq!(git(&josh, &["log", "-1", "--format=%s"]).trim(), "Log: Mine");
    assert_eq!(status(&josh), "");
    let (code, _, err) = flare(&josh, &["sync"]);
    assert!(code == 2 && err.contains("git pull --rebase"), "{err}");
}

#[test]
fn a_server_that_says_no_is_quoted() {
    let team = Team::new();
    let mary = team.clone("mary");
    let hook = team.remote().join("hooks/pre-receive");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\necho 'main is protected' >&2\nexit 1\n").unwrap();
    make_executable(&hook);
    let (code, out, err) = flare(&mary, &["log", "x", "--push"]);
    assert!(code == 1 && out.contains("committed") && err.contains("main is protected"), "{out}{err}");
}

#[cfg(unix)]
fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn make_executable(_: &Path) {}

#[test]
fn without_a_remote_it_is_committed_and_said() {
    let team = Team::new();
    let mary = team.clone("mary");
    git(&mary, &["remote", "remove", "origin"]);
    let (code, out, err) = flare(&mary, &["log", "x", "--push"]);
    assert!(code == 1 && out.contains("committed") && err.contains("no remote"), "{out}{err}");
    let (code, _, err) = flare(&mary, &["sync"]);
    assert!(code == 2 && err.contains("git remote add"), "{err}");
}

#[test]
fn the_page_that_opens_a_pull_request_is_printed_without_credentials() {
    let team = Team::new();
    let mary = team.clone("mary");
    git(&mary, &["remote", "set-url", "origin", "https://mary:s3cr3t@github.com/acme/web.git"]);
    git(
        &mary,
        &[
            "config",
            &format!("url.{}.insteadOf", team.remote().display()),
            "https://mary:s3cr3t@github.com/acme/web.git",
        ],
    );
    let said = fine(&mary, &["declare", "Search is down & out", "--pr"]);
    let page = "https://github.com/acme/web/compare/main...incident/2026-11-21-search-is-down-out?quick_pull=1&title=Search%20is%20down%20%26%20out";
    assert!(said.contains(page), "{said}");
    assert!(!said.contains("s3cr3t"), "{said}");
    // A remote that lets nobody in is not named with its password either.
    git(&mary, &["config", "--remove-section", &format!("url.{}", team.remote().display())]);
    git(&mary, &["remote", "set-url", "origin", "http://mary:s3cr3t@127.0.0.1:9/acme/web.git"]);
    let (code, out, err) = flare(&mary, &["log", "x", "--push"]);
    assert!(code == 1 && err.contains("not pushed") && !(out + &err).contains("s3cr3t"));
}

#[test]
fn a_dry_run_says_all_and_does_nothing() {
    let team = Team::new();
    let mary = team.clone("mary");
    let before = everything(&mary);
    assert!(fine(&mary, &["log", "x", "--push", "--dry-run"]).contains("would write"));
    assert_eq!(everything(&mary), before);
    let (_, out, _) = flare(&mary, &["log", "x", "--push", "--format", "json"]);
    let view: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&view["pushed"], &view["branch"]), (&true.into(), &"main".into()));
    assert_eq!(view["commit"].as_str().unwrap(), git(&mary, &["rev-parse", "HEAD"]).trim());
}

/// Index formats that only git itself reads and writes.
#[test]
fn a_split_index_is_left_to_git() {
    let team = Team::new();
    let mary = team.clone("mary");
    git(&mary, &["update-index", "--split-index"]);
    write(&mary, "README.md", "staged\n");
    git(&mary, &["add", "README.md"]);
    fine(&mary, &["log", "x", "--commit"]);
    assert_eq!(status(&mary).trim(), "M  README.md");
}

#[test]
fn a_folder_that_nobody_may_write_to_says_so() {
    let team = Team::new();
    let mary = team.clone("mary");
    let timeline = mary.join(format!("incidents/{ID}/timeline"));
    let mut rights = fs::metadata(&timeline).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&timeline, rights.clone()).unwrap();
    // Whoever may do anything may write there all the same.
    if fs::write(timeline.join("probe"), "").is_err() {
        refused(&mary, &["log", "x"], "you may not write there");
        refused(&mary, &["log", "x", "--commit"], "you may not write there");
    }
}
