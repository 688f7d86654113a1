//! A full disk, a remote that says nothing, a command that was killed: what was is still there, and somebody says so.

use std::fs;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::command::{flarebook, git, run};
use crate::landing::Team;

const INCIDENT: &str = "incidents/2026-11-21-login-errors";

/// `flarebook` started by a shell that first does something else.
fn through_shell(folder: &Path, before: &str, arguments: &[&str]) -> Command {
    let binary = flarebook(folder);
    let mut shell = Command::new("sh");
    shell.current_dir(folder).env_clear();
    for (key, value) in binary.get_envs() {
        if let Some(value) = value {
            shell.env(key, value);
        }
    }
    shell.args(["-c", &format!("{before}\nexec \"$@\""), "sh"]).arg(binary.get_program()).args(arguments);
    shell
}

/// Text that does not get smaller when it is packed.
fn noise(length: usize) -> String {
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'!' + u8::try_from((state >> 33) % 90).unwrap())
    };
    (0..length).map(|_| next()).collect()
}

fn everything(folder: &Path) -> String {
    let status = git(folder, &["status", "--porcelain=v2", "--untracked-files=all", "--branch"]);
    status + &git(folder, &["for-each-ref"]) + &git(folder, &["ls-files", "--stage"])
}

/// A file may be so long and no longer: the system refuses in the middle of writing it.
#[cfg(unix)]
#[test]
fn a_file_that_the_system_refuses_leaves_the_old_state() {
    let team = Team::new();
    let mary = team.clone("mary");
    let text = noise(40_000);
    let before = everything(&mary);
    // In units of 512 or 1024 bytes.
    for limit in ["0", "8"] {
        let limited = format!("trap '' XFSZ; ulimit -f {limit}");
        for reach in [&[][..], &["--commit"], &["--push"]] {
            for command in [&["log", &text][..], &["declare", "Mail is late"]] {
                if command[0] == "declare" && limit != "0" {
                    // Small enough.
                    continue;
                }
                let arguments = [command, reach].concat();
                let (code, out, err) = run(&mut through_shell(&mary, &limited, &arguments));
                assert!(code == 2 && err.contains("nothing was written"), "{limit} {reach:?}: {code} {out}{err}");
                assert_eq!(everything(&mary), before, "{limit} {reach:?}");
            }
        }
    }
    // With room it goes on as if nothing had been.
    let (code, out, err) = run(flarebook(&mary).args(["log", &text, "--push"]));
    assert_eq!(code, 0, "{out}{err}");
    git(&mary, &["fsck", "--strict"]);
}

/// A disk of its own that is filled to the brim; where the system gives nobody one (it takes a user namespace), nothing is tested.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_state() {
    let team = Team::new();
    let mary = team.clone("mary");
    let disk = tempfile::tempdir().unwrap();
    let script = r#"
        mount -t tmpfs -o size=8m none "$DISK" || exit 77
        cp -R "$FROM/." "$DISK" && cd "$DISK" || exit 77
        git status --porcelain > /dev/null
        state() { git status --porcelain --untracked-files=all --branch; git for-each-ref; git ls-files --stage; }
        before=$(state)
        for left in 0 1 2 4 8 16 40 80; do
            for reach in "" --commit; do
                dd if=/dev/zero of=.git/filler bs=4k 2> /dev/null
                dd if=/dev/null of=.git/filler bs=4k seek=$(($(stat -c %s .git/filler) / 4096 - left)) 2> /dev/null
                said=$("$FLAREBOOK" log "$TEXT" $reach 2>&1); code=$?
                rm .git/filler
                echo "left $left $reach: $code: $said"
                if [ $code = 0 ]; then exit 0; fi
                [ "$(state)" = "$before" ] || { echo "CHANGED"; state; exit 1; }
            done
        done"#;
    let binary = flarebook(&mary);
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]).current_dir(&mary).env_clear();
    command.envs(binary.get_envs().filter_map(|(key, value)| Some((key, value?))));
    command.env("DISK", disk.path()).env("FROM", &mary).env("FLAREBOOK", binary.get_program());
    let output = command.env("TEXT", noise(60_000)).env("HOME", disk.path()).output();
    let Ok(output) = output else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !said.contains("left 0") {
        return;
    }
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("the disk is full") && !said.contains("CHANGED"), "{said}");
    for refusal in said.split("left ").filter(|part| part.contains(": 2: ")) {
        assert!(refusal.contains("nothing was written"), "{refusal}");
    }
}

#[test]
fn a_remote_that_says_nothing_is_not_waited_for() {
    let team = Team::new();
    let mary = team.clone("mary");
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("git://{}/records.git", silent.local_addr().unwrap());
    let real = git(&mary, &["config", "remote.origin.url"]);
    git(&mary, &["config", "remote.origin.url", &address]);
    let begun = Instant::now();
    let mut command = flarebook(&mary);
    let (code, out, err) = run(command.args(["log", "Restarted it", "--push"]).env("FLAREBOOK_TIMEOUT", "1"));
    assert!(code == 1 && begun.elapsed() < Duration::from_secs(40), "{code} {out}{err}");
    for part in ["committed here, and not pushed", "said nothing for 1 s", "flarebook sync"] {
        assert!(err.contains(part), "{part}: {err}");
    }
    // Nobody is left on the line.
    let (mut line, _) = silent.accept().unwrap();
    line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    line.read_to_end(&mut Vec::new()).expect("git has gone");
    assert_eq!(git(&mary, &["log", "-1", "--format=%s"]).trim(), "Log: Restarted it");
    assert_eq!(git(&mary, &["status", "--porcelain"]), "");
    let (code, _, err) = run(flarebook(&mary).arg("sync").env("FLAREBOOK_TIMEOUT", "1"));
    assert!(code == 2 && err.contains("said nothing"), "{code} {err}");

    git(&mary, &["config", "remote.origin.url", real.trim()]);
    assert_eq!(run(flarebook(&mary).arg("sync")).0, 0);
    assert_eq!(git(&mary, &["rev-parse", "HEAD"]), git(&team.remote(), &["rev-parse", "main"]));
}

