//! The showcase: what a newcomer sees first must pass its own checks and build.

use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;

pub fn run(session: &mut Session) -> Result<Outcome, StepError> {
    process::run(&mut session.cargo(&["build", "--locked", "--release", "--package", "flarebook"]))?;
    process::run(&mut session.flarebook(&["check"]))?;
    session.site()?;
    Ok(Outcome::default())
}
