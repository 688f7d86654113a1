//! The GitHub part: the action and the workflows (`tests/action`), and the requests that are made (`tests/github`).

use super::node;
use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;
use crate::tools::linters;

/// action.yml run as GitHub would, and the workflows through the linters.
pub fn action(session: &mut Session) -> Result<Outcome, StepError> {
    let binary = session.binary_with_github()?;
    let mut command = node::tests_in(&session.root.join("tests/action"))?;
    command.env("FLAREBOOK", binary);
    command.env("ZIZMOR", linters::program("zizmor")).env("SHELLCHECK", linters::program("shellcheck"));
    Ok(process::run_tests(&mut command)?.into())
}

/// The binary against a GitHub of our own.
pub fn requests(session: &mut Session) -> Result<Outcome, StepError> {
    let folder = session.root.join("tests/github");
    if !folder.join("package.json").is_file() {
        let reason = "tests/github has no package.json".to_owned();
        return Ok(Outcome { not_run: vec![reason], ..Outcome::default() });
    }
    let binary = session.binary_with_github()?;
    let mut command = node::tests_in(&folder)?;
    Ok(process::run_tests(command.env("FLAREBOOK", binary))?.into())
}
