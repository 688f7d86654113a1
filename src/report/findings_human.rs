//! Findings for people: the text, underlined, with why and the way out; in the manner of rustc.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};

use super::summary::{looked_at, verdict};
use crate::corpus::Counts;
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::lint::Outcome;
use crate::source::{LineIndex, RepoPath, Span};

/// The report as text; styled with terminal sequences when `color`.
#[must_use]
pub fn human(outcome: &Outcome, counts: Counts, color: bool) -> String {
    let mut text = rendered(outcome, color);
    let _ = writeln!(text, "{}", closing_line(outcome, counts));
    text
}

/// The findings, each with an empty line after it.
pub(super) fn rendered(outcome: &Outcome, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    let quotes: Quotes<'_> =
        outcome.texts.iter().map(|(path, text)| (path, (text.as_str(), LineIndex::new(text)))).collect();
    for diagnostic in &outcome.diagnostics {
        text.push_str(&renderer.render(&groups(diagnostic, &quotes)));
        text.push_str("\n\n");
    }
    text
}

fn closing_line(outcome: &Outcome, counts: Counts) -> String {
    let first = outcome.diagnostics.first();
    let hint =
        first.map_or_else(String::new, |first| format!("\nMore about a finding: flarebook explain {}", first.rule));
    format!("{}: {}{hint}", looked_at(counts), verdict(outcome))
}

/// Texts with their lines, so that a finding quotes only the lines it is about.
type Quotes<'d> = HashMap<&'d RepoPath, (&'d str, LineIndex<'d>)>;

/// Further apart than this, related places of one file are not quoted together; in bytes.
const FARTHEST: usize = 10_000;

fn groups<'d>(diagnostic: &'d Diagnostic, quotes: &Quotes<'d>) -> Vec<Group<'d>> {
    let level = if diagnostic.level == Level::Error { Title::ERROR } else { Title::WARNING };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule);
    let primary = &diagnostic.primary;
    let here = |label: &&Label| label.path == primary.path && near(label.span, primary.span);
    let together: Vec<(AnnotationKind, &Label)> = std::iter::once((AnnotationKind::Primary, primary))
        .chain(diagnostic.related.iter().filter(here).map(|label| (AnnotationKind::Context, label)))
        .collect();
    let mut group = match quote(&together, quotes) {
        Some(snippet) => title.element(snippet),
        None => title.element(Origin::path(primary.path.as_str())),
    };
    for related in diagnostic.related.iter().filter(|label| !here(label)) {
        group = match quote(&[(AnnotationKind::Context, related)], quotes) {
            Some(snippet) => group.element(snippet),
            None => group.element(Origin::path(related.path.as_str())),
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Title::HELP.message(help.as_str()));
    }
    vec![group]
}

fn near(a: Span, b: Span) -> bool {
    a.range().start.abs_diff(b.range().start) < FARTHEST
}

/// The lines that some labels of one file are about; `None` when there is no text, or the first label means the file as a whole.
fn quote<'d>(labels: &[(AnnotationKind, &'d Label)], quotes: &Quotes<'d>) -> Option<Snippet<'d, Annotation<'d>>> {
    let (_, first) = labels.first()?;
    let (text, index) = quotes.get(&first.path).filter(|(text, _)| !text.is_empty() && first.span != Span::file())?;
    let ranges: Vec<Range<usize>> = labels.iter().map(|(_, label)| label.span.within(text)).collect();
    let start = ranges.iter().map(|range| range.start).min()?;
    let end = ranges.iter().map(|range| range.end).max()?;
    let start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
    let lines = Snippet::source(&text[start..end]).line_start(index.position(start).line).path(first.path.as_str());
    let annotations = labels.iter().zip(ranges).map(|(&(kind, label), range)| {
        let annotation = kind.span(range.start - start..range.end - start);
        if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
    });
    Some(lines.fold(true).annotations(annotations))
}
