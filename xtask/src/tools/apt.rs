//! Debian's packages, through apt-get: as root, or with sudo.

use std::process::Command;

use crate::error::StepError;
use crate::process;

/// Installs the packages, after one `apt-get update`; nothing to install is no work.
pub fn install(packages: &[&str]) -> Result<(), StepError> {
    if packages.is_empty() {
        return Ok(());
    }
    process::run(apt_get(packages)?.args(["update", "--quiet=2"]))?;
    process::run(apt_get(packages)?.args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(packages))
}

fn apt_get(packages: &[&str]) -> Result<Command, StepError> {
    let by_hand = || format!("install these packages, or what brings the same, by hand: {}", packages.join(" "));
    let missing = |tool, why: &str| StepError::Tool { tool, why: format!("{why}; {}", by_hand()) };
    if process::find("apt-get").is_none() {
        return Err(missing("apt-get", "this is not a Debian system"));
    }
    // Through `env`, because sudo hands on no variables unless it is configured to.
    let words = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    let mut command = Command::new(words[0]);
    if is_root() {
        command.args(&words[1..]);
    } else if process::find("sudo").is_some() {
        command = Command::new("sudo");
        command.args(words);
    } else {
        return Err(missing("sudo", "only root can install packages"));
    }
    Ok(command)
}

fn is_root() -> bool {
    process::first_line("id", &["-u"]).is_some_and(|user| user == "0")
}
