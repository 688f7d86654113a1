//! `flarebook serve`.

use std::process::ExitCode;

use super::{CommandError, Context};
use crate::cli::Serve;

pub(super) fn run(_: &mut Context, _: &Serve) -> Result<ExitCode, CommandError> {
    Ok(ExitCode::SUCCESS)
}
