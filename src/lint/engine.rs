//! Runs the rules, then settles levels, exceptions, places and order, in one place.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Check, RULES, find, glob};
use crate::corpus::{Corpus, FileProblem, Locator};
use crate::diagnostic::{Diagnostic, Finding, Fix, Label, Level, Place};
use crate::policy::{Policy, RuleSetting};
use crate::source::RepoPath;

/// What a check found, in order, and the texts that its findings lie in.
pub struct Outcome {
    /// The findings, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The text of each file with a finding, where it has one.
    pub texts: HashMap<RepoPath, String>,
}

impl Outcome {
    /// How many findings have a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count()
    }
}

/// Runs every rule over a corpus. With paths, only findings in them are kept.
#[must_use]
pub fn check(corpus: &Corpus, only: &[RepoPath]) -> Outcome {
    let mut findings: Vec<Finding> = corpus.problems.iter().filter_map(from_reading).collect();
    for rule in RULES {
        match rule.check {
            Check::Reading(_) => {}
            Check::Corpus(check) => check(corpus, &mut findings),
            Check::Incident(_) => {}
        }
    }
    findings.par_extend(corpus.incidents.par_iter().flat_map_iter(|incident| {
        let mut found = Vec::new();
        for rule in RULES {
            if let Check::Incident(check) = rule.check {
                check(incident, corpus, &mut found);
            }
        }
        found
    }));
    settle(corpus, findings, only)
}

/// A problem found while reading, under the name of its rule.
fn from_reading(found: &FileProblem) -> Option<Finding> {
    let rule = find(found.problem.kind.rule())?;
    let place = Place::span(found.path.clone(), found.problem.span);
    let mut finding = Finding::new(&rule.info, place, found.problem.message.clone());
    finding.help.clone_from(&found.problem.help);
    finding.replacement.clone_from(&found.problem.replacement);
    Some(finding)
}

fn settle(corpus: &Corpus, findings: Vec<Finding>, only: &[RepoPath]) -> Outcome {
    let mut locator = Locator::new(corpus);
    let wanted =
        |path: &RepoPath| only.is_empty() || only.iter().any(|base| path == base || path.below(base).is_some());
    let kept = findings.into_iter().filter(|finding| wanted(&finding.place.path));
    let mut diagnostics: Vec<Diagnostic> = kept
        .filter_map(|finding| Some((level(&corpus.policy, &finding)?, finding)))
        .map(|(level, finding)| resolve(finding, level, &mut locator))
        .collect();
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
    Outcome { diagnostics, texts: locator.into_texts() }
}

/// The level after policy; `None` when the finding is not reported.
fn level(policy: &Policy, finding: &Finding) -> Option<Level> {
    let setting = policy.rules.get(finding.rule.id);
    let ignored = setting.map_or(&[][..], RuleSetting::ignored);
    if ignored.iter().any(|pattern| glob::fits(pattern, finding.place.path.as_str())) {
        return None;
    }
    let level = setting.and_then(RuleSetting::level).unwrap_or(finding.rule.level);
    (level != Level::Off).then_some(level)
}

fn resolve(finding: Finding, level: Level, locator: &mut Locator<'_>) -> Diagnostic {
    let mut label = |place: Place, text: String| {
        let span = locator.span(&place);
        // The report quotes every file it names.
        let _ = locator.text(&place.path);
        Label { path: place.path, span, text }
    };
    let primary = label(finding.place, one_line(&finding.label));
    let related = finding.related.into_iter().map(|(place, text)| label(place, one_line(&text))).collect();
    let fix = finding.replacement.map(|replacement| Fix { replacement });
    let help = finding.help.as_deref().map(one_line);
    Diagnostic { rule: finding.rule.id, level, message: one_line(&finding.message), primary, related, help, fix }
}

/// Longest message, in characters; records are quoted in messages, and records may be hostile.
const LONGEST_MESSAGE: usize = 400;

/// Text for one line of a report: control characters (terminal sequences, line breaks, bidirectional overrides) are shown, not sent.
fn one_line(text: &str) -> String {
    let tame = |c: char| if c.is_control() || is_bidirectional(c) { '\u{fffd}' } else { c };
    let mut line: String = text.chars().map(tame).take(LONGEST_MESSAGE).collect();
    if text.chars().count() > LONGEST_MESSAGE {
        line.push('…');
    }
    line
}

fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
