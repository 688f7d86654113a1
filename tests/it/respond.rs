//! docs/respond.md is a script: its commands are run, by the people and at the times that it names, and what they say is what it shows. UPDATE=1
//! writes it anew.

use std::fs;
use std::process::Command;

use crate::command::{commit, compare, flarebook, git, root, run, write};

/// Where the review's people come in: the page says that they wrote it.
const WRITTEN: &str = "<!-- the review is written -->";
/// Everybody's address, by handle.
const DOMAIN: &str = "corp.example";

/// The page, run line by line.
struct Script {
    folder: tempfile::TempDir,
    /// The day of the last line that named one.
    day: String,
    page: String,
}

#[test]
fn the_worked_example_runs_as_the_page_tells_it() {
    let path = root().join("docs/respond.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut script = Script { folder: tempfile::tempdir().unwrap(), day: String::new(), page: String::new() };
    git(script.folder.path(), &["init", "-q", "-b", "main"]);
    script.play(&page);
    let mut faults = Vec::new();
    compare(&path, &script.page, &mut faults);
    assert!(faults.is_empty(), "run `UPDATE=1 cargo test --test it`\n{}", faults.join("\n"));
    assert!(script.page.contains("all clean") && script.page.contains("  resolved "), "{}", script.page);
    assert!(script.page.contains("pass"), "the gate lets it through: {}", script.page);
}

impl Script {
    fn play(&mut self, page: &str) {
        let mut lines = page.lines();
        while let Some(line) = lines.next() {
            self.say(line);
            if line == WRITTEN {
                self.write_review();
            }
            let Some(fence) = line.strip_prefix("```") else { continue };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match fence.split_once(' ') {
                Some((_, file)) => {
                    write(self.folder.path(), file, block.join("\n") + "\n");
                    block.iter().for_each(|line| self.say(line));
                }
                None => block.iter().filter_map(|line| Call::read(line)).for_each(|call| self.run(&call)),
            }
            self.say("```");
        }
    }

    fn say(&mut self, line: &str) {
        self.page.push_str(line);
        self.page.push('\n');
    }

    fn run(&mut self, call: &Call<'_>) {
        if self.page.lines().next_back() != Some("```text") {
            self.say("");
        }
        self.say(call.line);
        if let Some(day) = call.day {
            day.clone_into(&mut self.day);
        }
        // What was there before the incident is the base that it is judged by.
        if call.arguments.first().is_some_and(|word| word == "declare") {
            commit(self.folder.path(), "The repository");
            git(self.folder.path(), &["checkout", "-q", "-b", "incident"]);
        }
        let now = format!("{}T{}:00Z", self.day, call.time);
        let mut command = flarebook(self.folder.path());
        as_person(command.env("FLAREBOOK_NOW", &now).args(&call.arguments), call.who, &now);
        git(self.folder.path(), &["config", "user.email", &format!("{}@{DOMAIN}", call.who)]);
        let (code, out, err) = run(&mut command);
        for line in format!("{out}{err}").lines() {
            self.say(&without_chance(line));
        }
        if code != 0 {
            self.say(&format!("(exit code {code})"));
        }
        self.commit_as(call, &now);
    }

    /// Each writes under their own name: the gate asks who said that it is mitigated.
    fn commit_as(&self, call: &Call<'_>, now: &str) {
        git(self.folder.path(), &["add", "--all"]);
        let mut commit = crate::command::git_command(self.folder.path());
        as_person(commit.args(["commit", "-q", "--allow-empty", "-m", call.line]), call.who, now);
        assert_eq!(run(&mut commit).0, 0);
    }

    /// What people do in an editor: a sentence under each heading, and the state.
    fn write_review(&self) {
        let file = self.folder.path().join("incidents/2026-03-14-sporadic-error-pages-on-the-login-form/pir.md");
        let text = fs::read_to_string(&file).unwrap();
        let answered = text.lines().map(|line| {
            match line.starts_with("<!-- ") && !line.contains("flarebook") || line.contains("`flarebook log") {
                true => "We wrote a sentence here.\n".to_owned(),
                false => format!("{line}\n"),
            }
        });
        let text: String = answered.collect();
        fs::write(&file, text.replace("state: draft", "state: approved")).unwrap();
    }
}

/// `mary, 2026-03-14 09:12 $ flarebook …`
struct Call<'p> {
    line: &'p str,
    who: &'p str,
    day: Option<&'p str>,
    time: &'p str,
    arguments: Vec<String>,
}

impl<'p> Call<'p> {
    fn read(line: &'p str) -> Option<Self> {
        let (head, command) = line.split_once(" $ flarebook ")?;
        let (who, when) = head.split_once(", ")?;
        let (day, time) = when.split_once(' ').map_or((None, when), |(day, time)| (Some(day), time));
        Some(Self { line, who, day, time, arguments: words(command) })
    }
}

/// The words of a command; those in quotation marks are one.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut quoted) = (Vec::new(), false);
    for part in command.split('"') {
        match quoted {
            true => words.push(part.to_owned()),
            false => words.extend(part.split_whitespace().map(ToOwned::to_owned)),
        }
        quoted = !quoted;
    }
    words
}

fn as_person<'c>(command: &'c mut Command, who: &str, now: &str) -> &'c mut Command {
    let mail = format!("{who}@{DOMAIN}");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), who).env(format!("GIT_{role}_EMAIL"), &mail);
        command.env(format!("GIT_{role}_DATE"), now);
    }
    command
}

/// The digits at the end of an entry's name are random, and so are commits.
fn without_chance(line: &str) -> String {
    let mut shown = line.to_owned();
    let mut from = 0;
    while let Some(at) = shown[from..].find("Z-").map(|at| from + at + 2) {
        let hex = shown[at..].chars().take_while(char::is_ascii_hexdigit).count();
        if hex == 6 {
            shown.replace_range(at..at + hex, "……");
        }
        from = at;
    }
    shown
}

/// What the page says of the clock holds: no command of it depends on the machine's.
#[test]
fn the_page_names_a_time_for_every_command() {
    let page = fs::read_to_string(root().join("docs/respond.md")).unwrap();
    let commands = page.lines().filter(|line| line.contains(" $ flarebook "));
    let calls: Vec<Call<'_>> = commands.map(|line| Call::read(line).unwrap()).collect();
    assert!(calls.len() > 20 && calls.iter().all(|call| call.time.len() == 5), "{}", calls.len());
}
