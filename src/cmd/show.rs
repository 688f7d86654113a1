//! `flarebook show`.

use std::process::ExitCode;

use super::{CommandError, Context, finding, output};
use crate::cli::Show;
use crate::overview::Wanted;
use crate::report::{BriefView, ShowView, brief_text, show_text};
use crate::respond;

pub(super) fn run(context: &mut Context, arguments: &Show) -> Result<ExitCode, CommandError> {
    let (repository, revision) = (context.repository()?, arguments.rev.as_deref());
    let (mut corpus, id) = finding::incident(&repository, revision, arguments.id.as_deref())?;
    if arguments.brief {
        // Who joins must also know what else is on fire.
        let one = corpus;
        corpus = finding::awake(&repository, revision, Wanted::Open)?;
        corpus.take_over(one);
    }
    let incident = respond::the_incident(&corpus, Some(id.as_str()), None)?;
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
