//! Facts for the gate: how the trackers of the changed incidents stand, and who approved.

use std::collections::BTreeMap;

use super::error::GithubError;
use super::forge::Read;
use super::names::{IssueRef, RepoName};
use crate::gate::{Approval, TrackerFact, linked_trackers};
use crate::model::Incident;

/// How the trackers of some incidents stand, by the text in the record. Trackers on other forges are not in it.
#[must_use]
pub fn look_at_trackers<'i>(
    forge: &dyn Read,
    incidents: impl IntoIterator<Item = &'i Incident>,
    server: &str,
) -> BTreeMap<String, TrackerFact> {
    let written = incidents.into_iter().flat_map(linked_trackers).map(|(_, tracker)| tracker);
    let wanted: BTreeMap<String, IssueRef> =
        written.filter_map(|text| Some((text.to_owned(), IssueRef::parse(text, server)?))).collect();
    let mut issues: Vec<IssueRef> = wanted.values().cloned().collect();
    issues.sort();
    issues.dedup();
    let facts = forge.issues(&issues);
    wanted.into_iter().filter_map(|(text, issue)| Some((text, facts.get(&issue)?.clone()))).collect()
}

/// The approving reviews of a pull request.
///
/// # Errors
/// When the forge does not answer with them.
pub fn approvals(forge: &dyn Read, repository: &RepoName, number: u64) -> Result<Vec<Approval>, GithubError> {
    let mut approvals = forge.approvals(repository, number)?;
    approvals.sort_by(|a, b| (&a.account, &a.commit).cmp(&(&b.account, &b.commit)));
    Ok(approvals)
}