/// As a command leaves it that was killed between two files.
fn interrupted(clone: &Path) {
    let journal = clone.join(".git/flarebook/writing");
    fs::create_dir_all(&journal).unwrap();
    let list = format!(
        r#"{{"files":[{{"path":"{INCIDENT}/timeline/20261121T100000Z-000002.md","was":false,"becomes":true}},{{"path":"{INCIDENT}/incident.yaml","was":true,"becomes":true}}],"branch":null}}"#
    );
    fs::write(journal.join("work.json"), list).unwrap();
    let entry = "---\nat: 2026-11-21T10:00:00Z\nkind: finding\n---\nThe pool is exhausted\n";
    for (name, text) in
        [("0.becomes", entry), ("1.was", "title: Login errors\n"), ("1.becomes", "title: Nobody can log in\n")]
    {
        fs::write(journal.join(name), text).unwrap();
    }
    fs::write(clone.join(INCIDENT).join("timeline/20261121T100000Z-000002.md"), entry).unwrap();
}

#[test]
fn commands_that_read_finish_what_was_interrupted() {
    let team = Team::new();
    for command in [&["show"][..], &["show", "--brief"], &["list"], &["due"], &["agenda"], &["check"]] {
        let mary = team.clone(&format!("mary-{}", command.join("")));
        interrupted(&mary);
        let (_, out, err) = run(flarebook(&mary).args(command));
        assert!(err.contains("A command was interrupted here; what it had begun is finished"), "{command:?}: {err}");
        let title = fs::read_to_string(mary.join(INCIDENT).join("incident.yaml")).unwrap();
        assert_eq!(title, "title: Nobody can log in\n", "{command:?}");
        assert!(!out.contains("Login errors"), "{command:?}: {out}");
        assert!(!mary.join(".git/flarebook/writing").exists(), "{command:?}");
    }
}

/// What cannot be finished hinders nobody from reading the rest.
#[cfg(unix)]
#[test]
fn what_cannot_be_finished_is_said() {
    let team = Team::new();
    let mary = team.clone("mary");
    interrupted(&mary);
    let timeline = mary.join(INCIDENT).join("timeline");
    fs::rename(&timeline, mary.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(mary.join("elsewhere"), &timeline).unwrap();
    fs::remove_file(timeline.join("20261121T100000Z-000002.md")).unwrap();
    let (code, out, err) = run(flarebook(&mary).arg("list"));
    assert!(code == 0 && out.contains("2026-11-21-login-errors"), "{code} {out}{err}");
    assert!(out.contains("Nobody can log in") || err.contains("may be half of it"), "{out}{err}");
}

/// What a filter should have encrypted is in no commit as it is.
#[test]
fn what_passes_through_a_filter_is_left_to_git() {
    let team = Team::new();
    let mary = team.clone("mary");
    fs::write(mary.join(".gitattributes"), "incidents/**/attachments/** filter=secret\n").unwrap();
    git(&mary, &["add", ".gitattributes"]);
    git(&mary, &["commit", "--quiet", "-m", "Attachments are secret"]);
    fs::write(mary.join("keys.txt"), "the key is under the mat\n").unwrap();
    let before = everything(&mary);
    for reach in ["--commit", "--push"] {
        let (code, out, err) = run(flarebook(&mary).args(["attach", "keys.txt", reach]));
        assert_eq!(code, 2, "{out}{err}");
        assert!(err.contains("through a filter of git") && err.contains("commit it with git"), "{err}");
        assert_eq!(everything(&mary), before);
    }
    let (_, objects, _) =
        run(Command::new("git").current_dir(&mary).args(["log", "--all", "-S", "under the mat", "--oneline"]));
    assert_eq!(objects, "");
}

/// Whoever syncs is told what stays here.
#[test]
fn sync_says_what_it_leaves() {
    let team = Team::new();
    let mary = team.clone("mary");
    assert_eq!(run(flarebook(&mary).args(["declare", "Mail is late", "--commit"])).0, 0);
    git(&mary, &["switch", "--quiet", "main"]);
    assert_eq!(run(flarebook(&mary).args(["log", "Seen", "--incident", "login-errors"])).0, 0);
    let (code, _, err) = run(flarebook(&mary).arg("sync"));
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("1 file below incidents/ not committed") && err.contains("waits here, too: git switch incident/"),
        "{err}"
    );
    let branch = git(&mary, &["branch", "--list", "incident/*", "--format=%(refname:short)"]);
    git(&mary, &["switch", "--quiet", branch.trim()]);
    assert_eq!(run(flarebook(&mary).arg("sync")).0, 0);
    git(&mary, &["switch", "--quiet", "main"]);
    assert!(!run(flarebook(&mary).arg("sync")).2.contains("waits here, too"));
}
