//! `flarebook log` and `flarebook status`: one entry each.

use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context};
use crate::cli::{Log, SetStatus, Writing};
use crate::model::Moment;
use crate::respond::{self, Line};

pub(super) fn run(context: &mut Context, arguments: Log) -> Result<ExitCode, CommandError> {
    let roles = [("lead", arguments.lead), ("comms", arguments.comms)];
    let line = |at, by| Line {
        text: arguments.text.join(" "),
        at,
        by,
        kind: arguments.kind,
        status: None,
        severity: arguments.severity,
        roles: roles.into_iter().filter_map(|(role, person)| Some((role.to_owned(), person?))).collect(),
        public: arguments.public,
        evidence: arguments.evidence,
    };
    append(context, arguments.incident.as_deref(), &arguments.writing, line)
}

pub(super) fn status(context: &mut Context, arguments: &SetStatus) -> Result<ExitCode, CommandError> {
    let line = |at, by| Line {
        text: arguments.text.join(" "),
        at,
        by,
        kind: None,
        status: Some(arguments.state),
        severity: None,
        roles: Vec::new(),
        public: false,
        evidence: Vec::new(),
    };
    append(context, arguments.incident.as_deref(), &arguments.writing, line)
}

fn append(
    context: &mut Context,
    named: Option<&str>,
    writing: &Writing,
    line: impl FnOnce(Moment, Option<String>) -> Line,
) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, named, writing)?;
    let line = line(landing.at, landing.by.clone());
    landing.land(context, &respond::Log { incident, line })?;
    Ok(ExitCode::SUCCESS)
}
