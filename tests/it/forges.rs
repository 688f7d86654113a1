//! docs/examples as they are, with the real program: the hook in a bare repository that somebody pushes to, the GitLab job in a clone.
//! What the hook and the job ask in odd cases is tested with a stand-in, in tests/action/forges.test.mjs.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{NOW, commit, copy, git, git_command, root, run, write};

const INCIDENT: &str = "incidents/2026-03-14-login-errors";
const PROGRAM: &str = env!("CARGO_BIN_EXE_flarebook");

/// A bare repository with the hook, and a clone of it whose `main` it has taken.
struct Server {
    folder: tempfile::TempDir,
    bare: PathBuf,
    clone: PathBuf,
}

/// What a push gave.
struct Pushed {
    accepted: bool,
    /// What the person who pushes reads.
    said: String,
}

/// Says whether the commit to be judged is in the bare repository already, and lets the real program judge.
const WITNESS: &str = r#"#!/bin/sh
if git --git-dir="BARE" cat-file -e "$7"; then echo present; else echo absent; fi >>"FOLDER/witness" 2>/dev/null
exec "PROGRAM" "$@"
"#;

impl Server {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (bare, clone) = (folder.path().join("server.git"), folder.path().join("clone"));
        for name in ["server.git", "clone", "hook-files"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        git(&bare, &["init", "-q", "--bare", "-b", "main"]);
        git(&bare, &["config", "flarebook.program", PROGRAM]);
        // Else git itself would refuse what the hook is to refuse.
        git(&bare, &["config", "receive.denyDeleteCurrent", "false"]);
        program(&bare.join("hooks/pre-receive"), &fs::read(root().join("docs/examples/pre-receive")).unwrap());
        copy(&root().join("tests/gate/common"), &clone);
        git(&clone, &["init", "-q", "-b", "main"]);
        git(&clone, &["remote", "add", "origin", bare.to_str().unwrap()]);
        commit(&clone, "base");
        let server = Self { folder, bare, clone };
        let created = server.push(&["origin", "main"]);
        assert!(created.accepted && created.said.contains("refs/heads/main is new"), "{}", created.said);
        server
    }

    /// Puts something in the program's place that tells what the bare repository held when the program was asked.
    fn witnessed(self) -> Self {
        let (bare, folder) = (self.bare.to_str().unwrap(), self.folder.path().to_str().unwrap());
        let script = WITNESS.replace("BARE", bare).replace("FOLDER", folder).replace("PROGRAM", PROGRAM);
        let path = self.folder.path().join("witness.sh");
        program(&path, script.as_bytes());
        git(&self.bare, &["config", "flarebook.program", path.to_str().unwrap()]);
        self
    }

    fn witness(&self) -> String {
        fs::read_to_string(self.folder.path().join("witness")).unwrap_or_default()
    }

    fn push(&self, arguments: &[&str]) -> Pushed {
        let files = self.folder.path().join("hook-files");
        let (code, out, err) = run(git_command(&self.clone).arg("push").args(arguments).env("TMPDIR", &files));
        assert_eq!(fs::read_dir(&files).unwrap().count(), 0, "the hook leaves something behind");
        Pushed { accepted: code == 0, said: out + &err }
    }

    /// Commits what `change` does on top of main and gives the commit's name.
    fn change(&self, change: impl FnOnce(&Path)) -> String {
        change(&self.clone);
        commit(&self.clone, "a change");
        id(&self.clone, "HEAD")
    }

    fn back_to(&self, commit: &str) {
        git(&self.clone, &["reset", "-q", "--hard", commit]);
    }

    fn main(&self) -> String {
        id(&self.bare, "main")
    }

    fn holds(&self, commit: &str) -> bool {
        run(git_command(&self.bare).args(["cat-file", "-e", commit])).0 == 0
    }

    /// Every file of the object store, also those that no object is read from.
    fn store(&self) -> Vec<String> {
        let output = Command::new("find").arg(self.bare.join("objects")).output().unwrap();
        let mut files: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
        files.sort();
        files
    }
}

fn id(folder: &Path, revision: &str) -> String {
    git(folder, &["rev-parse", "--verify", revision]).trim().to_owned()
}

