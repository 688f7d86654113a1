//! `flarebook log`: one entry, or many with `--from`.

use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context, import};
use crate::cli::{Log, Promise};
use crate::model::{Audience, EntryRecord, Holders, Side};
use crate::respond;

pub(super) fn run(context: &mut Context, arguments: Log) -> Result<ExitCode, CommandError> {
    if arguments.from.from.is_some() {
        let says = EntryRecord {
            kind: arguments.kind,
            audience: arguments.public.then_some(Audience::Public),
            ..EntryRecord::default()
        };
        return import::run(context, &arguments.from, arguments.incident.as_deref(), says, &arguments.writing);
    }
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let next_update = match arguments.next_update {
        Some(Promise::At(said)) => Some(landing.moment(context, said, Side::Future)?),
        Some(Promise::None) | None => None,
    };
    let holder = |person: String| Holders(vec![landing.person(&person)]);
    let roles = [("lead", arguments.lead), ("comms", arguments.comms)];
    let roles = roles.into_iter().filter_map(|(role, person)| Some((role.to_owned(), holder(person?))));
    let says = EntryRecord {
        kind: arguments.kind,
        severity: arguments.severity,
        roles: roles.collect(),
        components: arguments.components.into_iter().collect(),
        audience: arguments.public.then_some(Audience::Public),
        risk: arguments.risk,
        approved_by: arguments.approved_by.map(|person| landing.person(&person)),
        next_update,
        evidence: arguments.evidence,
        ..EntryRecord::default()
    };
    let act = landing.act(incident);
    landing.land(context, &respond::Log { act, text: arguments.text.join(" "), says })?;
    Ok(ExitCode::SUCCESS)
}
