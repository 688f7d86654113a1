//! Programs that come as Python packages, each kind in an environment of its own below the target folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::StepError;
use crate::process;

/// Where a program of an environment is, or will be.
pub fn program(environment: &Path, name: &str) -> PathBuf {
    let programs = if cfg!(windows) { "Scripts" } else { "bin" };
    environment.join(programs).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Makes the environment anew, with what pip is told to install. Needs Python with `venv`.
pub fn install<A: AsRef<OsStr>>(environment: &Path, packages: impl IntoIterator<Item = A>) -> Result<(), StepError> {
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(environment))?;
    let mut command = Command::new(program(environment, "python"));
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]);
    process::run(command.args(packages))
}

/// Whether Python can make such an environment.
pub fn look() -> Result<String, String> {
    let version =
        process::first_line("python3", &["-c", "import sys, venv, ensurepip; print('Python', sys.version.split()[0])"]);
    version.ok_or_else(|| "not found, or without venv".to_owned())
}
