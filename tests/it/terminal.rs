//! Questions on a real terminal, which the program `script` makes (util-linux; where it is missing, nothing is tested).

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::command::{commit, flarebook, git, write};
use crate::landing::Team;

const OTHER: &str = "incidents/2026-11-20-mail-is-late";
const HIDE: &str = "\u{1b}[?25l";
const SHOW: &str = "\u{1b}[?25h";

/// A command at a terminal.
struct Terminal {
    child: Child,
    keys: ChildStdin,
    screen: Receiver<Vec<u8>>,
    seen: String,
}

impl Terminal {
    /// `None` where there is no `script`.
    fn run(folder: &Path, line: &str) -> Option<Self> {
        let binary = flarebook(folder);
        let mut command = Command::new("script");
        command.current_dir(folder).env_clear();
        command.envs(binary.get_envs().filter_map(|(key, value)| Some((key, value?)))).env("TERM", "xterm");
        let line = format!("{} {line}", binary.get_program().display());
        command.args(["--quiet", "--return", "--flush", "--command", &line, "/dev/null"]);
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = spawned.ok()?;
        let (keys, mut out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, screen) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = out.read(&mut buffer) {
                let _ = sender.send(buffer[..length].to_vec());
            }
        });
        Some(Self { child, keys, screen, seen: String::new() })
    }

    fn look(&mut self) -> bool {
        match self.screen.recv_timeout(Duration::from_millis(200)) {
            Ok(bytes) => self.seen += &String::from_utf8_lossy(&bytes),
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return false,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
        }
        true
    }

    /// Waits for some words, and types.
    #[track_caller]
    fn answer(&mut self, question: &str, keys: &str) {
        let begun = Instant::now();
        while !self.seen.contains(question) {
            assert!(self.look() && begun.elapsed() < Duration::from_secs(60), "no {question:?}: {:?}", self.seen);
        }
        // The question is drawn before the keys are listened to.
        std::thread::sleep(Duration::from_millis(300));
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// The exit code, and all that was on the screen.
    fn end(mut self) -> (i32, String) {
        while self.look() {}
        let code = self.child.wait().unwrap().code().expect("an exit code");
        (code, self.seen)
    }
}

fn status(folder: &Path) -> String {
    git(folder, &["status", "--porcelain", "--untracked-files=all"])
}

#[test]
fn a_title_is_asked_for() {
    let team = Team::new();
    let mary = team.clone("mary");
    let Some(mut terminal) = Terminal::run(&mary, "declare") else { return };
    terminal.answer("What is wrong, in one line?", "Nobody gets mail\r");
    let (code, screen) = terminal.end();
    assert!(code == 0 && screen.contains("Incident 2026-11-21-nobody-gets-mail is open."), "{code} {screen}");
    assert!(mary.join("incidents/2026-11-21-nobody-gets-mail/incident.yaml").exists());
}

#[test]
fn whoever_leaves_has_written_nothing() {
    let team = Team::new();
    let mary = team.clone("mary");
    for (keys, expected) in [("\u{3}", 130), ("Nobody gets\u{3}", 130), ("\r\u{3}", 130)] {
        let Some(mut terminal) = Terminal::run(&mary, "declare") else { return };
        terminal.answer("What is wrong, in one line?", keys);
        let (code, screen) = terminal.end();
        assert_eq!(code, expected, "{keys:?}: {screen}");
        assert_eq!(status(&mary), "", "{keys:?}");
    }
}

#[test]
fn of_several_incidents_one_is_chosen() {
    let team = Team::new();
    let mary = team.clone("mary");
    write(&mary, &format!("{OTHER}/incident.yaml"), "title: Mail is late\n");
    let entry = "---\nat: 2026-11-20T09:00:00Z\nkind: update\nstatus: investigating\n---\nDeclared\n";
    write(&mary, &format!("{OTHER}/timeline/20261120T090000Z-000001.md"), entry);
    commit(&mary, "Another one");
    // Escape, and Ctrl-C: nothing is chosen, nothing is written, and the cursor is there again.
    for (keys, codes) in [("\u{1b}", [2, 2]), ("\u{3}", [130, 130])] {
        let Some(mut terminal) = Terminal::run(&mary, "log Restarted the queue") else { return };
        terminal.answer("Which incident?", keys);
        let (code, screen) = terminal.end();
        assert!(codes.contains(&code), "{keys:?}: {code} {screen}");
        assert!(screen.rfind(SHOW) > screen.rfind(HIDE), "{keys:?}: {screen:?}");
        assert_eq!(status(&mary), "", "{keys:?}");
    }
    let Some(mut terminal) = Terminal::run(&mary, "log Restarted the queue") else { return };
    terminal.answer("Which incident?", "\u{1b}[B\r");
    let (code, screen) = terminal.end();
    assert_eq!(code, 0, "{screen}");
    let listed = screen.find("2026-11-20-mail-is-late") > screen.find("2026-11-21-login-errors");
    let chosen = if listed { "2026-11-20-mail-is-late" } else { "2026-11-21-login-errors" };
    let written = status(&mary);
    assert!(written.lines().count() == 1 && written.contains(chosen), "{written}\n{screen}");
}

#[test]
fn notes_are_shown_before_they_are_written() {
    let team = Team::new();
    let mary = team.clone("mary");
    write(&mary, "../notes.txt", "2026-11-21\n09:41 restarted DA\n09:52 all is well\n");
    for (keys, written) in [("n", 0), ("\u{3}", 0), ("y", 2)] {
        let line = "log --from ../notes.txt --timezone Europe/Berlin";
        let Some(mut terminal) = Terminal::run(&mary, line) else { return };
        terminal.answer("[Y/n]", keys);
        let (code, screen) = terminal.end();
        assert!(screen.contains("restarted DA"), "{screen}");
        assert_eq!(status(&mary).lines().count(), written, "{keys:?}: {code} {screen}");
        assert!(screen.rfind(SHOW) > screen.rfind(HIDE), "{keys:?}: {screen:?}");
    }
}
