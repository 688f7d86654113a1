//! `flarebook due`.

use std::process::ExitCode;

use super::{CommandError, Context, output, zone};
use crate::cli::Due;
use crate::overview;
use crate::report::{DueView, due_text};
use crate::respond;

pub(super) fn run(context: &mut Context, arguments: &Due) -> Result<ExitCode, CommandError> {
    let corpus = context.corpus(arguments.rev.as_deref())?;
    let only = arguments.incident.as_deref().map(|id| respond::the_incident(&corpus, Some(id), None)).transpose()?;
    let mut debts = overview::of_all(&corpus.incidents, &corpus.policy, zone::today(context, &corpus));
    debts.retain(|debt| only.is_none_or(|only| only.id == debt.incident.id) && (debt.late || !arguments.late));
    let view = DueView::new(&debts, &corpus, context.moment());
    let text = if context.json() { output::pretty(&view)? } else { due_text(&view, &corpus) };
    context.print(&text)?;
    context.warn_of_problems(corpus.problems.len());
    Ok(ExitCode::from(u8::from(view.overdue() > 0)))
}
