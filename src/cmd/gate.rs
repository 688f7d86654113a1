//! `flarebook gate`.

use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, Context};
use crate::cli::Gate;
use crate::corpus::INCIDENTS_FOLDER;
use crate::gate::{self, Change, Facts, Request, Verdict};
use crate::repo::Repository;
use crate::report::{self, GateReport};
use crate::source::one_line;

pub(super) fn run(context: &mut Context, arguments: &Gate) -> Result<ExitCode, CommandError> {
    let facts = arguments.facts.as_deref().map(facts).transpose()?;
    let request = Request {
        base: &arguments.base,
        head: &arguments.head,
        fast_forward: arguments.fast_forward,
        facts,
        now: context.now(),
    };
    let repository = context.repository()?;
    let change = Change::load(&repository, request)?;
    let outcome = gate::check(&change);
    let (ladders, not_run) = (gate::ladders(&change), gate::not_looked_at(&change));
    let report = GateReport {
        outcome: &outcome,
        counts: gate::counts(&change),
        verdict: Verdict::of(&outcome),
        ladders: &ladders,
        not_run: &not_run,
        base: change.range.base.to_string(),
        head: change.range.head.to_string(),
    };
    let text = report::gate(context.format(), &report, arguments.explain, context.color())?;
    context.print(&text)?;
    say_what_was_not_run(context, &not_run);
    if report.counts.incidents == 0 {
        say_why_nothing(context, arguments, &repository, &change);
    }
    Ok(exit_code(report.verdict))
}

/// Looking at nothing must not look like finding nothing.
fn say_why_nothing(context: &mut Context, arguments: &Gate, repository: &Repository, change: &Change) {
    let (base, head) = (&arguments.base, &arguments.head);
    let (same, contained) = (change.range.base == change.range.head, change.range.fork == change.range.head);
    if same {
        context.hint(&format!(
            "{head} and {base} are the same commit, so there was nothing to judge. Are you on your branch?"
        ));
    } else if contained {
        context.hint(&format!(
            "{base} contains all of {head}, so there was nothing to judge. Are --base and --head the right way round?"
        ));
    }
    let waiting = if head == "HEAD" { repository.uncommitted(INCIDENTS_FOLDER) } else { 0 };
    if waiting > 0 {
        let files = report::counted(waiting, "file");
        context.hint(&format!(
            "{files} below incidents/ not committed, and so not judged: git add incidents && git commit"
        ));
    }
}

/// 0 when it may pass, 1 when not, 2 when nobody could tell.
pub(super) fn exit_code(verdict: Verdict) -> ExitCode {
    ExitCode::from(match verdict {
        Verdict::Pass => 0,
        Verdict::Fail => 1,
        Verdict::Unknown => 2,
    })
}

/// A file of facts.
pub(super) fn facts(path: &Path) -> Result<Facts, CommandError> {
    let text = std::fs::read_to_string(path).map_err(|reason| CommandError::Disk { path: path.to_owned(), reason })?;
    Facts::parse(&text).map_err(|reason| CommandError::Facts { path: path.to_owned(), reason })
}

/// A verdict without the network says what it was made without.
fn say_what_was_not_run(context: &mut Context, not_run: &[String]) {
    const MOST: usize = 5;
    if not_run.is_empty() {
        return;
    }
    context.hint("Not looked at (pass --facts; the Action looks by itself), so the record's own word counts:");
    for what in not_run.iter().take(MOST) {
        context.hint(&format!("  {}", one_line(what)));
    }
    if not_run.len() > MOST {
        context.hint(&format!("  … and {} more", not_run.len() - MOST));
    }
}
