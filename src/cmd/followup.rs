//! `flarebook followup`: what must change, and what became of it.

use std::process::ExitCode;

use super::landing::{Landing, refuse_time};
use super::{CommandError, Context, output};
use crate::cli::{AddFollowup, FollowupDeed, FollowupSet, Followups, ListFollowups, PickFollowup};
use crate::report::{FollowupList, followups_text};
use crate::respond::{self, ChangeFollowup, Facts, Pick, Step};

pub(super) fn run(context: &mut Context, arguments: Followups) -> Result<ExitCode, CommandError> {
    match arguments.deed {
        FollowupDeed::Add(arguments) => add(context, arguments),
        FollowupDeed::List(arguments) => list(context, &arguments),
        FollowupDeed::Start(pick) => change(context, &pick, |_| Step::Start),
        FollowupDeed::Done(done) => change(context, &done.pick, |_| Step::Done { evidence: done.evidence }),
        FollowupDeed::Drop(drop) => {
            change(context, &drop.pick, |landing| Step::Drop { reason: drop.reason.join(" "), by: landing.by.clone() })
        }
        FollowupDeed::Move(moved) => change(context, &moved.pick, |_| Step::Move { to: moved.to }),
        FollowupDeed::Duplicate(twin) => change(context, &twin.pick, |_| Step::Duplicate { of: twin.of }),
        FollowupDeed::Waive(waive) => change(context, &waive.pick, |landing| Step::Waive {
            reason: waive.reason.join(" "),
            by: landing.by.clone(),
            until: waive.until,
        }),
        FollowupDeed::Set(set) => {
            let (pick, facts) = facts(set);
            change(context, &pick, |landing| {
                let owner = facts.owner.as_deref().map(|owner| landing.person(owner));
                Step::Set(Facts { owner, ..facts })
            })
        }
    }
}

/// The way out of `--at`.
const NO_TIME: &str = "leave it out; the day by which it is to be settled is --due";

fn add(context: &mut Context, arguments: AddFollowup) -> Result<ExitCode, CommandError> {
    refuse_time(&arguments.writing, NO_TIME)?;
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let operation = respond::AddFollowup {
        incident,
        title: arguments.title.join(" "),
        kind: arguments.kind,
        owner: arguments.owner.map(|owner| landing.person(&owner)),
        due: arguments.due,
        tracker: arguments.tracker,
        blocking: !arguments.no_blocking,
        note: arguments.note,
    };
    landing.land(context, &operation)?;
    Ok(ExitCode::SUCCESS)
}

fn facts(set: FollowupSet) -> (PickFollowup, Facts) {
    let facts = Facts {
        title: set.title,
        kind: set.kind,
        owner: set.owner,
        due: set.due,
        tracker: set.tracker,
        blocking: set.blocking,
        note: set.note,
        clear: set.clear,
    };
    (set.pick, facts)
}

fn change(
    context: &mut Context,
    arguments: &PickFollowup,
    step: impl FnOnce(&Landing) -> Step,
) -> Result<ExitCode, CommandError> {
    refuse_time(&arguments.writing, NO_TIME)?;
    let pick = Pick::new(&arguments.name);
    let named = arguments.incident.as_deref().or(pick.incident.as_deref());
    let (landing, incident) = Landing::on_incident(context, named, &arguments.writing)?;
    let step = step(&landing);
    landing.land(context, &ChangeFollowup { incident, pick, step })?;
    Ok(ExitCode::SUCCESS)
}

fn list(context: &mut Context, arguments: &ListFollowups) -> Result<ExitCode, CommandError> {
    let corpus = context.corpus(arguments.rev.as_deref())?;
    let only = arguments.incident.as_deref();
    let only = only.map(|name| respond::the_incident(&corpus, Some(name), None)).transpose()?;
    let incidents = corpus.incidents.iter().filter(|incident| only.is_none_or(|only| only.id == incident.id));
    let view = FollowupList::new(incidents, context.today(), |followup, settlement| {
        let owner = arguments.owner.as_deref();
        (arguments.all || !followup.is_settled())
            && (!arguments.overdue || settlement == crate::model::Settlement::Overdue)
            && owner.is_none_or(|owner| followup.record.owner.as_deref() == Some(owner))
    });
    let text = if context.json() { output::pretty(&view)? } else { followups_text(&view) };
    context.print(&text)?;
    context.warn_of_problems(corpus.problems.len());
    Ok(ExitCode::SUCCESS)
}
