//! What the gate says: the ladder of each incident, and the verdict in a line.

use std::fmt::Write as _;

use serde::Serialize;

use super::counted;
use super::findings::{ReportError, findings};
use super::findings_human::rendered;
use super::findings_json::findings_view;
use super::findings_markdown::COMMENT_LIMIT;
use super::format::Format;
use super::gate_markdown::gate_markdown;
use crate::corpus::Counts;
use crate::diagnostic::Level;
use crate::gate::{Ladder, StepState, Verdict};
use crate::lint::Outcome;

/// Everything that a gate found out, for every form of report.
pub struct GateReport<'g> {
    /// The findings.
    pub outcome: &'g Outcome,
    /// How much was looked at.
    pub counts: Counts,
    /// The verdict.
    pub verdict: Verdict,
    /// What stands between each incident and its next status.
    pub ladders: &'g [Ladder],
    /// What was not looked at, in words.
    pub not_run: &'g [String],
    /// The commit compared with.
    pub base: String,
    /// The commit looked at.
    pub head: String,
}

/// The report in a format, with a line break at the end; `explain` shows the ladders too, to people.
///
/// # Errors
/// Never for real reports: nothing in them is beyond JSON or XML.
pub fn gate(format: Format, report: &GateReport<'_>, explain: bool, color: bool) -> Result<String, ReportError> {
    Ok(match format {
        Format::Human => human(report, explain, color),
        Format::Json => json(report)?,
        Format::Markdown => gate_markdown(report, COMMENT_LIMIT),
        Format::Sarif | Format::Github | Format::Junit => findings(format, report.outcome, report.counts, color)?,
    })
}

/// The report as text: findings, then, when `explain`, the ladders, then the verdict.
fn human(report: &GateReport<'_>, explain: bool, color: bool) -> String {
    let mut text = rendered(report.outcome, color);
    if explain {
        for ladder in report.ladders {
            text.push_str(&ladder_text(ladder, color));
            text.push('\n');
        }
    }
    let _ = writeln!(text, "{}", closing_line(report));
    text
}

/// The verdict in a line, and how to learn more.
fn closing_line(report: &GateReport<'_>) -> String {
    let (errors, warnings) = (report.outcome.count(Level::Error), report.outcome.count(Level::Warn));
    let found = match (errors, warnings) {
        (0, 0) => "nothing stands in the way".to_owned(),
        (0, _) => counted(warnings, "warning"),
        (_, 0) => counted(errors, "error"),
        _ => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let says = match report.verdict {
        Verdict::Pass => "the gate is open",
        Verdict::Fail => "the gate says no",
        Verdict::Unknown => "the gate could not look",
    };
    let first = report.outcome.diagnostics.first();
    let hint =
        first.map_or_else(String::new, |first| format!("\nMore about a finding: flarebook explain {}", first.rule));
    format!("{} changed: {says}: {found}{hint}", counted(report.counts.incidents, "incident"))
}

/// One incident's steps to its next status.
fn ladder_text(ladder: &Ladder, color: bool) -> String {
    let paint = |code: &str, text: &str| if color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() };
    let mut text = format!("{}\n", paint("1", &ladder_title(ladder)));
    for step in &ladder.steps {
        let (word, code) = match step.state {
            StepState::Done => ("done   ", "32"),
            StepState::Missing => ("MISSING", "1;31"),
            StepState::Waived => ("waived ", "33"),
            StepState::Unknown => ("UNKNOWN", "1;35"),
        };
        let note = if step.note.is_empty() { String::new() } else { format!(": {}", tame(&step.note)) };
        let _ = writeln!(text, "  {}  {}{note}", paint(code, word), tame(&step.label));
        if !step.help.is_empty() {
            let _ = writeln!(text, "           {} {}", paint("36", "→"), tame(&step.help));
        }
    }
    text
}

/// `2026-03-14-login-errors, mitigated → resolved: 2 of 9 steps missing`.
#[must_use]
pub fn ladder_title(ladder: &Ladder) -> String {
    let name = tame(&ladder.incident);
    let Some(to) = ladder.to else { return format!("{name}, {}: nothing more is owed", ladder.status) };
    let way = if ladder.status == to { format!("{to}") } else { format!("{} → {to}", ladder.status) };
    let missing = ladder.count(StepState::Missing) + ladder.count(StepState::Unknown);
    match (missing, ladder.steps.len()) {
        (0, _) => format!("{name}, {way}: every step is done"),
        (missing, all) => format!("{name}, {way}: {missing} of {all} steps missing"),
    }
}

/// Text of a record on one line, without characters that a terminal obeys.
fn tame(text: &str) -> String {
    crate::source::one_line(text)
}

/// The form of the JSON report; described in docs/json.md.
#[derive(Serialize)]
struct View<'g> {
    version: u32,
    verdict: Verdict,
    base: &'g str,
    head: &'g str,
    incidents: &'g [Ladder],
    not_run: &'g [String],
    #[serde(flatten)]
    findings: serde_json::Value,
}

/// The report as JSON, with a line break at the end.
fn json(report: &GateReport<'_>) -> Result<String, serde_json::Error> {
    let mut findings = findings_view(report.outcome, report.counts)?;
    if let Some(map) = findings.as_object_mut() {
        map.shift_remove("version");
    }
    let view = View {
        version: super::findings_json::VERSION,
        verdict: report.verdict,
        base: &report.base,
        head: &report.head,
        incidents: report.ladders,
        not_run: report.not_run,
        findings,
    };
    Ok(serde_json::to_string_pretty(&view)? + "\n")
}

/// The verdict in one sentence, for a headline or a commit status; `quote` sets text of a record apart.
#[must_use]
pub fn headline(report: &GateReport<'_>, quote: impl Fn(&str) -> String) -> String {
    let held: Vec<&Ladder> =
        report.ladders.iter().filter(|ladder| ladder.status == crate::model::Status::Resolved).collect();
    let missing = |ladder: &Ladder| ladder.count(StepState::Missing) + ladder.count(StepState::Unknown);
    match (report.verdict, &held[..], report.counts.incidents) {
        (Verdict::Unknown, ..) => "Could not look at everything the verdict needs; run it again".to_owned(),
        (Verdict::Fail, [one], _) if missing(one) > 0 => {
            let count = missing(one);
            let verb = if count == 1 { "stands" } else { "stand" };
            format!("{} {verb} between {} and resolved", counted(count, "thing"), quote(&one.incident))
        }
        (Verdict::Fail, ..) => format!("The gate says no: {}", counted(report.outcome.count(Level::Error), "error")),
        (Verdict::Pass, _, 0) => "No incident changes here".to_owned(),
        (Verdict::Pass, [one], _) if one.resolves => {
            format!("{} is resolved, with nothing left over", quote(&one.incident))
        }
        (Verdict::Pass, _, count) => format!("{}, and nothing stands in the way", counted(count, "incident")),
    }
}
