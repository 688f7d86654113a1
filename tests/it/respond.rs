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
    let last = script.page.rsplit_once(WRITTEN).unwrap().1;
    assert!(last.contains("all clean") && last.contains("  resolved ") && !last.contains("(exit code"), "{last}");
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

/// A repository with an incident of 14 March, and people whose clocks differ.
fn with_incident() -> tempfile::TempDir {
    let people = "mary: {name: Mary Okafor, email: mary@corp.example}\nomar: {name: Omar Haddad, github: omarh, timezone: Europe/Berlin}\n";
    let folder = crate::command::repository(&[("flarebook.yaml", ""), ("people.yaml", people)]);
    let at = ["declare", "Login fails", "--at", "2026-03-14T09:00:00Z"];
    assert_eq!(run(flarebook(folder.path()).args(at)).0, 0);
    folder
}

/// Text and times of the entries, in order.
fn entries(folder: &std::path::Path) -> Vec<(String, String)> {
    let timeline = fs::read_dir(folder.join("incidents/2026-03-14-login-fails/timeline")).unwrap();
    let mut files: Vec<_> = timeline.map(|item| item.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let (head, body) = text.trim_start_matches("---\n").split_once("---\n").unwrap();
        (head.trim().replace('\n', ", "), body.trim().to_owned())
    };
    files.iter().map(read).collect()
}

#[test]
fn notes_become_entries_as_they_were_meant() {
    let folder = with_incident();
    let notes = "\
09:41 restarted DA
- [09:43:10] <mary> errors fall
  and fall
9:58pm Omar: still slow: ten seconds
00:10 midnight has passed

March 15, 2026
09:00Z @omarh it is quiet
2026-03-16 10:00 +01:00 nobody: a sentence with a colon
";
    write(folder.path(), "notes.txt", notes);
    let import = |more: &[&str]| run(flarebook(folder.path()).args(["log", "--from", "notes.txt"]).args(more));
    let (code, _, err) = import(&["--yes"]);
    assert!(code == 2 && err.contains("line 1") && err.contains("--timezone"), "{err}");
    let (code, _, err) = import(&["--timezone", "Europe/Berlin"]);
    assert!(code == 2 && err.contains("--yes") && err.contains("Mary Okafor: errors fall …"), "{err}");
    assert_eq!(entries(folder.path()).len(), 1, "nothing is written before somebody said so");
    let (code, out, err) = import(&["--timezone", "Europe/Berlin", "--yes"]);
    assert_eq!((code, out.lines().count()), (0, 6), "{out}{err}");
    let expected = [
        ("at: 2026-03-14T09:41:00+01:00", "restarted DA"),
        ("at: 2026-03-14T09:43:10+01:00, by: mary", "errors fall\n  and fall"),
        ("at: 2026-03-14T21:58:00+01:00, by: omar", "still slow: ten seconds"),
        ("at: 2026-03-15T00:10:00+01:00", "midnight has passed"),
        ("at: 2026-03-15T09:00:00Z, by: omar", "it is quiet"),
        ("at: 2026-03-16T10:00:00+01:00", "nobody: a sentence with a colon"),
    ];
    let written = entries(folder.path());
    for (head, text) in expected {
        assert!(written.contains(&(head.to_owned(), text.to_owned())), "{head} {text}: {written:?}");
    }
    let (code, out, err) = import(&["--timezone", "Europe/Berlin", "--yes"]);
    assert!(code == 0 && out.is_empty() && err.contains("6 of 6 lines are in the timeline already"), "{out}{err}");
}

#[test]
fn the_export_of_a_chat_becomes_entries() {
    let folder = with_incident();
    let export = r#"[
      {"type": "message", "ts": "1773481260.000200", "text": "see <https://dash.example/x|the board> &amp; wait", "user": "U1", "user_profile": {"real_name": "Mary Okafor"}},
      {"type": "message", "subtype": "channel_join", "ts": "1773481261.0", "text": "<@U2> has joined"},
      {"type": "message", "ts": "1773481200.0", "text": "ok", "user": "U3", "user_profile": {"real_name": "Guest"}}]"#;
    write(folder.path(), "export.json", export);
    let (code, out, err) = run(flarebook(folder.path()).args(["log", "--from", "export.json", "--yes"]));
    assert_eq!(code, 0, "{out}{err}");
    let written = entries(folder.path());
    let expected = [
        ("at: 2026-03-14T09:40:00Z", "Guest: ok"),
        ("at: 2026-03-14T09:41:00Z, by: mary", "see [the board](https://dash.example/x) & wait"),
    ];
    let written: Vec<(&str, &str)> = written[1..].iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(written, expected);
}

