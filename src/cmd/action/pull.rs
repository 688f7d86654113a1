//! One change: looked at, judged, said.

use super::job::Job;
use super::talk;
use crate::cmd::{CommandError, Context};
use crate::corpus::{Corpus, INCIDENTS_FOLDER};
use crate::diagnostic::Level;
use crate::gate::{self, Change, Facts, Ladder, Request, Verdict};
use crate::github::{self, GithubError, Write};
use crate::lint::{self, Outcome};
use crate::report::{self, GateReport};
use crate::source::RepoPath;

/// What is judged.
pub(super) enum Subject {
    /// A pull request, by the commit that the forge merged it to, where there is one.
    Pull { number: u64, head: String, base: String },
    /// Two commits.
    Commits { base: String, head: String, fast_forward: bool },
}

/// Where the verdict goes besides log and summary.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// Comment, labels and status of a pull request.
    Pull,
    /// A status only.
    Status,
    /// Nowhere.
    Nowhere,
}

/// Judges, says it, and brings the forge in step.
pub(super) fn judge(
    context: &mut Context,
    job: &Job,
    subject: &Subject,
    place: Where,
) -> Result<Verdict, CommandError> {
    let (base, head, fast_forward) = match subject {
        Subject::Pull { number, head, base } => {
            let (base, head) = job.local.pull_request_range(*number, head, base)?;
            (base, head, false)
        }
        Subject::Commits { base, head, fast_forward } => (base.clone(), head.clone(), *fast_forward),
    };
    let request = Request { base: &base, head: &head, fast_forward, facts: job.facts.clone(), now: context.now() };
    let mut change = Change::load(&job.local, request)?;
    let mut not_run = Vec::new();
    if change.facts.is_none() {
        change.facts = look(context, job, subject, &change, &mut not_run);
    }
    let approvals_are_known = not_run.is_empty();
    if let Some(facts) = &change.facts {
        talk::remember(job, facts);
    }
    change.head.mind(job.local.dated_folders(change.range.head, &RepoPath::root().join(INCIDENTS_FOLDER))?);
    let outcome = findings(job, &change)?;
    let verdict = verdict(&outcome, approvals_are_known);
    not_run.extend(gate::not_looked_at(&change));
    let ladders = gate::ladders(&change);
    let report = GateReport {
        outcome: &outcome,
        counts: gate::counts(&change),
        verdict,
        ladders: &ladders,
        not_run: &not_run,
        base: change.range.base.to_string(),
        head: change.range.head.to_string(),
    };
    talk::report(context, job, &report)?;
    if let Some(plan) = plan(job, subject, place, &report, &change, &ladders) {
        carry_out(context, job, plan)?;
    }
    Ok(verdict)
}

/// Facts from the forge; `None` when it may not be asked.
fn look(context: &Context, job: &Job, subject: &Subject, change: &Change, not_run: &mut Vec<String>) -> Option<Facts> {
    let (forge, home) = job.reach()?;
    let mut facts = Facts::taken(context.now());
    facts.trackers = github::look_at_trackers(forge, &change.head.incidents, &job.server);
    if let Subject::Pull { number, .. } = subject {
        match github::approvals(forge, home, *number) {
            Ok(approvals) => facts.approvals = approvals,
            Err(error) => not_run.push(format!("who approved: {error}")),
        }
    }
    Some(facts)
}

/// The verdict. Where nobody could look who approved, what an approval could settle is unknown and no "no".
fn verdict(outcome: &Outcome, approvals_are_known: bool) -> Verdict {
    const OPEN: [&str; 3] = ["unauthorised-transition", "waiver-not-allowed", "tracker-unknown"];
    let mut errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
    match Verdict::of(outcome) {
        Verdict::Fail if !approvals_are_known && errors.all(|error| OPEN.contains(&error.rule)) => Verdict::Unknown,
        verdict => verdict,
    }
}

/// The gate's findings, and the check's on what changed.
fn findings(job: &Job, change: &Change) -> Result<Outcome, CommandError> {
    let mut outcome = gate::check(change);
    let tops = ["flarebook.yaml", "people.yaml", "components.yaml"];
    let whole = change.files.iter().any(|file| tops.contains(&file.path.as_str()));
    let only: Vec<_> = change.files.iter().map(|file| file.path.clone()).collect();
    if only.is_empty() {
        return Ok(outcome);
    }
    let checked = if whole {
        // A policy or a roster concerns every record.
        lint::check(&Corpus::load(job.local.tree_of(change.range.head)?)?, &[])
    } else if change.head.incidents.is_empty() {
        return Ok(outcome);
    } else {
        lint::check(&change.head, &change.folders())
    };
    outcome.merge(checked);
    Ok(outcome)
}

/// What should be written for a verdict, or why it cannot be said.
fn plan(
    job: &Job,
    subject: &Subject,
    place: Where,
    report: &GateReport<'_>,
    change: &Change,
    ladders: &[Ladder],
) -> Option<Result<Vec<Write>, GithubError>> {
    let (forge, home) = job.reach()?;
    let (number, commit) = match (place, subject) {
        (Where::Nowhere, _) => return None,
        (_, Subject::Pull { number, head, .. }) => (Some(*number), head),
        (_, Subject::Commits { head, .. }) => (None, head),
    };
    let work = || {
        let mut writes = Vec::new();
        if let Some(number) = number {
            writes.extend(github::labels(forge, home, number, ladders, change.policy())?);
            let text = report::gate_markdown(report, github::limit());
            let silent = report.counts.incidents == 0 && report.outcome.count(Level::Error) == 0;
            writes.extend(github::comment(forge, home, number, &text, silent)?);
        }
        let headline = report::headline(report, ToOwned::to_owned);
        writes.extend(github::status(forge, home, commit, report.verdict, &headline, job.run_url.as_deref())?);
        Ok(writes)
    };
    Some(work())
}

/// Prints a plan and, unless only the plan is wanted, carries it out. What cannot be written is said and changes no verdict.
pub(super) fn carry_out(
    context: &mut Context,
    job: &Job,
    plan: Result<Vec<Write>, GithubError>,
) -> Result<Vec<Option<String>>, CommandError> {
    let writes = match plan {
        Ok(writes) => writes,
        Err(error) => {
            talk::warn(context, job, &format!("could not look at what GitHub has, so nothing is written: {error}"))?;
            return Ok(Vec::new());
        }
    };
    let mut seen = Vec::new();
    for write in &writes {
        job.tally.writes.set(job.tally.writes.get() + 1);
        let Some((forge, _)) = job.reach().filter(|_| !job.plan) else {
            talk::say(context, job, &format!("would {write}"))?;
            seen.push(None);
            continue;
        };
        match forge.apply(write) {
            Ok(url) => {
                let place = url.as_ref().map_or_else(String::new, |url| format!(" → {url}"));
                talk::say(context, job, &format!("did {write}{place}"))?;
                seen.push(url);
            }
            Err(error) => {
                let hint = error.hint().map_or_else(String::new, |hint| format!(" ({hint})"));
                talk::warn(context, job, &format!("could not {write}: {error}{hint}"))?;
                seen.push(None);
            }
        }
    }
    Ok(seen)
}
