//! Findings for people: the text, underlined, with why and the way out; in the manner of rustc.

use std::collections::HashMap;
use std::fmt::Write as _;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};

use super::counted;
use crate::corpus::Counts;
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::lint::Outcome;
use crate::source::{RepoPath, Span};

/// The report as text; styled with terminal sequences when `color`.
#[must_use]
pub fn human(outcome: &Outcome, counts: Counts, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in &outcome.diagnostics {
        text.push_str(&renderer.render(&groups(diagnostic, &outcome.texts)));
        text.push_str("\n\n");
    }
    let _ = writeln!(text, "{}", closing_line(outcome, counts));
    text
}

fn closing_line(outcome: &Outcome, counts: Counts) -> String {
    let looked_at = [
        counted(counts.incidents, "incident"),
        counted(counts.entries, "entry"),
        counted(counts.followups, "follow-up"),
    ]
    .join(", ");
    let (errors, warnings) = (outcome.count(Level::Error), outcome.count(Level::Warn));
    let verdict = match (errors, warnings) {
        (0, 0) => "all clean".to_owned(),
        (0, _) => counted(warnings, "warning"),
        (_, 0) => counted(errors, "error"),
        _ => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let hint = outcome
        .diagnostics
        .first()
        .map_or_else(String::new, |first| format!("\nMore about a finding: flarebook explain {}", first.rule));
    format!("{looked_at} checked: {verdict}{hint}")
}

fn groups<'d>(diagnostic: &'d Diagnostic, texts: &'d HashMap<RepoPath, String>) -> Vec<Group<'d>> {
    let level = if diagnostic.level == Level::Error { Title::ERROR } else { Title::WARNING };
    let mut group = with_place(level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule), diagnostic, texts);
    for related in diagnostic.related.iter().filter(|label| label.path != diagnostic.primary.path) {
        group = match texts.get(&related.path) {
            Some(text) if related.span.end > 0 => {
                let snippet = Snippet::source(text.as_str()).path(related.path.as_str()).fold(true);
                group.element(snippet.annotation(annotation(AnnotationKind::Context, related, text)))
            }
            _ => group.element(Origin::path(related.path.as_str())),
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Title::HELP.message(help.as_str()));
    }
    vec![group]
}

/// The title and the quoted lines; related places of the same file are marked in the same quotation.
fn with_place<'d>(
    title: annotate_snippets::Title<'d>,
    diagnostic: &'d Diagnostic,
    texts: &'d HashMap<RepoPath, String>,
) -> Group<'d> {
    let primary = &diagnostic.primary;
    let Some(text) = texts.get(&primary.path).filter(|text| !text.is_empty() && primary.span != Span::file()) else {
        return title.element(Origin::path(primary.path.as_str()));
    };
    let here = diagnostic.related.iter().filter(|label| label.path == primary.path);
    let annotations = here.map(|label| annotation(AnnotationKind::Context, label, text));
    let snippet = Snippet::source(text.as_str()).path(primary.path.as_str()).fold(true);
    title.element(snippet.annotation(annotation(AnnotationKind::Primary, primary, text)).annotations(annotations))
}

fn annotation<'d>(kind: AnnotationKind, label: &'d Label, text: &str) -> Annotation<'d> {
    let annotation = kind.span(label.span.within(text));
    if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
}
