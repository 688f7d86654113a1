//! The commands of a response in a record with years of incidents, beside what git takes for the same: `git status` looks at every file as
//! `due` and `declare` do, `git add` and `git commit` of one small file are what `log --commit` does.
//!
//! All of them take turns, so that whatever else the machine does hurts all. What they write is asserted, the times only printed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use corpus_gen::{Form, Settings};

use crate::gate::git;
use crate::options::Options;
use crate::subject;
use crate::times::Times;

/// The name of the measured thing on the command line of the child.
pub const RESPOND: &str = "respond";

/// A command of ours, and which of git's it is beside.
struct Beside {
    name: &'static str,
    arguments: &'static [&'static str],
    git: Git,
    /// Exit codes that say it did its work.
    codes: &'static [i32],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Git {
    Status,
    Commit,
}

/// `INCIDENT` stands for the id of one that is long over.
const COMMANDS: [Beside; 6] = [
    Beside { name: "show", arguments: &["show", "INCIDENT"], git: Git::Status, codes: &[0] },
    Beside { name: "show --brief", arguments: &["show", "--brief", "INCIDENT"], git: Git::Status, codes: &[0] },
    Beside { name: "due", arguments: &["due"], git: Git::Status, codes: &[0, 1] },
    Beside { name: "declare --dry-run", arguments: &["declare", "Slow", "--dry-run"], git: Git::Status, codes: &[0] },
    Beside { name: "log", arguments: &["log", "--incident", "INCIDENT", "Looked."], git: Git::Commit, codes: &[0] },
    Beside {
        name: "log --commit",
        arguments: &["log", "--incident", "INCIDENT", "--commit", "Looked again."],
        git: Git::Commit,
        codes: &[0],
    },
];

/// Writes a record of so many incidents and measures in it.
pub fn compare(incidents: u32, options: &Options) -> io::Result<()> {
    let runs = options.runs.unwrap_or(15).max(1);
    let temporary = tempfile::tempdir()?;
    let folder = temporary.path().join("record");
    let written = corpus_gen::write(&folder, &Settings { incidents, seed: options.seed, form: Form::Folded })?;
    for arguments in [
        &["init", "--quiet"][..],
        &["config", "user.name", "Bench"],
        &["config", "user.email", "bench@corp.example"],
        &["add", "--all"],
        &["commit", "--quiet", "--message", "All of it"],
    ] {
        run(git(&folder).args(arguments))?;
    }
    let incident = an_incident(&folder)?;
    println!(
        "\nthe response: {incidents} incidents, folded ({} files), all committed; {runs} runs, in turns",
        written.files
    );
    println!("{:<36}{:>9}{:>11}{:>9}{:>11}{:>8}", "what", "best ms", "median ms", "+ best", "+ median", "× git");
    // What is remembered from one run to the next is there after the first; files must have been left alone for a while.
    std::thread::sleep(std::time::Duration::from_secs(3));
    for command in &COMMANDS {
        Times::default().add(&mut ours(&folder, command, &incident)?, command.codes)?;
    }
    let (mut status, mut commit) = (Times::default(), Times::default());
    let mut times: Vec<Times> = COMMANDS.iter().map(|_| Times::default()).collect();
    for number in 0..runs {
        status.add(git(&folder).args(["status", "--porcelain"]), &[0])?;
        let path = incident.join(format!("timeline/20260101T0000{:02}Z-{number:06x}.md", number % 60));
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(&path, "---\nat: 2026-01-01T00:00:00Z\n---\nLooked.\n")?;
        let script = "git add -- \"$1\" && git commit --quiet --message Looked -- \"$1\"";
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(&path).current_dir(&folder);
        shell.envs(git(&folder).get_envs().filter_map(|(name, value)| Some((name, value?))));
        commit.add(&mut shell, &[0])?;
        for (command, times) in COMMANDS.iter().zip(&mut times) {
            times.add(&mut ours(&folder, command, &incident)?, command.codes)?;
        }
    }
    verify(&folder, &incident, runs)?;
    println!("{:<36}{status}", "git status");
    println!("{:<36}{commit}", "git add, git commit");
    for (command, times) in COMMANDS.iter().zip(&times) {
        let git = if command.git == Git::Status { &status } else { &commit };
        println!("{:<36}{times}{}", format!("flarebook {}", command.name), times.beyond(git));
    }
    Ok(())
}

fn ours(folder: &Path, command: &Beside, incident: &Path) -> io::Result<Command> {
    let id = incident.file_name().unwrap_or_default();
    let mut child = Command::new(std::env::current_exe()?);
    child.args([subject::CHILD, RESPOND]).arg(folder);
    for argument in command.arguments {
        if *argument == "INCIDENT" {
            child.arg(id)
        } else {
            child.arg(argument)
        };
    }
    Ok(child)
}

/// Does it in this process.
pub fn run_here(folder: &Path, arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    subject::flarebook(folder, &arguments)
}

/// One of the middle.
fn an_incident(folder: &Path) -> io::Result<PathBuf> {
    let mut all = Vec::new();
    for year in fs::read_dir(folder.join("incidents"))? {
        for incident in fs::read_dir(year?.path())? {
            all.push(incident?.path());
        }
    }
    all.sort();
    all.get(all.len() / 2).cloned().ok_or_else(|| io::Error::other("no incident was written"))
}

/// A command that writes nothing would be quick: each run has left its entries, and committed those that it should.
fn verify(folder: &Path, incident: &Path, runs: u32) -> io::Result<()> {
    let entries = fs::read_dir(incident.join("timeline"))?.count();
    let count = git(folder).args(["rev-list", "--count", "HEAD"]).output()?;
    let commits = String::from_utf8_lossy(&count.stdout).trim().to_owned();
    let runs = usize::try_from(runs).unwrap_or_default();
    // Of each round: ours with and without a commit, and git's; ours once more before the first.
    let (wanted, wanted_commits) = (3 * runs + 2, (2 * runs + 2).to_string());
    if entries != wanted || commits != wanted_commits {
        let found = format!("{entries} entries in {commits} commits, not {wanted} in {wanted_commits}");
        return Err(io::Error::other(found));
    }
    Ok(())
}

fn run(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{command:?}: {status}"))) }
}
