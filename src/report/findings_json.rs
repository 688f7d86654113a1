//! Findings for programs. The format is described in docs/json.md and versioned by `version`.

use serde::Serialize;

use super::places::{Places, Region};
use super::rule::rule_url;
use crate::corpus::Counts;
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::lint::Outcome;
use crate::source::{Position, RepoPath};

/// The version of this format; it grows when a key changes its meaning or goes away.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'d> {
    version: u32,
    findings: Vec<Item<'d>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Summary {
    #[serde(flatten)]
    counts: Counts,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Item<'d> {
    rule: &'static str,
    level: &'static str,
    message: &'d str,
    path: &'d RepoPath,
    start: Point,
    end: Point,
    help: Option<&'d str>,
    url: Option<String>,
    related: Vec<Related<'d>>,
}

#[derive(Serialize)]
struct Related<'d> {
    message: &'d str,
    path: &'d RepoPath,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

impl From<Position> for Point {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column, offset: position.offset }
    }
}

/// The report as JSON, with a line break at the end.
///
/// # Errors
/// Never for real reports; serde_json's signature.
pub fn json(outcome: &Outcome, counts: Counts) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&findings_view(outcome, counts)?)? + "\n")
}

/// The report as a JSON value.
pub(super) fn findings_view(outcome: &Outcome, counts: Counts) -> Result<serde_json::Value, serde_json::Error> {
    let places = Places::new(outcome);
    let findings = outcome.diagnostics.iter().map(|diagnostic| item(diagnostic, &places)).collect();
    let summary = Summary { counts, errors: outcome.count(Level::Error), warnings: outcome.count(Level::Warn) };
    serde_json::to_value(Report { version: VERSION, findings, summary })
}

fn item<'d>(diagnostic: &'d Diagnostic, places: &Places<'_>) -> Item<'d> {
    let Region { start, end, .. } = places.of(&diagnostic.primary);
    Item {
        rule: diagnostic.rule,
        level: diagnostic.level.as_str(),
        message: &diagnostic.message,
        path: &diagnostic.primary.path,
        start: start.into(),
        end: end.into(),
        help: diagnostic.help.as_deref(),
        url: rule_url(diagnostic.rule),
        related: diagnostic.related.iter().map(|label| related(label, places)).collect(),
    }
}

fn related<'d>(label: &'d Label, places: &Places<'_>) -> Related<'d> {
    let Region { start, end, .. } = places.of(label);
    Related { message: &label.text, path: &label.path, start: start.into(), end: end.into() }
}
