//! `flarebook assign`, `handover` and `ack`: who does what.

use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context};
use crate::cli::{Ack, Assign, Handover};
use crate::respond;

/// The word that hands a role back.
const NOBODY: &str = "-";

pub(super) fn run(context: &mut Context, arguments: &Assign) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let people = arguments.people.iter().filter(|person| *person != NOBODY);
    let people = people.map(|person| landing.person(person)).collect();
    let assign = respond::Assign {
        act: landing.act(incident),
        role: arguments.role.clone(),
        people,
        beside: arguments.add,
        text: arguments.note.clone().unwrap_or_default(),
    };
    landing.land(context, &assign)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn handover(context: &mut Context, arguments: &Handover) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let (act, to) = (landing.act(incident), vec![landing.person(&arguments.to)]);
    landing.land(context, &respond::Handover { act, to, text: arguments.text.join(" ") })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn ack(context: &mut Context, arguments: &Ack) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let acknowledge = respond::Acknowledge {
        act: landing.act(incident),
        entry: arguments.handover.clone(),
        roles: arguments.roles.clone(),
        text: arguments.text.join(" "),
    };
    landing.land(context, &acknowledge)?;
    Ok(ExitCode::SUCCESS)
}
