//! `flarebook action`: an event in, a verdict out, and the forge brought in step.

mod job;
mod pull;
mod reported;
mod talk;
mod upkeep;

use std::process::ExitCode;

use super::{CommandError, Context};
use crate::cli::Action;
use crate::gate::Verdict;
use crate::github::Event;
use job::Job;
use pull::{Subject, Where};

pub(super) fn run(context: &mut Context, arguments: &Action) -> Result<ExitCode, CommandError> {
    let job = Job::from(context, arguments)?;
    talk::where_from(context, &job)?;
    match job.event.clone() {
        Event::PullRequest(pull) if pull.is_open => {
            let verdict = pull::judge(
                context,
                &job,
                &Subject::Pull { number: pull.number, head: pull.head, base: pull.base },
                Where::Pull,
            )?;
            finish(context, &job, verdict)
        }
        Event::PullRequest(pull) => nothing(context, &job, &format!("#{} is closed", pull.number)),
        Event::MergeGroup { base, head } => {
            let verdict =
                pull::judge(context, &job, &Subject::Commits { base, head, fast_forward: false }, Where::Status)?;
            finish(context, &job, verdict)
        }
        Event::Push { branch, default_branch, .. } if branch != default_branch => {
            nothing(context, &job, &format!("{branch} is not the default branch"))
        }
        Event::Push { before, after: Some(after), branch, .. } => {
            let verdict = match before {
                Some(base) => {
                    let subject = Subject::Commits { base, head: after.clone(), fast_forward: true };
                    pull::judge(context, &job, &subject, Where::Nowhere)?
                }
                None => Verdict::Pass,
            };
            upkeep::follow_ups(context, &job, &after, &branch)?;
            finish(context, &job, verdict)
        }
        Event::Push { after: None, branch, .. } => nothing(context, &job, &format!("{branch} was deleted")),
        Event::Reported(report) => {
            let verdict = reported::declare(context, &job, &report)?;
            finish(context, &job, verdict)
        }
        Event::LookAgain => {
            let verdict = upkeep::look_again(context, &job)?;
            finish(context, &job, verdict)
        }
        Event::Other(why) => nothing(context, &job, &why),
    }
}

/// An event that calls for nothing passes.
fn nothing(context: &mut Context, job: &Job, why: &str) -> Result<ExitCode, CommandError> {
    talk::say(context, job, why)?;
    finish(context, job, Verdict::Pass)
}

fn finish(context: &mut Context, job: &Job, verdict: Verdict) -> Result<ExitCode, CommandError> {
    talk::outputs(context, job, verdict)?;
    Ok(super::gate::exit_code(verdict))
}
