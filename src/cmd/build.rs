//! `flarebook build`.

use std::process::ExitCode;

use super::{CommandError, Context};
use crate::cli::Build;

pub(super) fn run(_: &mut Context, _: &Build) -> Result<ExitCode, CommandError> {
    Ok(ExitCode::SUCCESS)
}
