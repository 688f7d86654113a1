//! `flarebook explain` and `flarebook rules`.

use std::fmt::Write as _;
use std::process::ExitCode;

use serde::Serialize;

use super::{CommandError, Context, output};
use crate::cli::Explain;
use crate::diagnostic::{Level, RuleInfo};
use crate::gate::{all_rules, find_info};
use crate::source::did_you_mean;

#[derive(Serialize)]
struct RuleView {
    id: &'static str,
    level: &'static str,
    summary: &'static str,
    documentation: String,
}

impl RuleView {
    fn new(info: &RuleInfo) -> Self {
        Self { id: info.id, level: level(info.level), summary: info.summary, documentation: info.markdown() }
    }
}

/// As the policy writes it.
const fn level(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

pub(super) fn run(context: &mut Context, arguments: &Explain) -> Result<ExitCode, CommandError> {
    let rule = find_info(&arguments.rule).ok_or_else(|| unknown(&arguments.rule))?;
    let view = RuleView::new(rule);
    let text = if context.json() {
        output::pretty(&view)?
    } else {
        format!("{}: {} ({})\n\n{}\n", view.id, view.summary, view.level, view.documentation)
    };
    context.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str) -> CommandError {
    let near = did_you_mean(name, all_rules().into_iter().map(|rule| rule.id));
    let hint =
        near.map_or_else(|| "`flarebook rules` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    CommandError::Unknown { what: "rule", name: name.to_owned(), hint }
}

pub(super) fn rules(context: &mut Context) -> Result<ExitCode, CommandError> {
    let views: Vec<RuleView> = all_rules().into_iter().map(RuleView::new).collect();
    if context.json() {
        context.print(&output::pretty(&serde_json::json!({ "version": 1, "rules": views }))?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let widest = views.iter().map(|view| view.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for view in &views {
        let _ = writeln!(text, "{:<widest$}  {:<5}  {}", view.id, view.level, view.summary);
    }
    context.print(&text)?;
    context.hint("\nMore about one: flarebook explain RULE. Change levels in flarebook.yaml under `rules:`.");
    Ok(ExitCode::SUCCESS)
}
