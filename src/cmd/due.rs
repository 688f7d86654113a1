//! `flarebook due`.

use std::process::ExitCode;

use jiff::ToSpan as _;

use super::{CommandError, Context, finding, output, zone};
use crate::cli::Due;
use crate::model::Day;
use crate::overview::{self, Wanted};
use crate::report::{DueView, due_text};

pub(super) fn run(context: &mut Context, arguments: &Due) -> Result<ExitCode, CommandError> {
    let repository = context.repository()?;
    let revision = arguments.rev.as_deref();
    let corpus = match arguments.incident.as_deref() {
        Some(named) => finding::incident(&repository, revision, Some(named))?.0,
        None => {
            // It may be tomorrow already where the team is, which the policy says that is yet to be read.
            let tomorrow = context.today().0.saturating_add(1.day());
            finding::awake(&repository, revision, Wanted::Owing(Day(tomorrow)))?
        }
    };
    let mut debts = overview::of_all(&corpus.incidents, &corpus.policy, zone::today(context, &corpus));
    debts.retain(|debt| debt.late || !arguments.late);
    let view = DueView::new(&debts, &corpus, context.moment());
    let text = if context.json() { output::pretty(&view)? } else { due_text(&view, &corpus) };
    context.print(&text)?;
    context.warn_of_problems(corpus.problems.len());
    Ok(ExitCode::from(u8::from(view.overdue() > 0)))
}
