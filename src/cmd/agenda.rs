//! `flarebook agenda`.

use std::process::ExitCode;

use super::{CommandError, Context, output, zone};
use crate::cli::Agenda;
use crate::report::{AgendaView, agenda_markdown};

pub(super) fn run(context: &mut Context, arguments: &Agenda) -> Result<ExitCode, CommandError> {
    let corpus = context.corpus(arguments.rev.as_deref())?;
    let view = AgendaView::new(&corpus, zone::today(context, &corpus), arguments.days);
    let text = if context.json() { output::pretty(&view)? } else { agenda_markdown(&view, &corpus) };
    context.print(&text)?;
    context.warn_of_problems(corpus.problems.len());
    Ok(ExitCode::SUCCESS)
}
