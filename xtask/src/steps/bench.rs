//! The benchmarks at a small size: they run to their end; nothing is said about speed.

use std::process::Command;

use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;

pub fn run(session: &mut Session) -> Result<Outcome, StepError> {
    process::run(&mut session.cargo(&["bench", "--locked", "--package", "scale", "--", "--smoke"]))?;
    comparison(session)
}

/// The comparison with other generators, those that would have to be downloaded left out.
fn comparison(session: &Session) -> Result<Outcome, StepError> {
    let flarebook = session.binary_with_github()?;
    process::run(&mut session.cargo(&["build", "--locked", "--package", "corpus-gen"]))?;
    let mut command = Command::new("python3");
    command.arg(session.root.join("benches/compare/test_compare.py"));
    command.env("FLAREBOOK", flarebook).env("CORPUS_GEN", session.development_build("corpus-gen"));
    Ok(process::run_tests(&mut command)?.into())
}
