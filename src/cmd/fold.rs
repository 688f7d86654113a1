//! `flarebook fold` and `flarebook unfold`.

use std::process::ExitCode;

use super::landing::{Landing, refuse_time};
use super::{CommandError, Context};
use crate::cli;
use crate::respond::{Fold, Unfold};

pub(super) fn run(context: &mut Context, arguments: &cli::Fold) -> Result<ExitCode, CommandError> {
    refuse_time(&arguments.writing, "leave it out")?;
    let (landing, incident) = Landing::on_incident(context, Some(&arguments.id), &arguments.writing)?;
    landing.land(context, &Fold { incident, force: arguments.force })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn unfold(context: &mut Context, arguments: &cli::Unfold) -> Result<ExitCode, CommandError> {
    refuse_time(&arguments.writing, "leave it out")?;
    let (landing, incident) = Landing::on_incident(context, Some(&arguments.id), &arguments.writing)?;
    landing.land(context, &Unfold { incident })?;
    Ok(ExitCode::SUCCESS)
}
