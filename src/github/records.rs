//! Changes of records that follow from the forge, as a proposal: a branch of our own and a pull request. No record is ever rewritten silently.

use std::collections::BTreeMap;

use super::error::GithubError;
use super::followup_issues::Wish;
use super::forge::Read;
use super::names::RepoName;
use super::plan::Write;
use crate::corpus::Corpus;
use crate::gate::{TrackerFact, TrackerState};
use crate::model::{Followup, FollowupState};
use crate::source::{RepoPath, one_line, yaml};

/// The branch that proposals live on.
const BRANCH: &str = "flarebook/follow-ups";

/// What is proposed, and what could not be.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// New texts of files.
    pub files: BTreeMap<RepoPath, String>,
    /// What each change is for.
    pub reasons: Vec<String>,
    /// Changes that a person must make, and why.
    pub by_hand: Vec<String>,
}

/// The changes that bring follow-ups in step with their issues.
#[must_use]
pub fn edits(corpus: &Corpus, wishes: &[Wish], trackers: &BTreeMap<String, TrackerFact>) -> Proposal {
    let mut proposal = Proposal::default();
    for incident in &corpus.incidents {
        for followup in &incident.followups {
            let opened = |wish: &&Wish| wish.incident == incident.id.as_str() && wish.followup == followup.id;
            let url = wishes.iter().find(opened).and_then(|wish| wish.opened.clone());
            let fact = followup.record.tracker.as_ref().and_then(|tracker| Some((tracker, trackers.get(tracker)?)));
            let wanted: Vec<(&str, String)> = match (url, fact) {
                (Some(url), _) => vec![("tracker", url)],
                (None, Some((tracker, fact))) => in_step(followup, tracker, fact),
                (None, None) => Vec::new(),
            };
            if !wanted.is_empty() {
                proposal.add(corpus, incident.id.as_str(), followup, &wanted);
            }
        }
    }
    proposal
}

/// The fields that would say what the tracker says.
fn in_step(followup: &Followup, tracker: &str, fact: &TrackerFact) -> Vec<(&'static str, String)> {
    let state = followup.state();
    let mut wanted = Vec::new();
    if let Some(moved) = &fact.moved_to {
        wanted.push(("tracker", moved.clone()));
    }
    match fact.state {
        TrackerState::Completed if !followup.is_settled() => {
            wanted.push(("state", "done".to_owned()));
            if followup.record.evidence.is_empty() {
                wanted.push(("evidence", fact.moved_to.clone().unwrap_or_else(|| tracker.to_owned())));
            }
        }
        TrackerState::Open if state == FollowupState::Done => wanted.push(("state", "open".to_owned())),
        _ => {}
    }
    wanted
}

impl Proposal {
    fn add(&mut self, corpus: &Corpus, incident: &str, followup: &Followup, wanted: &[(&str, String)]) {
        let path = &followup.origin.path;
        let words: Vec<String> = wanted.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        // A line of a commit's message: what follows an empty line there may be a trailer.
        let what = one_line(&format!("{incident}, {}: {}", followup.id, words.join(", ")));
        let text = self.files.get(path).cloned().or_else(|| corpus.text(path));
        let edited = text.and_then(|text| {
            let set = |text: String, (key, value): &(&str, String)| {
                yaml::set_scalar(&text, &followup.origin.route(), key, value)
            };
            wanted.iter().try_fold(text, set)
        });
        match edited {
            Some(text) => {
                self.files.insert(path.clone(), text);
                self.reasons.push(what);
            }
            None => self.by_hand.push(what),
        }
    }
}

/// What must be written so that the branch of proposals holds these changes; nothing when it does, or when there are none.
///
/// # Errors
/// When the forge does not say what is there.
pub fn propose(
    forge: &dyn Read,
    repository: &RepoName,
    base: &str,
    parent: (&str, &str),
    proposed_tree: &str,
    proposal: &Proposal,
) -> Result<Option<Write>, GithubError> {
    if proposal.files.is_empty() {
        return Ok(None);
    }
    let there = forge.branch(repository, BRANCH)?;
    let number = forge.pull_request_from(repository, BRANCH)?;
    if number.is_some() && there.as_ref().is_some_and(|(_, tree)| tree == proposed_tree) {
        return Ok(None);
    }
    let list: String = proposal.reasons.iter().map(|why| format!("- {why}\n")).collect();
    let spans: String = proposal.reasons.iter().map(|why| format!("- {}\n", crate::report::code_span(why))).collect();
    let title = "Bring follow-ups in step with their issues".to_owned();
    let files = proposal.files.iter().map(|(path, text)| (path.to_string(), text.clone())).collect();
    Ok(Some(Write::Propose {
        repository: repository.clone(),
        branch: BRANCH.to_owned(),
        branch_exists: there.is_some(),
        base: base.to_owned(),
        parent: parent.0.to_owned(),
        parent_tree: parent.1.to_owned(),
        files,
        message: format!("{title}\n\n{list}"),
        title,
        body: format!(
            "The issues say something else than the records. Merge this when they are right; change the issues when they are not.\n\n{spans}"
        ),
        number,
    }))
}
