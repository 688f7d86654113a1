//! As much of a record as a command needs, and no more: one incident, or those that are open or owe something.

use super::{CommandError, ask};
use crate::corpus::Corpus;
use crate::model::IncidentId;
use crate::overview::{self, Wanted};
use crate::repo::Repository;
use crate::respond::{self, RespondError};

/// The incidents of a revision, or of the working tree, that are wanted; of the others, where they are.
pub(super) fn awake(repository: &Repository, revision: Option<&str>, wanted: Wanted) -> Result<Corpus, CommandError> {
    // What is remembered is that of the working tree: a command that looks at another revision would only overwrite it.
    let folder = repository.private_folder().filter(|_| revision.is_none());
    Ok(overview::awake(repository.tree(revision)?, folder.as_deref(), wanted)?)
}

/// The incident that was named, else that of the branch, else the only open one; and the part of the record that it is.
pub(super) fn incident(
    repository: &Repository,
    revision: Option<&str>,
    named: Option<&str>,
) -> Result<(Corpus, IncidentId), CommandError> {
    let branch = repository.branch();
    let of_branch = branch.as_deref().and_then(|branch| branch.strip_prefix(respond::BRANCHES));
    let tree = repository.tree(revision)?;
    if let Some(name) = named.or(of_branch)
        && let Some(folder) = Corpus::folder_of(&*tree, name)?
        && (named.is_some() || folder.name() == name)
    {
        let id = IncidentId::from_folder(folder.name());
        return Ok((respond::load(tree, Some(id.as_str()))?, id));
    }
    // What the names of folders do not tell, the incidents do: which are open.
    let corpus = awake(repository, revision, Wanted::Open)?;
    let id = match respond::the_incident(&corpus, named, branch.as_deref()) {
        Ok(incident) => return Ok((respond::load(tree, Some(incident.id.as_str()))?, incident.id.clone())),
        Err(RespondError::Ambiguous(ids)) => chosen(ids)?,
        Err(error) => return Err(error.into()),
    };
    Ok((respond::load(tree, Some(id.as_str()))?, id))
}

/// One of several incidents, where somebody is there to choose.
fn chosen(ids: Vec<String>) -> Result<IncidentId, RespondError> {
    match ask::choose("Which incident?", &ids).and_then(|at| ids.get(at)) {
        Some(id) => Ok(IncidentId::from_folder(id)),
        None => Err(RespondError::Ambiguous(ids)),
    }
}
