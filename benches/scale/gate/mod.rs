//! The gate in a repository with years of history: what judging a change costs beyond git's own comparison of the two commits.
//!
//! Git and the gate take turns, so that whatever else the machine does hurts both. The verdicts are asserted, the times only printed.

mod history;
mod import;

use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::options::{History, Options};
use crate::subject;
use crate::times::Times;
use history::Case;
pub use history::git;

/// The name of the measured thing on the command line of the child.
pub const GATE: &str = "gate";

/// Builds one repository and measures in it.
pub fn compare(history: History, options: &Options) -> io::Result<()> {
    let runs = options.runs.unwrap_or(21).max(1);
    let temporary = tempfile::tempdir()?;
    let folder = temporary.path().join("record");
    let files = history::write(&folder, history, options.seed)?;
    println!(
        "\nthe gate: {} incidents, folders ({files} files), {} commits on top, packed; {runs} runs, in turns",
        history.incidents, history.commits
    );
    verify(&folder)?;
    println!("{:<36}{:>9}{:>11}{:>9}{:>11}{:>8}", "what", "best ms", "median ms", "+ best", "+ median", "× git");
    for case in [Case::Current, Case::Behind] {
        measure(&folder, case, runs)?;
    }
    Ok(())
}

fn measure(folder: &Path, case: Case, runs: u32) -> io::Result<()> {
    let (mut git, mut gate) = (Times::default(), Times::default());
    for _ in 0..runs {
        git.add(&mut diff(folder, case), &[0])?;
        gate.add(&mut gate_process(folder, case.branch())?, &[0])?;
    }
    println!("{:<36}{git}", format!("git diff --raw, {}", case.name()));
    println!("{:<36}{gate}{}", format!("flarebook gate, {}", case.name()), gate.beyond(&git));
    Ok(())
}

/// Git's comparison of the commits that the gate compares.
fn diff(folder: &Path, case: Case) -> Command {
    let mut command = git(folder);
    command.args(["diff", "--raw", &case.diff()]);
    command
}

fn gate_process(folder: &Path, head: &str) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args([subject::CHILD, GATE]).arg(folder).args([history::MAIN, head]);
    Ok(command)
}

/// Does it in this process.
pub fn run_here(folder: &Path, base: &str, head: &str) -> ExitCode {
    subject::flarebook(folder, &["gate", "--base", base, "--head", head])
}

/// A gate that looks at nothing would be quick: it must see the one incident, let the lead's word pass and refuse anybody else's.
fn verify(folder: &Path) -> io::Result<()> {
    for (head, code, said) in [
        (Case::Current.branch(), 0, "1 incident changed: the gate is open"),
        (Case::Behind.branch(), 0, "1 incident changed: the gate is open"),
        (history::FORBIDDEN, 1, "error[unauthorised-transition]"),
    ] {
        let output = gate_process(folder, head)?.output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        if output.status.code() != Some(code) || !text.contains(said) {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(format!("`{head}` should give {code}: {}\n{text}{errors}", output.status)));
        }
    }
    for case in [Case::Current, Case::Behind] {
        let output = diff(folder, case).output()?;
        let lines = String::from_utf8_lossy(&output.stdout).lines().count();
        if !output.status.success() || lines != 2 {
            return Err(io::Error::other(format!("`git diff {}` gives {lines} lines, not 2", case.diff())));
        }
    }
    Ok(())
}
