//! What the gate says, as the comment on a pull request and the summary of a step.
//!
//! Who leads and whom to ask, then every step to the next status with what to do about the missing ones, then the findings. Text of a record
//! stands in code spans, as in [`super::findings_markdown`].

use std::fmt::Write as _;

use super::counted;
use super::findings_markdown::{code_span, list_but, words};
use super::gate::{GateReport, headline};
use crate::gate::{Ladder, Rung, StepState, Verdict};
use crate::model::Status;

/// Steps of one incident that are written out.
const MOST_STEPS: usize = 40;

/// Bytes kept for the findings and the closing lines.
const KEPT: usize = 12_000;

/// The report as Markdown of at most `limit` bytes.
#[must_use]
pub fn gate_markdown(report: &GateReport<'_>, limit: usize) -> String {
    let mark = match report.verdict {
        Verdict::Pass => "✅",
        Verdict::Fail => "❌",
        Verdict::Unknown => "❔",
    };
    let mut text = format!("### {mark} {}\n", headline(report, code_span));
    let mut left_out = 0;
    for ladder in report.ladders {
        let section = section(ladder);
        if text.len() + section.len() + KEPT > limit {
            left_out += 1;
        } else {
            text.push_str(&section);
        }
    }
    if left_out > 0 {
        let _ = writeln!(
            text,
            "\n**{} did not fit here.** `--explain` shows them all.",
            counted(left_out, "more incident")
        );
    }
    let closing = closing(report);
    // What a step says already is not said twice.
    let steps = report.ladders.iter().flat_map(|ladder| &ladder.steps).filter(|step| step.state != StepState::Done);
    let told: Vec<&str> = steps.map(|step| step.rule).chain(["tracker-unknown", ""]).collect();
    let rest = limit.saturating_sub(text.len() + closing.len() + 100);
    let findings = list_but(report.outcome, if left_out > 0 { &[] } else { &told }, rest);
    if !findings.is_empty() && !report.outcome.diagnostics.is_empty() {
        let _ = write!(text, "\n### Place by place\n{findings}");
    }
    text.push_str(&closing);
    text
}

fn section(ladder: &Ladder) -> String {
    let mut text = format!("\n#### {}\n\n", words(&ladder.title));
    let _ = writeln!(text, "{}", standing(ladder));
    if ladder.steps.is_empty() {
        return text;
    }
    if let Some(to) = ladder.to {
        let _ = writeln!(text, "\n**Steps to {to}**\n");
    }
    // What is to be done comes first; what is done unfolds.
    let (open, done): (Vec<&Rung>, Vec<&Rung>) = ladder.steps.iter().partition(|step| step.state != StepState::Done);
    for step in open.iter().take(MOST_STEPS) {
        text.push_str(&rung(step));
    }
    if open.len() > MOST_STEPS {
        let _ = writeln!(text, "- … and {}", counted(open.len() - MOST_STEPS, "more step"));
    }
    if !done.is_empty() {
        let _ = writeln!(text, "\n<details>\n<summary>{} done</summary>\n", counted(done.len(), "step"));
        done.iter().take(MOST_STEPS).for_each(|step| text.push_str(&rung(step)));
        text.push_str("\n</details>\n");
    }
    text
}

/// Where the incident stands and who is who: `P1 · mitigated · lead Mary Okafor · questions to Josh Tanaka`.
fn standing(ladder: &Ladder) -> String {
    let severity = ladder.severity.as_deref().map_or_else(|| "severity pending".to_owned(), words);
    let status = match ladder.before {
        Some(before) if before != ladder.status => format!("{before} → **{}**", ladder.status),
        _ => format!("**{}**", ladder.status),
    };
    let mut parts = vec![code_span(&ladder.incident), severity, status];
    for role in &ladder.roles {
        let names: Vec<String> = role.held_by.iter().map(|name| words(name)).collect();
        let who = if names.is_empty() { "**nobody yet**".to_owned() } else { names.join(", ") };
        let name = words(if role.name.is_empty() { &role.id } else { &role.name });
        // Questions have one address: whoever communicates.
        let ask = if role.id == "comms" && !names.is_empty() { " (questions go there)" } else { "" };
        parts.push(format!("{name}: {who}{ask}"));
    }
    parts.join(" · ")
}

fn rung(step: &Rung) -> String {
    let mark = match step.state {
        StepState::Done => "✅",
        StepState::Missing => "❌",
        StepState::Waived => "🟡",
        StepState::Unknown => "❔",
    };
    let mut text = format!("- {mark} {}", step.pattern.replacen("{}", &code_span(&step.subject), 1));
    if step.state == StepState::Waived {
        text.push_str(", waived");
    }
    if !step.note.is_empty() {
        let _ = write!(text, ": {}", words(&step.note));
    }
    if !step.help.is_empty() {
        let _ = write!(text, "<br>➜ {}", code_span(&step.help));
        if let Some(path) = &step.path {
            let _ = write!(text, " in {}", code_span(path.as_str()));
        }
    }
    text.push('\n');
    text
}

fn closing(report: &GateReport<'_>) -> String {
    const MOST: usize = 5;
    let mut text = String::new();
    let resolved = report.ladders.iter().any(|ladder| ladder.resolves && ladder.to == Some(Status::Resolved));
    if report.verdict == Verdict::Pass && resolved {
        text.push_str("\n🎉 Everything that was promised is dealt with. Thank you for seeing it through to the end.\n");
    }
    if !report.not_run.is_empty() {
        let shown: Vec<String> = report.not_run.iter().take(MOST).map(|what| code_span(what)).collect();
        let more = report.not_run.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(text, "\nNot looked at, the record's own word counts: {}{more}.", shown.join(", "));
    }
    let same = format!("flarebook gate --base {:.10} --head {:.10} --explain", report.base, report.head);
    let _ = writeln!(text, "\n<sub>The same on your machine: {}</sub>", code_span(&same));
    text
}
