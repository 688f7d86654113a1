//! `flarebook correct` and `flarebook set`: what is written already, put right.

use std::process::ExitCode;

use super::landing::{Landing, refuse_time};
use super::{CommandError, Context};
use crate::cli;
use crate::model::{Side, TimeExpression};
use crate::respond::{self, ChangeFacts, SetFacts};

pub(super) fn run(context: &mut Context, arguments: cli::Correct) -> Result<ExitCode, CommandError> {
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let operation = respond::Correct {
        act: landing.act(incident),
        entry: arguments.entry,
        text: arguments.text.join(" "),
        status: arguments.status,
        severity: arguments.severity,
    };
    landing.land(context, &operation)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn set(context: &mut Context, arguments: cli::Set) -> Result<ExitCode, CommandError> {
    refuse_time(&arguments.writing, "the times of the impact are --started-at, --ended-at and --detected-at")?;
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let mut time =
        |said: Option<TimeExpression>| said.map(|said| landing.moment(context, said, Side::Past)).transpose();
    let (started_at, ended_at) = (time(arguments.started_at)?, time(arguments.ended_at)?);
    let detected_at = time(arguments.detected_at)?;
    let facts = SetFacts {
        title: arguments.title,
        summary: arguments.summary,
        public_title: arguments.public_title,
        public_summary: arguments.public_summary,
        kind: arguments.kind,
        visibility: arguments.visibility,
        components: arguments.components,
        tags: arguments.tags,
        factors: arguments.factors,
        no_components: arguments.no_components,
        no_tags: arguments.no_tags,
        no_factors: arguments.no_factors,
        started_at,
        ended_at,
        impact: arguments.impact,
        customers: arguments.customers,
        detected_at,
        detected_by: arguments.detected_by,
        caused_by: arguments.caused_by,
        duplicate_of: arguments.duplicate_of,
        links: arguments.links,
        clear: arguments.clear,
    };
    landing.land(context, &ChangeFacts { incident, facts })?;
    Ok(ExitCode::SUCCESS)
}
