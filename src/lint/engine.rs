//! Runs the rules, then settles levels, exceptions, places and order, in one place.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::{Check, RULES, find};
use crate::corpus::{COMPONENTS_FILE, Corpus, FileProblem, Locator, PEOPLE_FILE, POLICY_FILE};
use crate::diagnostic::{Diagnostic, Finding, Fix, Label, Level, Place};
use crate::policy::{Policy, RuleSetting};
use crate::source::{RepoPath, Span, glob, one_line};

/// What a check found, in order, and the texts that its findings lie in.
pub struct Outcome {
    /// The findings, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The text of each file with a finding, where it has one.
    pub texts: HashMap<RepoPath, String>,
}

impl Outcome {
    /// Takes in the findings of another look at the same files.
    pub fn merge(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
        self.diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
        self.diagnostics.dedup();
        self.texts.extend(other.texts);
    }

    /// How many findings have a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count()
    }
}

/// Runs every rule over a corpus. With paths, only findings in them are kept.
#[must_use]
pub fn check(corpus: &Corpus, only: &[RepoPath]) -> Outcome {
    let mut findings = findings(corpus);
    let wanted =
        |path: &RepoPath| only.is_empty() || only.iter().any(|base| path == base || path.below(base).is_some());
    findings.retain(|finding| wanted(&finding.place.path));
    findings.extend(nothing_in(corpus, only));
    settle(corpus, &corpus.policy, findings)
}

/// What every rule has to say about a corpus.
pub(super) fn findings(corpus: &Corpus) -> Vec<Finding> {
    let mut findings: Vec<Finding> = corpus.problems.iter().filter_map(finding_of).collect();
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
    findings
}

/// A problem found while reading, under the name of its rule.
#[must_use]
pub fn finding_of(found: &FileProblem) -> Option<Finding> {
    let rule = find(found.problem.kind.rule())?;
    let place = Place::span(found.path.clone(), found.problem.span);
    let mut finding = Finding::new(&rule.info, place, found.problem.message.clone());
    finding.help.clone_from(&found.problem.help);
    finding.replacement.clone_from(&found.problem.replacement);
    Some(finding)
}

/// Gives findings their levels by a policy, their places by a corpus, and their order.
#[must_use]
pub fn settle(corpus: &Corpus, policy: &Policy, findings: Vec<Finding>) -> Outcome {
    let mut kept: Vec<(Level, Finding)> =
        findings.into_iter().filter_map(|finding| Some((level(policy, &finding)?, finding))).collect();
    let mut locator = Locator::new(corpus);
    let places: Vec<&Place> = kept.iter().flat_map(|(_, finding)| places(finding)).collect();
    let mut spans = locator.spans(&places).into_iter();
    let mut diagnostics: Vec<Diagnostic> =
        kept.drain(..).map(|(level, finding)| resolve(finding, level, &mut spans)).collect();
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
    explained_by_reading(&mut diagnostics);
    Outcome { diagnostics, texts: locator.into_texts() }
}

/// The places of a finding: its own, then the related ones.
fn places(finding: &Finding) -> impl Iterator<Item = &Place> {
    std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place))
}

/// A value that could not be read is not also "missing": at one place, what reading found is enough.
fn explained_by_reading(diagnostics: &mut Vec<Diagnostic>) {
    let is_reading = |rule: &str| find(rule).is_some_and(|rule| matches!(rule.check, Check::Reading(_)));
    let known: HashSet<(RepoPath, Span)> = diagnostics
        .iter()
        .filter(|diagnostic| is_reading(diagnostic.rule) && diagnostic.primary.span != Span::file())
        .map(|diagnostic| (diagnostic.primary.path.clone(), diagnostic.primary.span))
        .collect();
    diagnostics.retain(|diagnostic| {
        let place = (diagnostic.primary.path.clone(), diagnostic.primary.span);
        !(diagnostic.rule.starts_with("missing-") && known.contains(&place))
    });
}

/// Paths without a record in them: looking at nothing must not look like finding nothing.
fn nothing_in(corpus: &Corpus, only: &[RepoPath]) -> Option<Finding> {
    let first = only.first()?;
    let related =
        |base: &RepoPath, path: &RepoPath| path == base || path.below(base).is_some() || base.below(path).is_some();
    let top = [POLICY_FILE, PEOPLE_FILE, COMPONENTS_FILE];
    let touched = only.iter().any(|base| {
        top.contains(&base.as_str()) || corpus.incidents.iter().any(|incident| related(base, &incident.folder))
    });
    let rule = find("nothing-to-check").filter(|_| !touched && !corpus.incidents.is_empty())?;
    let finding =
        Finding::new(&rule.info, Place::file(first.clone()), "there is no incident in the paths that were asked for");
    Some(finding.help("name a folder below incidents/, or leave the paths out to check everything"))
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

fn resolve(finding: Finding, level: Level, spans: &mut impl Iterator<Item = Span>) -> Diagnostic {
    let mut label = |place: Place, text: &str| {
        let span = spans.next().unwrap_or_else(Span::file);
        Label { path: place.path, span, text: one_line(text) }
    };
    let primary = label(finding.place, &finding.label);
    let related = finding.related.into_iter().map(|(place, text)| label(place, &text)).collect();
    let fix = finding.replacement.map(|replacement| Fix { replacement });
    let help = finding.help.as_deref().map(one_line);
    Diagnostic { rule: finding.rule.id, level, message: one_line(&finding.message), primary, related, help, fix }
}
