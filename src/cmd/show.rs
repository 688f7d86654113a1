//! `flarebook show`.

use std::process::ExitCode;

use super::{CommandError, Context, output};
use crate::cli::Show;
use crate::report::{BriefView, ShowView, brief_text, show_text};
use crate::respond;

pub(super) fn run(context: &mut Context, arguments: &Show) -> Result<ExitCode, CommandError> {
    let corpus = context.corpus(arguments.rev.as_deref())?;
    let branch = context.repository()?.branch();
    let incident = respond::the_incident(&corpus, arguments.id.as_deref(), branch.as_deref())?;
    let text = if arguments.brief {
        let view = BriefView::new(&corpus, incident, context.now());
        if context.json() { output::pretty(&view)? } else { brief_text(&view, &corpus) }
    } else {
        let view = ShowView::new(incident, context.today());
        if context.json() { output::pretty(&view)? } else { show_text(&view, &corpus) }
    };
    context.print(&text)?;
    context.warn_of_problems(corpus.problems.len());
    Ok(ExitCode::SUCCESS)
}
