//! `flarebook declare`.

use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context};
use crate::cli::Declare;
use crate::corpus::Corpus;
use crate::respond::{Declaration, Scope};

pub(super) fn run(context: &mut Context, arguments: Declare) -> Result<ExitCode, CommandError> {
    let landing = Landing::on_record(context, Scope::Everything, &arguments.writing)?;
    let declaration = Declaration {
        title: arguments.title.join(" "),
        at: landing.at,
        by: landing.by.clone(),
        severity: arguments.severity,
        components: arguments.components,
        kind: arguments.kind,
        visibility: arguments.visibility,
        lead: arguments.lead,
        comms: arguments.comms,
    };
    let outcome = landing.land(context, &declaration)?;
    if let (false, Some(id)) = (landing.is_dry_run(), &outcome.incident) {
        context.hint(&advice(&landing.corpus, &declaration, id.as_str()));
    }
    Ok(ExitCode::SUCCESS)
}

/// What a responder needs to know in the first minute, and what to do next.
fn advice(corpus: &Corpus, declaration: &Declaration, id: &str) -> String {
    let mut lines = vec![String::new(), format!("Incident {id} is open.")];
    lines.push(match &declaration.lead {
        Some(lead) => format!("{} leads.", corpus.person_name(lead)),
        None => "Nobody leads yet. Who will? flarebook log \"I lead\" --lead PERSON".to_owned(),
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
    let others = corpus.incidents.iter().filter(|other| !other.state.status.is_closed());
    for other in others.rev().take(MOST_OTHERS) {
        lines.push(format!("Also open: {} ({}). Is it the same?", other.id, one_line(other.title())));
    }
    lines.push("Next: flarebook log \"What you see\"".to_owned());
    lines.push("Others see it once it is committed and pushed: git add incidents && git commit && git push".to_owned());
    lines.join("\n")
}

/// Other open incidents that are named; more would bury the rest.
const MOST_OTHERS: usize = 3;

fn one_line(title: &str) -> String {
    title.chars().filter(|c| !c.is_control()).take(80).collect()
}
