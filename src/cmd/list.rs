//! `flarebook list`.

use std::process::ExitCode;

use super::{CommandError, Context, output};
use crate::cli::List;
use crate::report::{ListView, list_text};

pub(super) fn run(context: &mut Context, arguments: &List) -> Result<ExitCode, CommandError> {
    let corpus = context.corpus(arguments.rev.as_deref())?;
    let wanted = corpus.incidents.iter().filter(|incident| !arguments.open || !incident.state.status.is_closed());
    let view = ListView::new(wanted);
    let text = if context.json() { output::pretty(&view)? } else { list_text(&view, arguments.open) };
    context.print(&text)?;
    context.warn_of_problems(corpus.problems.len());
    Ok(ExitCode::SUCCESS)
}
