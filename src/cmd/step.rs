//! `flarebook status` and its short forms, `flarebook review` and `flarebook pir`: where the incident stands, and what comes after.

use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context};
use crate::cli::{Cancel, Pir, Reopen, Review, SetStatus, Step, Writing};
use crate::model::Status;
use crate::respond;

/// A change of status as it was asked for.
struct Wanted<'a> {
    incident: Option<&'a str>,
    to: Status,
    text: String,
    public: bool,
    duplicate_of: Option<String>,
    writing: &'a Writing,
}

pub(super) fn status(context: &mut Context, arguments: &SetStatus) -> Result<ExitCode, CommandError> {
    let SetStatus { state, text, public, incident, writing } = arguments;
    let (incident, text) = (incident.as_deref(), text.join(" "));
    go(context, Wanted { incident, to: *state, text, public: *public, duplicate_of: None, writing })
}

pub(super) fn run(context: &mut Context, arguments: &Step, to: Status) -> Result<ExitCode, CommandError> {
    let Step { text, public, incident, writing } = arguments;
    let (incident, text) = (incident.as_deref(), text.join(" "));
    go(context, Wanted { incident, to, text, public: *public, duplicate_of: None, writing })
}

pub(super) fn cancel(context: &mut Context, arguments: &Cancel) -> Result<ExitCode, CommandError> {
    let Cancel { reason, duplicate_of, public, incident, writing } = arguments;
    let text = reason.clone().unwrap_or_default();
    if duplicate_of.is_none() && text.trim().is_empty() {
        return Err(respond::RespondError::Empty("the reason").into());
    }
    let (incident, duplicate_of) = (incident.as_deref(), duplicate_of.clone());
    go(context, Wanted { incident, to: Status::Cancelled, text, public: *public, duplicate_of, writing })
}

pub(super) fn reopen(context: &mut Context, arguments: &Reopen) -> Result<ExitCode, CommandError> {
    let Reopen { id, reason, public, incident, writing } = arguments;
    let incident = id.as_deref().or(incident.as_deref());
    if reason.trim().is_empty() {
        return Err(respond::RespondError::Empty("the reason").into());
    }
    let text = reason.clone();
    go(context, Wanted { incident, to: Status::Investigating, text, public: *public, duplicate_of: None, writing })
}

fn go(context: &mut Context, wanted: Wanted<'_>) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, wanted.incident, wanted.writing)?;
    let Wanted { to, text, public, duplicate_of, .. } = wanted;
    let act = landing.act(incident);
    landing.land(context, &respond::SetStatus { act, to, text, public, duplicate_of })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn review(context: &mut Context, arguments: &Review) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let note = Some(arguments.note.join(" ")).filter(|note| !note.trim().is_empty());
    let act = landing.act(incident);
    landing.land(context, &respond::HoldReview { act, outcome: arguments.outcome, note })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn pir(context: &mut Context, arguments: &Pir) -> Result<ExitCode, CommandError> {
    let named = arguments.id.as_deref().or(arguments.incident.as_deref());
    let (landing, incident) = Landing::on_incident(context, named, &arguments.writing)?;
    landing.land(context, &respond::DraftPir { act: landing.act(incident) })?;
    Ok(ExitCode::SUCCESS)
}
