//! `flarebook declare`.

use std::process::ExitCode;

use super::{CommandError, Context, log};
use crate::cli::Declare;
use crate::corpus::Corpus;
use crate::respond::{self, Declaration};

pub(super) fn run(context: &mut Context, arguments: Declare) -> Result<ExitCode, CommandError> {
    let repository = context.repository()?;
    let corpus = context.corpus(None)?;
    let by = log::author(&corpus, &repository, arguments.writing.by);
    let declaration = Declaration {
        title: arguments.title,
        at: arguments.writing.at.unwrap_or_else(|| context.moment()),
        by,
        severity: arguments.severity,
        components: arguments.components,
        kind: arguments.kind,
        visibility: arguments.visibility,
        lead: arguments.lead,
        comms: arguments.comms,
    };
    let (id, files) = respond::declare(&corpus, &declaration)?;
    log::write(context, &repository, &files, arguments.writing.dry_run)?;
    if !arguments.writing.dry_run {
        context.hint(&advice(&corpus, &declaration, id.as_str()));
    }
    Ok(ExitCode::SUCCESS)
}

/// What a responder needs to know in the first minute, and what to do next.
fn advice(corpus: &Corpus, declaration: &Declaration, id: &str) -> String {
    let mut lines = vec![String::new(), format!("Incident {id} is open.")];
    lines.push(match &declaration.lead {
        Some(lead) => format!("{} leads.", corpus.person_name(lead)),
        None => {
            "Nobody leads yet. Who will? (give --lead PERSON when declaring, or say so in the next entry's `roles:`)"
                .to_owned()
        }
    });
    if declaration.severity.is_none() {
        let known: Vec<&str> = corpus.policy.severities.iter().map(|severity| severity.id.as_str()).collect();
        lines.push(format!("The severity is pending; that is fine. ({})", known.join(", ")));
    }
    let component_actions = declaration
        .components
        .iter()
        .filter_map(|id| corpus.components.get(id))
        .flat_map(|component| &component.safe_actions);
    let safe: Vec<&str> = corpus.policy.safe_actions.iter().chain(component_actions).map(String::as_str).collect();
    if !safe.is_empty() {
        lines.push(format!("Safe to do without asking: {}.", safe.join("; ")));
    }
    for runbook in declaration
        .components
        .iter()
        .filter_map(|id| corpus.components.get(id))
        .flat_map(|component| &component.runbooks)
    {
        lines.push(format!("Runbook: {runbook}"));
    }
    lines.push("Next: flarebook log \"What you see\"".to_owned());
    lines.join("\n")
}
