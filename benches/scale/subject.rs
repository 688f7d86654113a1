//! What is measured.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Parser as _;
use corpus_gen::Written;
use flarebook::cli::Cli;
use flarebook::corpus::Corpus;
use flarebook::repo::WorkTree;

use crate::baseline;

/// The first argument of this program when it is to do one thing and nothing else.
pub const CHILD: &str = "--child";

/// One thing to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Every file, read and dropped.
    Read,
    /// Every file, read and parsed into plain structs: what any program that reads the record has to pay.
    Parse,
    /// The library's `Corpus::load`.
    Load,
    /// `flarebook check`
    Check,
    /// `flarebook build`
    Build,
}

impl Subject {
    pub const ALL: [Self; 5] = [Self::Read, Self::Parse, Self::Load, Self::Check, Self::Build];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Load => "load",
            Self::Check => "check",
            Self::Build => "build",
        }
    }

    /// The process that does it with the repository in `folder`: this program again.
    pub fn command(self, folder: &Path, threads: usize) -> io::Result<Command> {
        if self == Self::Build {
            remove_site(folder)?;
        }
        let mut command = Command::new(std::env::current_exe()?);
        command.args([CHILD, self.name()]).arg(folder).env("RAYON_NUM_THREADS", threads.to_string());
        Ok(command)
    }
}

/// The site goes beside the repository.
fn site(folder: &Path) -> PathBuf {
    folder.with_extension("site")
}

fn remove_site(folder: &Path) -> io::Result<()> {
    if site(folder).exists() { fs::remove_dir_all(site(folder)) } else { Ok(()) }
}

/// Does it in this process.
pub fn run_here(subject: &str, folder: &Path) -> io::Result<ExitCode> {
    match subject {
        "read" => baseline::read(folder).map(|_| ExitCode::SUCCESS),
        "parse" => baseline::parse(folder).map(|_| ExitCode::SUCCESS),
        "load" => load(folder).map(|()| ExitCode::SUCCESS),
        "check" => Ok(flarebook(folder, &["check", "--quiet"])),
        "build" => Ok(flarebook(folder, &["build", "--quiet", "--out", &site(folder).to_string_lossy()])),
        "verify" => Ok(flarebook(folder, &["check", "--format", "json"])),
        _ => Err(io::Error::other(format!("no subject `{subject}`"))),
    }
}

/// What the `flarebook` program does, with the clock held still.
pub fn flarebook(folder: &Path, arguments: &[&str]) -> ExitCode {
    let folder = folder.to_string_lossy();
    let before = ["flarebook", "--repo", &folder, "--now", "2026-01-01T00:00:00Z"];
    flarebook::cmd::run(Cli::parse_from(before.iter().chain(arguments)))
}

fn load(folder: &Path) -> io::Result<()> {
    let corpus = Corpus::load(Box::new(WorkTree::new(folder.to_owned()))).map_err(io::Error::other)?;
    match corpus.problems.first() {
        None => Ok(()),
        Some(problem) => Err(io::Error::other(format!("the generated record is faulty: {problem:?}"))),
    }
}

/// Measuring a program that looks at nothing would be easy: `check` must have seen all of the record, and found it in order.
pub fn verify(folder: &Path, written: &Written) -> io::Result<()> {
    let output = Command::new(std::env::current_exe()?).args([CHILD, "verify"]).arg(folder).output()?;
    let json: String = String::from_utf8_lossy(&output.stdout).split_whitespace().collect();
    let expected = [
        ("incidents", written.incidents as usize),
        ("entries", written.entries),
        ("followups", written.followups),
        ("errors", 0),
        ("warnings", 0),
    ];
    match expected.iter().find(|(name, number)| !json.contains(&format!("\"{name}\":{number}"))) {
        None => Ok(()),
        Some((name, number)) => Err(io::Error::other(format!(
            "`flarebook check` does not say {number} {name}: {}\n{}",
            json.chars().take(2_000).collect::<String>(),
            String::from_utf8_lossy(&output.stderr)
        ))),
    }
}
