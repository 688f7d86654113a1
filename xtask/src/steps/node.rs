//! The tests under Node.js: a folder with a package.json and a lock file, run by `node --test`.

use std::path::Path;
use std::process::Command;

use crate::error::StepError;
use crate::process;

/// `node --test` in this folder, with its packages installed.
pub fn tests_in(folder: &Path) -> Result<Command, StepError> {
    install_packages(folder)?;
    let mut command = Command::new("node");
    command.current_dir(folder).args(["--test", "--test-reporter=spec"]);
    Ok(command)
}

/// `npm ci`, unless what it would install is there already.
fn install_packages(folder: &Path) -> Result<(), StepError> {
    let wanted = folder.join("package-lock.json");
    if !wanted.is_file() {
        return Err(StepError::Missing(wanted));
    }
    if is_newer(&folder.join("node_modules/.package-lock.json"), &wanted) {
        return Ok(());
    }
    process::run(Command::new("npm").current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
}

fn is_newer(file: &Path, other: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|metadata| metadata.modified()).ok();
    changed(file).is_some() && changed(file) >= changed(other)
}
