//! The built showcase in a headless browser: `node --test` in `tests/browser`.

use std::path::Path;
use std::process::Command;

use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;
use crate::tools::chromium;

pub fn run(session: &mut Session) -> Result<Outcome, StepError> {
    let folder = session.root.join("tests/browser");
    let site = session.site()?;
    install_packages(&folder)?;
    let browser = chromium::find().ok_or_else(chromium::missing)?;
    let mut command = Command::new("node");
    command.current_dir(&folder).args(["--test", "--test-reporter=spec"]);
    command.env("SITE_DIR", site).env("CHROMIUM", browser).env("FLAREBOOK", session.binary());
    Ok(process::run_tests(&mut command)?.into())
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