#[test]
fn who_does_what_is_agreed_and_said() {
    let folder = with_incident();
    let flare = |arguments: &[&str]| run(flarebook(folder.path()).args(arguments));
    let (code, _, err) = flare(&["assign", "lead", "marry"]);
    assert!(code == 2 && err.contains("did you mean `mary`?"), "{err}");
    assert_eq!(flare(&["assign", "IC", "Mary"]).0, 0, "an alias, and a first name");
    let (code, out, err) = flare(&["assign", "lead", "mary"]);
    assert!(code == 0 && out.is_empty() && err.contains("so already"), "what is so already writes nothing: {out}{err}");
    assert_eq!(flare(&["ack", "--by", "omar"]).0, 2, "nobody has asked");
    assert_eq!(flare(&["handover", "@omarh", "--by", "mary"]).0, 0);
    let (code, out, _) = flare(&["due"]);
    assert!(code == 1 && out.contains("Nobody is communications lead") && out.contains("is not accepted"), "{out}");
    assert_eq!(flare(&["ack", "--by", "omar"]).0, 0);
    let (_, out, _) = flare(&["show", "--brief", "--format", "json"]);
    assert!(out.contains("\"lead\": [\n      \"omar\"\n    ]"), "{out}");
    let (code, _, err) = flare(&["assign", "comms", "omar"]);
    assert!(code == 0 && err.contains("wants two people"), "{err}");
    assert_eq!(flare(&["assign", "comms", "-"]).0, 0);
    assert_eq!(flare(&["mitigate", "Quiet"]).0, 0);
    let (code, _, err) = flare(&["mitigate"]);
    assert!(code == 2 && err.contains("mitigated already since"), "{err}");
    assert_eq!(flare(&["cancel", "--reason", " "]).0, 2);
    assert_eq!(flare(&["reopen", "--reason", "It is back"]).0, 0);
}

/// A second draft changes nothing that a person wrote, and nothing at all when the record is the same.
#[test]
fn a_review_is_drafted_once_and_refreshed() {
    let folder = with_incident();
    let flare = |arguments: &[&str]| run(flarebook(folder.path()).args(arguments));
    assert_eq!(flare(&["log", "Went well: we saw it at once", "--by", "mary"]).0, 0);
    let file = folder.path().join("incidents/2026-03-14-login-fails/pir.md");
    assert_eq!(flare(&["pir"]).0, 0);
    let first = fs::read_to_string(&file).unwrap();
    assert!(first.contains("## Where we got lucky") && first.contains("- we saw it at once (Mary Okafor)"), "{first}");
    let (code, out, _) = flare(&["pir"]);
    assert!(code == 0 && out.is_empty() && fs::read_to_string(&file).unwrap() == first, "{out}");
    let mine = first.replace("## Impact\n", "## Impact\n\nMine.\n").replace("state: draft", "state: in_review # soon");
    fs::write(&file, &mine).unwrap();
    assert_eq!(flare(&["log", "Went well: and fast"]).0, 0);
    assert_eq!(flare(&["pir"]).0, 0);
    let again = fs::read_to_string(&file).unwrap();
    assert!(
        again.contains("- and fast") && again.contains("\nMine.\n") && again.contains("in_review # soon"),
        "{again}"
    );
    let edited = again.replace("- and fast", "- and so fast");
    fs::write(&file, &edited).unwrap();
    let (_, _, err) = flare(&["pir"]);
    assert!(err.contains("what-went-well") && fs::read_to_string(&file).unwrap() == edited, "{err}");
}

#[test]
fn shells_and_readers_of_manuals_are_served() {
    let folder = with_incident();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, out, err) = run(flarebook(folder.path()).args(["completions", shell]));
        assert!(code == 0 && out.contains("flarebook"), "{shell}: {out}{err}");
    }
    assert_eq!(run(flarebook(folder.path()).args(["completions", "csh"])).0, 2);
    let mut asked = flarebook(folder.path());
    asked.env("COMPLETE", "fish").args(["--", "flarebook", "assign", "lead", ""]);
    let (_, out, err) = run(&mut asked);
    assert!(out.contains("mary\tMary Okafor"), "{out}{err}");
    let mut asked = flarebook(folder.path());
    asked.env("COMPLETE", "fish").args(["--", "flarebook", "show", "login"]);
    let (_, out, err) = run(&mut asked);
    assert!(out.contains("2026-03-14-login-fails"), "{out}{err}");
    let (code, out, _) = run(flarebook(folder.path()).args(["man", "declare"]));
    assert!(code == 0 && out.contains(".TH"), "{out}");
    assert_eq!(run(flarebook(folder.path()).args(["man", "--out", "man"])).0, 0);
    assert!(folder.path().join("man/flarebook-declare.1").is_file());
}