fn program(path: &Path, text: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Sound: one more entry.
fn another_entry(folder: &Path) {
    let text = "---\nat: 2026-03-24T09:00:00Z\nby: mary\n---\nStill quiet.\n";
    write(folder, &format!("{INCIDENT}/timeline/20260324T090000Z-0a0b0c.md"), text);
}

/// A fault: what is published changes.
fn edited_entry(folder: &Path) {
    let path = folder.join(INCIDENT).join("timeline/20260314T091500Z-1b2c3d.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("one shard", "the network")).unwrap();
}

/// A fault: resolved, while something is still to be done.
fn resolved_too_soon(folder: &Path) {
    let followup = "title: Page somebody\nkind: detect\nowner: infra\ndue: 2026-12-28\nstate: open\n";
    write(folder, &format!("{INCIDENT}/followups/page-somebody.yaml"), followup);
    let text = "---\nat: 2026-03-24T10:00:00Z\nby: mary\nstatus: resolved\n---\nDone.\n";
    write(folder, &format!("{INCIDENT}/timeline/20260324T100000Z-1fd853.md"), text);
}

#[test]
fn a_sound_push_moves_the_branch() {
    let server = Server::new();
    let new = server.change(another_entry);
    let pushed = server.push(&["origin", "main"]);
    assert!(pushed.accepted, "{}", pushed.said);
    assert!(pushed.said.contains("remote: 1 incident changed: the gate is open"), "{}", pushed.said);
    assert_eq!(server.main(), new);
}

#[test]
fn a_faulty_push_is_refused_and_told_the_way_out() {
    let server = Server::new();
    let old = server.main();
    for (fault, finding, way_out) in [
        (
            edited_entry as fn(&Path),
            "error[published-entry-edited]: the published entry `20260314T091500Z-1b2c3d` was edited",
            "  = help: restore it, and add an entry with `corrects: 20260314T091500Z-1b2c3d`",
        ),
        (
            resolved_too_soon,
            "error[resolved-with-open-followups]: resolved without the follow-up “Page somebody” settled",
            "  = help: settle it (`state: done` with `evidence:`), or waive it",
        ),
    ] {
        server.back_to(&old);
        server.change(fault);
        let Pushed { accepted, said } = server.push(&["origin", "main"]);
        assert!(!accepted, "{said}");
        for expected in [finding, way_out, "flarebook: refs/heads/main stays where it is."] {
            let shown = said.lines().any(|line| line.strip_prefix("remote: ").is_some_and(|l| l.starts_with(expected)));
            assert!(shown, "`{expected}` is not in:\n{said}");
        }
        assert!(said.contains("[remote rejected] main -> main (pre-receive hook declined)"), "{said}");
        assert_eq!(server.main(), old);
    }
}

#[test]
fn what_a_refused_push_brought_is_gone() {
    // Few objects are unpacked one by one, many are kept as a pack; both are in quarantine until the hook has said yes.
    for unpack_limit in ["100", "1"] {
        let server = Server::new().witnessed();
        git(&server.bare, &["config", "receive.unpackLimit", unpack_limit]);
        let (old, store) = (server.main(), server.store());
        let refused = server.change(edited_entry);
        assert!(!server.push(&["origin", "main"]).accepted);
        assert!(!server.holds(&refused));
        assert_eq!(server.store(), store);
        server.back_to(&old);
        let taken = server.change(another_entry);
        assert!(server.push(&["origin", "main"]).accepted);
        assert!(server.holds(&taken));
        assert_eq!(server.witness(), "absent\nabsent\n", "the program was asked before the objects were taken in");
    }
}

#[test]
fn history_cannot_be_taken_back() {
    let server = Server::new();
    let old = server.main();
    let published = server.change(another_entry);
    assert!(server.push(&["origin", "main"]).accepted);
    for change in [another_entry as fn(&Path), |folder| write(folder, "README.md", "Anew.\n")] {
        server.back_to(&old);
        git(&server.clone, &["commit", "-q", "--allow-empty", "-m", "another past"]);
        server.change(change);
        let forced = server.push(&["--force", "origin", "main"]);
        assert!(!forced.accepted && forced.said.contains("remote: error[branch-rewritten]"), "{}", forced.said);
    }
    // Back to where the branch was, with nothing new to bring.
    let forced = server.push(&["--force", "origin", &format!("{old}:main")]);
    assert!(!forced.accepted && forced.said.contains("[branch-rewritten]"), "{}", forced.said);
    let deleted = server.push(&["origin", ":main"]);
    assert!(!deleted.accepted && deleted.said.contains("main is protected and cannot be deleted"), "{}", deleted.said);
    assert_eq!(server.main(), published);
}

#[test]
fn other_branches_and_tags_are_nobodys_business_until_a_protected_one_is_among_them() {
    let server = Server::new();
    let old = server.main();
    let faulty = server.change(edited_entry);
    git(&server.clone, &["tag", "v1"]);
    let pushed = server.push(&["origin", "main:proposal", "v1"]);
    assert!(pushed.accepted && !pushed.said.contains("published-entry-edited"), "{}", pushed.said);
    assert_eq!(id(&server.bare, "proposal"), faulty);
    // The objects are there by now; that does not make them welcome. Git takes all refs of a push or none.
    let pushed = server.push(&["origin", "main", "main:second"]);
    assert!(!pushed.accepted && pushed.said.contains("[published-entry-edited]"), "{}", pushed.said);
    assert_eq!(server.main(), old);
    assert!(!server.push(&["origin", "main:second", ":main"]).accepted);
    assert!(run(git_command(&server.bare).args(["rev-parse", "--verify", "-q", "second"])).0 != 0);
    assert!(server.push(&["origin", ":proposal"]).accepted);
}

/// The job's script, as GitLab's runner hands it to a shell, after a checkout of the commit.
struct Job {
    /// Where the runner works; the clone in it is the one thing that a job begins with.
    folder: tempfile::TempDir,
    clone: PathBuf,
}

/// Stands for the download.
const WGET: &str = "#!/bin/sh\n[ \"$1 $2\" = \"-q -O\" ] && exec cp \"$BINARY\" \"$3\"\n";
const ZEROS: &str = "0000000000000000000000000000000000000000";

impl Job {
    fn new(origin: &Path, commit: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clone = folder.path().join("builds/incidents");
        fs::create_dir_all(&clone).unwrap();
        program(&folder.path().join("bin/wget"), WGET.as_bytes());
        git(&clone, &["clone", "-q", "--no-checkout", origin.to_str().unwrap(), "."]);
        git(&clone, &["checkout", "-q", "--detach", commit]);
        Self { folder, clone }
    }

    fn run(&self, variables: &[(&str, &str)]) -> (i32, String) {
        let text = fs::read_to_string(root().join("docs/examples/gitlab-ci.yml")).unwrap();
        let file: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        let lines = file["flarebook"]["script"].as_sequence().unwrap().iter().map(|line| line.as_str().unwrap());
        let script: Vec<&str> = lines.collect();
        let mut command = Command::new("sh");
        let path = std::env::var("PATH").unwrap();
        command.current_dir(&self.clone).args(["-e", "-c", &script.join("\n")]);
        command.env_clear().env("PATH", format!("{}:{path}", self.folder.path().join("bin").display()));
        command.env("HOME", self.folder.path()).env("GIT_CONFIG_NOSYSTEM", "1").env("FLAREBOOK_NOW", NOW);
        for (name, value) in file["flarebook"]["variables"].as_mapping().unwrap() {
            command.env(name.as_str().unwrap(), value.as_str().unwrap());
        }
        command.env("BINARY", PROGRAM).env("FLAREBOOK_SHA256", sha256(Path::new(PROGRAM)));
        command.env("CI", "true").env("CI_COMMIT_SHA", id(&self.clone, "HEAD")).env("CI_COMMIT_BEFORE_SHA", ZEROS);
        let (code, out, err) = run(command.envs(variables.iter().copied()));
        (code, out + &err)
    }
}

/// By the program that the job checks it with; our own, unoptimised, would take seconds.
fn sha256(path: &Path) -> String {
    let output = Command::new("sha256sum").arg(path).output().expect("sha256sum is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split_whitespace().next().expect("a checksum").to_owned()
}

/// A repository with `main`, and a branch `change` checked out on which `change` was done.
fn proposed(change: fn(&Path)) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/gate/common"), folder.path());
    git(folder.path(), &["init", "-q", "-b", "main"]);
    commit(folder.path(), "base");
    git(folder.path(), &["checkout", "-q", "-b", "change"]);
    change(folder.path());
    commit(folder.path(), "a change");
    folder
}

#[test]
fn the_gitlab_job_judges_a_merge_request() {
    for (change, code, said) in [
        (another_entry as fn(&Path), 0, "1 incident changed: the gate is open"),
        (edited_entry, 1, "error[published-entry-edited]"),
        (resolved_too_soon, 1, "error[resolved-with-open-followups]"),
    ] {
        let origin = proposed(change);
        let base = id(origin.path(), "main");
        let job = Job::new(origin.path(), &id(origin.path(), "change"));
        let request = [("CI_MERGE_REQUEST_IID", "7"), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.as_str())];
        let (actual, text) = job.run(&request);
        assert!(actual == code && text.contains(said), "{actual}, not {code}:\n{text}");
    }
}

#[test]
fn the_gitlab_job_judges_merged_results_by_the_target() {
    let origin = proposed(resolved_too_soon);
    let path = origin.path();
    let begin = id(path, "main");
    git(path, &["checkout", "-q", "main"]);
    write(path, "README.md", "Main goes on.\n");
    commit(path, "main goes on");
    let target = id(path, "main");
    git(path, &["checkout", "-q", "-b", "merged"]);
    git(path, &["merge", "-q", "--no-ff", "-m", "merged results", "change"]);
    let job = Job::new(path, &id(path, "merged"));
    let (code, text) = job.run(&[
        ("CI_MERGE_REQUEST_IID", "7"),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", begin.as_str()),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", target.as_str()),
    ]);
    assert!(code == 1 && text.contains("error[resolved-with-open-followups]"), "{code}:\n{text}");
}

#[test]
fn the_gitlab_job_judges_a_push() {
    let origin = proposed(another_entry);
    let (main, change) = (id(origin.path(), "main"), id(origin.path(), "change"));
    let pushed = Job::new(origin.path(), &change).run(&[("CI_COMMIT_BEFORE_SHA", &main)]);
    assert!(pushed.0 == 0 && pushed.1.contains("nothing stands in the way"), "{}", pushed.1);
    // The other way round it is a forced push.
    let forced = Job::new(origin.path(), &main).run(&[("CI_COMMIT_BEFORE_SHA", &change)]);
    assert!(forced.0 == 1 && forced.1.contains("error[branch-rewritten]"), "{}", forced.1);
    let new = Job::new(origin.path(), &change).run(&[]);
    assert!(new.0 == 0 && new.1.contains("1 incident,") && !new.1.contains("in the way"), "{}", new.1);
}
