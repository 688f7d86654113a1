//! Issues in batches. One that is missing must not void its batch, so the answer is read by ourselves, alias by alias.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use http::Method;
use serde_json::{Value, json};

use super::Client;
use crate::gate::{TrackerFact, TrackerState};
use crate::github::error::GithubError;
use crate::github::names::{IssueRef, RepoName};

/// Issues asked for at once.
const BATCH: usize = 50;

/// Missing issues that are looked at one by one, to learn what became of them.
const MOST_MISSING: usize = 100;

impl Client {
    pub(super) fn look_at(&self, issues: &[IssueRef]) -> BTreeMap<IssueRef, TrackerFact> {
        let mut by_repository: BTreeMap<&RepoName, Vec<&IssueRef>> = BTreeMap::new();
        for issue in issues {
            by_repository.entry(&issue.repository).or_default().push(issue);
        }
        let (mut facts, mut missing) = (BTreeMap::new(), Vec::new());
        for (repository, issues) in by_repository {
            for batch in issues.chunks(BATCH) {
                self.batch(repository, batch, &mut facts, &mut missing);
            }
        }
        for (at, issue) in missing.into_iter().enumerate() {
            let fact = if at < MOST_MISSING { self.missing(issue) } else { unseen("not asked for one by one") };
            facts.insert(issue.clone(), fact);
        }
        facts
    }

    fn batch<'i>(
        &self,
        repository: &RepoName,
        batch: &[&'i IssueRef],
        facts: &mut BTreeMap<IssueRef, TrackerFact>,
        missing: &mut Vec<&'i IssueRef>,
    ) {
        let body = json!({
            "query": query(batch),
            "variables": {"owner": repository.owner, "name": repository.name},
        });
        let answer = self.wait(self.repeated(&Method::POST, &self.settings.graphql_url, Some(&body)));
        let answer = match answer {
            Ok(answer) => answer.body,
            Err(error) => {
                facts.extend(batch.iter().map(|issue| ((*issue).clone(), unseen(&error.to_string()))));
                return;
            }
        };
        let errors: Vec<&Value> = answer.get("errors").and_then(Value::as_array).into_iter().flatten().collect();
        let is_missing = |alias: Option<&str>| {
            errors.iter().any(|error| {
                let kind = error.get("type").and_then(Value::as_str);
                kind == Some("NOT_FOUND") && error.pointer("/path/1").and_then(Value::as_str) == alias
            })
        };
        let other = errors.iter().find(|error| error.get("type").and_then(Value::as_str) != Some("NOT_FOUND"));
        let reason =
            other.and_then(|error| error.get("message")).and_then(Value::as_str).unwrap_or("the forge gave no answer");
        for issue in batch {
            let alias = format!("i{}", issue.number);
            let node = answer.pointer(&format!("/data/repository/{alias}")).filter(|node| !node.is_null());
            match node.map(fact) {
                Some(Some(fact)) => drop(facts.insert((*issue).clone(), fact)),
                Some(None) => drop(facts.insert((*issue).clone(), unseen("an answer of an unknown kind"))),
                None if is_missing(Some(&alias)) || is_missing(None) => missing.push(issue),
                None => drop(facts.insert((*issue).clone(), unseen(reason))),
            }
        }
    }

    /// What became of an issue that is not there under its number: moved, deleted, or not to be seen.
    fn missing(&self, issue: &IssueRef) -> TrackerFact {
        let path = format!("/repos/{}/issues/{}", issue.repository, issue.number);
        match self.get(&path) {
            Ok(answer) => rest_fact(&answer.body, None),
            Err(GithubError::Moved(location)) => match self.get(&self.path_of(&location)) {
                Ok(answer) => {
                    let url = answer.body.get("html_url").and_then(Value::as_str).map(ToOwned::to_owned);
                    rest_fact(&answer.body, url)
                }
                Err(error) => bare(
                    TrackerState::NotVisible,
                    Some(format!("it was moved to where the token may not look: {error}")),
                ),
            },
            Err(GithubError::Gone) => bare(TrackerState::Deleted, None),
            Err(GithubError::NotFound) => {
                bare(TrackerState::NotVisible, Some(format!("{issue} is not there, or the token may not see it")))
            }
            Err(error) => unseen(&error.to_string()),
        }
    }
}

/// `state` of an issue and of a pull request are of different types and cannot stand under one name.
fn query(batch: &[&IssueRef]) -> String {
    let mut text = "query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {".to_owned();
    for issue in batch {
        let number = issue.number;
        let _ = write!(text, " i{number}: issueOrPullRequest(number: {number}) {{ ...tracker }}");
    }
    text.push_str(
        " } } fragment tracker on IssueOrPullRequest { __typename \
         ... on Issue { title url state stateReason(enableDuplicate: true) } \
         ... on PullRequest { title url pullState: state } }",
    );
    text
}

fn fact(node: &Value) -> Option<TrackerFact> {
    let text = |key: &str| node.get(key).and_then(Value::as_str);
    let state = match (text("state"), text("stateReason"), text("pullState")) {
        (Some("OPEN"), ..) | (_, _, Some("OPEN")) => TrackerState::Open,
        (Some("CLOSED"), Some("NOT_PLANNED"), _) | (_, _, Some("CLOSED")) => TrackerState::NotPlanned,
        (Some("CLOSED"), Some("DUPLICATE"), _) => TrackerState::Duplicate,
        (Some("CLOSED"), ..) | (_, _, Some("MERGED")) => TrackerState::Completed,
        _ => return None,
    };
    Some(TrackerFact { state, title: text("title").map(ToOwned::to_owned), moved_to: None, reason: None })
}

fn rest_fact(issue: &Value, moved_to: Option<String>) -> TrackerFact {
    let text = |key: &str| issue.get(key).and_then(Value::as_str);
    let state = match (text("state"), text("state_reason")) {
        (Some("open"), _) => TrackerState::Open,
        (Some("closed"), Some("not_planned")) => TrackerState::NotPlanned,
        (Some("closed"), Some("duplicate")) => TrackerState::Duplicate,
        (Some("closed"), _) => TrackerState::Completed,
        _ => return unseen("an answer of an unknown kind"),
    };
    TrackerFact { state, title: text("title").map(ToOwned::to_owned), moved_to, reason: None }
}

fn bare(state: TrackerState, reason: Option<String>) -> TrackerFact {
    TrackerFact { state, title: None, moved_to: None, reason }
}

fn unseen(reason: &str) -> TrackerFact {
    bare(TrackerState::CouldNotLook, Some(crate::source::one_line(reason)))
}
