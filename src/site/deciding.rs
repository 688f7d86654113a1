//! The files that decide about all the rest of the public site: without one of them nothing is published.

use super::SiteError;
use crate::corpus::{COMPONENTS_FILE, Corpus, PEOPLE_FILE, POLICY_FILE};
use crate::model::Incident;
use crate::repo::RepoError;
use crate::source::{ProblemKind, RepoPath};

/// Refuses when one of them cannot be read, or is gone while the record still needs it: without the policy every id would be another, without
/// the catalogue no component would be known, and without the roster nobody could tell whose name must not get out.
pub(super) fn can_decide(corpus: &Corpus) -> Result<(), SiteError> {
    let unread = [POLICY_FILE, COMPONENTS_FILE, PEOPLE_FILE].map(|name| RepoPath::root().join(name)).into_iter();
    let empty = |path: &RepoPath| {
        let mut problems = corpus.problems.iter().filter(|problem| problem.path == *path);
        problems.any(|problem| problem.problem.kind == ProblemKind::EmptyFile)
    };
    let mut unread = unread.filter(|path| corpus.is_unread(path) && !empty(path));
    unread.next().map_or(Ok(()), |path| Err(SiteError::Undecided(path)))?;
    needed(corpus, COMPONENTS_FILE, corpus.components.is_empty(), |incident| !incident.components().is_empty())?;
    needed(corpus, PEOPLE_FILE, corpus.people.is_empty(), names_people)
}

/// Refuses when nothing is known of what incidents name because the file is not there. One with nothing in it says that there is nothing.
fn needed(
    corpus: &Corpus,
    name: &'static str,
    nothing_known: bool,
    is_named: impl Fn(&Incident) -> bool,
) -> Result<(), SiteError> {
    let gone = || -> Result<bool, RepoError> { Ok(corpus.tree.look(&RepoPath::root().join(name))?.is_none()) };
    if nothing_known && corpus.incidents.iter().any(is_named) && gone()? {
        return Err(SiteError::Gone(name));
    }
    Ok(())
}

/// Whether somebody is named in an incident: as author, holder of a role, owner, reviewer.
fn names_people(incident: &Incident) -> bool {
    let entries = incident.entries.iter().map(|entry| &entry.record);
    let mut in_entries = entries.map(|entry| entry.by.is_some() || !entry.roles.is_empty());
    let mut in_followups = incident.followups.iter().map(|followup| &followup.record);
    let mut reviews = incident.pir.iter().chain(&incident.public_pir).map(|pir| &pir.record);
    in_entries.any(|named| named)
        || in_followups.any(|followup| followup.owner.is_some() || followup.by.is_some())
        || reviews.any(|pir| pir.author.is_some() || pir.facilitator.is_some() || !pir.reviewers.is_empty())
}
