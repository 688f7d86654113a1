//! What can go wrong, as types: a bad command line, a step that failed.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::counts::Counts;

/// A command line that cannot be understood.
#[derive(Debug)]
pub enum UsageError {
    Command(String),
    Option(String),
    Step(String),
    OnlyNeedsStep,
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(name) => write!(f, "there is no command `{name}`"),
            Self::Option(name) => write!(f, "there is no option `{name}`"),
            Self::Step(name) => write!(f, "there is no step `{name}`; `cargo xtask test --list` lists them"),
            Self::OnlyNeedsStep => write!(f, "--only needs a step"),
        }
    }
}

/// Why a step failed.
#[derive(Debug)]
pub enum StepError {
    /// The command ran and said no.
    Failed { command: String, status: String, counts: Counts },
    /// The command could not be started.
    Start { command: String, source: io::Error },
    /// Files could not be read or written.
    Files { path: PathBuf, source: io::Error },
    /// A program the step needs is not there and could not be installed.
    Tool { tool: &'static str, why: String },
    /// A file the step needs is not in the repository.
    Missing(PathBuf),
    /// The command ended well and ran no test at all.
    NoTests { command: String },
}

impl StepError {
    /// Tests counted before the step failed.
    pub fn counts(&self) -> Counts {
        match self {
            Self::Failed { counts, .. } => *counts,
            _ => Counts::default(),
        }
    }
}

impl fmt::Display for StepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { command, status, .. } => write!(f, "`{command}`: {status}"),
            Self::Start { command, source } => write!(f, "`{command}` could not be started: {source}"),
            Self::Files { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Tool { tool, why } => write!(f, "{tool} is missing: {why}"),
            Self::Missing(path) => write!(f, "{} is not there", path.display()),
            Self::NoTests { command } => write!(f, "`{command}` ran no test"),
        }
    }
}
