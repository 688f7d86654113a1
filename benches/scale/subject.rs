//! What is measured.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus_gen::Written;
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

    /// The process that does it with the repository in `folder`; the site goes beside it, into a folder that is not there yet.
    pub fn command(self, folder: &Path, threads: usize) -> io::Result<Command> {
        let mut command = match self {
            Self::Check => flarebook(folder, &["check", "--quiet"]),
            Self::Build => {
                let mut command = flarebook(folder, &["build", "--quiet", "--out"]);
                command.arg(fresh_site(folder)?);
                command
            }
            Self::Read | Self::Parse | Self::Load => {
                let mut command = Command::new(std::env::current_exe()?);
                command.args([CHILD, self.name()]).arg(folder);
                command
            }
        };
        command.env("RAYON_NUM_THREADS", threads.to_string());
        Ok(command)
    }
}

/// `flarebook` as `cargo bench` has built it, with the clock held still.
fn flarebook(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flarebook"));
    command.current_dir(folder).args(["--now", "2026-01-01T00:00:00Z"]).args(arguments);
    command
}

fn fresh_site(folder: &Path) -> io::Result<PathBuf> {
    let site = folder.with_extension("site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    Ok(site)
}

/// Does it in this process.
pub fn run_here(subject: &str, folder: &Path) -> io::Result<()> {
    match subject {
        "read" => baseline::read(folder).map(drop),
        "parse" => baseline::parse(folder).map(drop),
        "load" => load(folder),
        _ => Err(io::Error::other(format!("no subject `{subject}`"))),
    }
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
    let output = flarebook(folder, &["check", "--format", "json"]).output()?;
    let json: String = String::from_utf8_lossy(&output.stdout).split_whitespace().collect();
    let expected = [
        ("incidents", u64::from(written.incidents)),
        ("entries", written.entries as u64),
        ("followups", written.followups as u64),
        ("errors", 0),
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
