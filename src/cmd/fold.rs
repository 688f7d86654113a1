//! `flarebook fold` and `flarebook unfold`.

use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context};
use crate::cli;
use crate::respond::{Fold, Unfold};

pub(super) fn run(context: &mut Context, arguments: &cli::Fold) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, Some(&arguments.id), &arguments.writing)?;
    landing.land(context, &Fold { incident, force: arguments.force })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn unfold(context: &mut Context, arguments: &cli::Unfold) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, Some(&arguments.id), &arguments.writing)?;
    landing.land(context, &Unfold { incident })?;
    Ok(ExitCode::SUCCESS)
}
