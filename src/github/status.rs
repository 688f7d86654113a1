//! The commit status that holds back a merge.
//!
//! A status and not a check run: check runs that a workflow makes with its own token can land in another workflow's suite.

use super::error::GithubError;
use super::forge::{Read, Status, StatusState};
use super::names::RepoName;
use super::plan::Write;
use crate::gate::Verdict;

/// What our status is about; rulesets and branch protection name it.
pub const CONTEXT: &str = "flarebook/resolution";

/// Longest description, in characters, as the forge has it.
const LONGEST: usize = 140;

/// What must change so that a commit's status says the verdict; nothing when it already does.
///
/// # Errors
/// When the forge does not say what is there.
pub fn status(
    forge: &dyn Read,
    repository: &RepoName,
    commit: &str,
    verdict: Verdict,
    headline: &str,
    url: Option<&str>,
) -> Result<Option<Write>, GithubError> {
    let state = match verdict {
        Verdict::Pass => StatusState::Success,
        Verdict::Fail => StatusState::Failure,
        Verdict::Unknown => StatusState::Error,
    };
    let status = Status { context: CONTEXT.to_owned(), state, description: description(headline) };
    let there = forge.statuses(repository, commit)?;
    if there.contains(&status) {
        return Ok(None);
    }
    let (repository, commit) = (repository.clone(), commit.to_owned());
    Ok(Some(Write::SetStatus { repository, commit, status, url: url.map(ToOwned::to_owned) }))
}

/// A headline cut to what a status takes.
#[must_use]
pub fn description(headline: &str) -> String {
    let mut text: String = headline.chars().take(LONGEST).collect();
    if headline.chars().count() > LONGEST {
        text.pop();
        text.push('…');
    }
    text
}
