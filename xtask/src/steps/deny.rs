//! cargo-deny over the dependencies: deny.toml says what is allowed.

use crate::counts::Counts;
use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;

/// What cargo-deny says when the advisory database cannot be fetched.
const UNREACHABLE: &str = "failed to fetch advisory database";

pub fn policy(session: &mut Session) -> Result<Outcome, StepError> {
    process::run(&mut session.cargo(&["deny", "--locked", "check", "licenses", "bans", "sources"]))?;
    Ok(Outcome::default())
}

/// Advisories come from a database on the network: without it the step says that it was not run.
pub fn advisories(session: &mut Session) -> Result<Outcome, StepError> {
    let mut command = session.cargo(&["deny", "--locked", "check", "advisories"]);
    command.env("GIT_TERMINAL_PROMPT", "0");
    let (status, stderr) = process::run_keeping_stderr(&mut command)?;
    if stderr.contains(UNREACHABLE) {
        let reason = "the database is not reachable".to_owned();
        return Ok(Outcome { not_run: vec![reason], ..Outcome::default() });
    }
    process::judge(&command, status, Counts::default())?;
    Ok(Outcome::default())
}
