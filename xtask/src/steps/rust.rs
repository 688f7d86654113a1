//! What cargo itself can tell: formatting, lints, documentation, tests.

use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;

pub fn fmt(session: &mut Session) -> Result<Outcome, StepError> {
    process::run(&mut session.cargo(&["fmt", "--all", "--check"]))?;
    Ok(Outcome::default())
}

/// Warnings are denied after `--`, not through RUSTFLAGS: the dependencies need not be built again for it.
pub fn clippy(session: &mut Session) -> Result<Outcome, StepError> {
    let arguments =
        ["clippy", "--locked", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"];
    process::run(&mut session.cargo(&arguments))?;
    Ok(Outcome::default())
}

/// Private items too: the documentation is for those who work on the code.
pub fn doc(session: &mut Session) -> Result<Outcome, StepError> {
    let mut command =
        session.cargo(&["doc", "--locked", "--workspace", "--all-features", "--no-deps", "--document-private-items"]);
    process::run(command.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Outcome::default())
}

pub fn test(session: &mut Session) -> Result<Outcome, StepError> {
    let counts = process::run_tests(&mut session.cargo(&[
        "test",
        "--locked",
        "--workspace",
        "--all-features",
        "--no-fail-fast",
    ]))?;
    Ok(counts.into())
}
