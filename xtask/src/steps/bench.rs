//! The benchmarks at a small size: they run to their end; nothing is said about speed.

use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;

pub fn run(session: &mut Session) -> Result<Outcome, StepError> {
    process::run(&mut session.cargo(&["bench", "--locked", "--package", "scale", "--", "--smoke"]))?;
    Ok(Outcome::default())
}
