//! Runs the rules over a change.

use std::collections::HashSet;

use super::change::{Change, Pair};
use super::registry::RULES;
use super::requirements::{Step, owed};
use super::rule::Check;
use super::rules::tracker_unknown;
use crate::corpus::{Counts, FileProblem, PEOPLE_FILE, POLICY_FILE};
use crate::diagnostic::{Finding, Level, Place};
use crate::lint::{self, Outcome};
use crate::model::Status;
use crate::source::RepoPath;

/// What the gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing stands in the way.
    Pass,
    /// Something does.
    Fail,
    /// It depends on something that could not be looked at.
    Unknown,
}

impl Verdict {
    /// From the findings.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let errors = || outcome.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
        if errors().any(|diagnostic| diagnostic.rule != tracker_unknown::INFO.id) {
            Self::Fail
        } else if errors().next().is_some() {
            Self::Unknown
        } else {
            Self::Pass
        }
    }

    /// As written in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
        }
    }
}

/// Runs every rule over a change. Levels and exceptions are those of the base's policy.
#[must_use]
pub fn check(change: &Change) -> Outcome {
    let pairs = change.pairs();
    let mut findings = unreadable(change, &pairs);
    findings.extend(judged_by_nobody(change, &pairs));
    for rule in RULES {
        match rule.check {
            Check::Pair(check) => pairs.iter().for_each(|pair| check(pair, change, &mut findings)),
            Check::Change(check) => check(change, &mut findings),
            Check::Owed(_) | Check::Carried => {}
        }
    }
    for pair in &pairs {
        findings.extend(debts(pair, change));
    }
    lint::settle(&change.head, change.policy(), findings)
}

/// How much was looked at.
#[must_use]
pub fn counts(change: &Change) -> Counts {
    // A deleted incident was looked at too.
    Counts { incidents: change.pairs().len(), ..change.head.counts() }
}

/// What a resolved incident owes, unless it owed the same before.
fn debts(pair: &Pair<'_>, change: &Change) -> Vec<Finding> {
    let judge = change.judge_of(pair);
    let Some(after) = pair.after.filter(|after| after.state.status == Status::Resolved) else { return Vec::new() };
    let before = pair.before.filter(|before| before.state.status == Status::Resolved);
    let known: HashSet<(&str, String)> = before
        .map_or_else(Vec::new, |before| owed(before, &judge))
        .into_iter()
        .filter(Step::holds_back)
        .map(|step| (step.rule.id, step.key))
        .collect();
    let owed = owed(after, &judge).into_iter().filter(Step::holds_back);
    // Who owed a thing as a whole owes no more when a part of it is there.
    let is_known =
        |step: &Step| [step.key.clone(), String::new()].into_iter().any(|key| known.contains(&(step.rule.id, key)));
    owed.filter(|step| !is_known(step)).map(|step| step.finding(after)).collect()
}

/// A policy or roster of the base that cannot be read, where something depends on it: its defaults must not decide in its place.
fn judged_by_nobody(change: &Change, pairs: &[Pair<'_>]) -> Vec<Finding> {
    let depends = !change.written.is_empty() || pairs.iter().any(Pair::is_resolved_here);
    let Some(rule) = lint::find("unreadable").filter(|_| depends) else { return Vec::new() };
    let paths = [POLICY_FILE, PEOPLE_FILE].map(|name| RepoPath::root().join(name));
    let unread = paths.into_iter().filter(|path| change.judging().is_unread(path));
    let finding = |path: RepoPath| {
        let message =
            format!("the `{}` of the base cannot be read, so nobody knows what it asks of this change", path.name());
        Finding::new(&rule.info, Place::file(path), message).help("mend it in a pull request of its own first")
    };
    unread.map(finding).collect()
}

/// What cannot be read cannot be judged: records of the changed incidents that the change made unreadable, and those of an incident that it
/// resolves, however long they have been.
fn unreadable(change: &Change, pairs: &[Pair<'_>]) -> Vec<Finding> {
    let key = |problem: &FileProblem| (problem.path.clone(), problem.problem.message.clone());
    let known: HashSet<_> = change.base.problems.iter().map(key).collect();
    let resolved: Vec<&RepoPath> =
        pairs.iter().filter(|pair| pair.is_resolved_here()).filter_map(|pair| Some(&pair.after?.folder)).collect();
    let counts = |problem: &&FileProblem| {
        let costs = change.head.is_unread(&problem.path);
        !known.contains(&key(problem)) || costs && resolved.iter().any(|folder| problem.path.below(folder).is_some())
    };
    let problems = change.head.problems.iter().filter(counts);
    problems.filter_map(lint::finding_of).filter(|finding| finding.rule.level == Level::Error).collect()
}
