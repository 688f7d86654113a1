//! `flarebook update` and `flarebook sitrep`.

use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context};
use crate::cli::{Promise, Sitrep, Update};
use crate::model::Side;
use crate::respond::{self, NextUpdate};

pub(super) fn update(context: &mut Context, arguments: &Update) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let next = match arguments.next_update {
        None => NextUpdate::Cadence,
        Some(Promise::None) => NextUpdate::None,
        Some(Promise::At(said)) => NextUpdate::At(landing.moment(context, said, Side::Future)?),
    };
    let (act, text) = (landing.act(incident), arguments.text.join(" "));
    landing.land(context, &respond::Update { act, text, public: !arguments.internal, next })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn sitrep(context: &mut Context, arguments: &Sitrep) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let (act, text) = (landing.act(incident), arguments.text.join(" "));
    landing.land(context, &respond::Sitrep { act, text })?;
    Ok(ExitCode::SUCCESS)
}
