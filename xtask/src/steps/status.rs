//! The public site through other people's clients, feed readers and calendars: `tests/status`.

use super::node;
use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;
use crate::tools::clients;

pub fn run(session: &mut Session) -> Result<Outcome, StepError> {
    // What is built is the same whatever the build: the one that the tests have made will do.
    let binary = session.binary_with_github()?;
    let mut command = node::tests_in(&session.root.join("tests/status"))?;
    command.env("FLAREBOOK", binary).env("PYTHON", clients::python());
    Ok(process::run_tests(&mut command)?.into())
}
