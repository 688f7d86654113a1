//! `flarebook show`.

use std::process::ExitCode;

use super::{CommandError, Context, output};
use crate::cli::Show;
use crate::report::{ShowView, show_text};
use crate::respond;

pub(super) fn run(context: &mut Context, arguments: &Show) -> Result<ExitCode, CommandError> {
    let corpus = context.corpus(arguments.rev.as_deref())?;
    let incident = respond::the_incident(&corpus, Some(&arguments.id), None)?;
    let view = ShowView::new(incident, context.today());
    let text = if context.json() { output::pretty(&view)? } else { show_text(&view, &corpus) };
    context.print(&text)?;
    context.warn_of_problems(corpus.problems.len());
    Ok(ExitCode::SUCCESS)
}
