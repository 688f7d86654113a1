//! What a run says: to the log, to the step's summary, to the outputs. Text of records and of the event is never obeyed by the runner.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use super::job::Job;
use crate::cmd::{CommandError, Context};
use crate::gate::{FACTS_VERSION, Facts, Verdict};
use crate::report::{self, Format, GateReport, SUMMARY_LIMIT};
use crate::source::one_line;

/// Things that were not looked at and are named in the log; the summary names more.
const MOST_NOT_RUN: usize = 10;

/// One line of progress.
pub(super) fn say(context: &mut Context, _: &Job, text: &str) -> Result<(), CommandError> {
    context.print(&format!("flarebook: {}\n", one_line(text)))
}

/// Something that did not work and does not change the verdict.
pub(super) fn warn(context: &mut Context, job: &Job, text: &str) -> Result<(), CommandError> {
    if !job.in_workflow {
        return say(context, job, text);
    }
    let escaped = one_line(text).replace('%', "%25").replace("##[", "#\u{200b}#[");
    context.print_commands(&format!("::warning title=Flarebook::{escaped}\n"))
}

/// What is judged, and what is not looked at.
pub(super) fn where_from(context: &mut Context, job: &Job) -> Result<(), CommandError> {
    let Some(why) = &job.why_no_forge else { return Ok(()) };
    let plan = if job.plan { ", so there is no plan" } else { "" };
    say(context, job, &format!("GitHub is not asked{plan}: {why}"))
}

/// The findings: as annotations in a workflow, else for people; and the whole report into the step's summary.
pub(super) fn report(context: &mut Context, job: &Job, report: &GateReport<'_>) -> Result<(), CommandError> {
    let (outcome, counts) = (report.outcome, report.counts);
    if job.in_workflow {
        context.print_commands(&report::findings(Format::Github, outcome, counts, false)?)?;
    } else {
        context.print(&report::gate(Format::Human, report, true, context.color())?)?;
    }
    for what in report.not_run.iter().take(MOST_NOT_RUN) {
        say(context, job, &format!("not looked at: {what}"))?;
    }
    summary(job, &report::gate_markdown(report, SUMMARY_LIMIT / 2))?;
    let count = |level| outcome.count(level);
    job.tally.errors.set(job.tally.errors.get() + count(crate::diagnostic::Level::Error));
    job.tally.warnings.set(job.tally.warnings.get() + count(crate::diagnostic::Level::Warn));
    Ok(())
}

/// Adds to the step's summary.
pub(super) fn summary(job: &Job, text: &str) -> Result<(), CommandError> {
    job.files.summary.as_deref().map_or(Ok(()), |path| append(path, text))
}

/// Remembers facts, to be kept with the run.
pub(super) fn remember(job: &Job, facts: &Facts) {
    let mut all = job.tally.facts.borrow_mut();
    match all.as_mut() {
        None => *all = Some(facts.clone()),
        Some(all) => {
            all.trackers.extend(facts.trackers.clone());
            all.approvals.extend(facts.approvals.clone());
        }
    }
}

/// The outputs of the step, and the file of facts.
pub(super) fn outputs(context: &mut Context, job: &Job, verdict: Verdict) -> Result<(), CommandError> {
    let facts = job.tally.facts.borrow();
    let mut lines = format!(
        "verdict={}\nerrors={}\nwarnings={}\nplan={}\n",
        verdict.as_str(),
        job.tally.errors.get(),
        job.tally.warnings.get(),
        job.tally.writes.get()
    );
    if let Some(folder) = &job.files.temporary {
        // Also when nobody looked: then the verdict rests on the record alone, and that is worth keeping too.
        let nothing = Facts { version: FACTS_VERSION, ..Facts::default() };
        let facts = facts.as_ref().unwrap_or(&nothing);
        let path = folder.join("flarebook-facts.json");
        let text = super::super::output::pretty(facts)?;
        std::fs::write(&path, text).map_err(|reason| CommandError::Disk { path: path.clone(), reason })?;
        lines.push_str(&format!("facts={}\n", path.display()));
    }
    if let Some(path) = &job.files.output {
        append(path, &lines)?;
    }
    say(context, job, &format!("verdict: {}", verdict.as_str()))
}

fn append(path: &Path, text: &str) -> Result<(), CommandError> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|reason| CommandError::Disk { path: path.to_owned(), reason })
}
