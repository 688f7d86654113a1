//! What the shell completes from the repository that one stands in: incidents, people, components, severities, roles. Where nothing can be read
//! nothing is offered.

use std::ffi::OsStr;
use std::path::Path;

use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};

use crate::corpus::Corpus;
use crate::repo::Repository;
use crate::source::RepoPath;

/// The policy, the roster and the catalogue, without the incidents.
fn corpus() -> Option<Corpus> {
    let tree = Repository::discover(Path::new(".")).ok()?.tree(None).ok()?;
    Corpus::load_part(tree, &[], None).ok()
}

fn candidates<'c>(all: impl Iterator<Item = (&'c str, Option<&'c str>)>) -> Vec<CompletionCandidate> {
    let one = |(word, help): (&str, Option<&str>)| {
        let help: Option<String> = help.map(|help| help.chars().filter(|c| !c.is_control()).collect());
        CompletionCandidate::new(word).help(help.map(Into::into))
    };
    all.map(one).collect()
}

/// Ids of incidents, newest first: those that hold what was typed anywhere.
pub(super) fn incidents() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let tree = Repository::discover(Path::new(".")).ok().and_then(|repository| repository.tree(None).ok());
        let folders = tree.and_then(|tree| Corpus::incident_folders(&*tree).ok()).unwrap_or_default();
        let mut ids: Vec<&str> = folders.iter().map(RepoPath::name).filter(|id| id.contains(&*typed)).collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        candidates(ids.into_iter().map(|id| (id, None)))
    })
}

/// Handles of people, with their names.
pub(super) fn people() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let corpus = corpus();
        let people = corpus.iter().flat_map(|corpus| &corpus.people);
        candidates(people.map(|(handle, person)| (handle.as_str(), person.name.as_deref())))
    })
}

/// Ids of components, with their names.
pub(super) fn components() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let corpus = corpus();
        let components = corpus.iter().flat_map(|corpus| &corpus.components);
        candidates(components.map(|(id, component)| (id.as_str(), component.name.as_deref())))
    })
}

/// Ids of severities, with what they mean.
pub(super) fn severities() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let corpus = corpus();
        let severities = corpus.iter().flat_map(|corpus| &corpus.policy.severities);
        candidates(severities.map(|severity| (severity.id.as_str(), Some(severity.meaning.as_str()))))
    })
}

/// Ids of roles, with their names.
pub(super) fn roles() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let corpus = corpus();
        let roles = corpus.iter().flat_map(|corpus| &corpus.policy.roles);
        candidates(roles.map(|role| (role.id.as_str(), Some(role.name.as_str()))))
    })
}

/// The words of one of the record's vocabularies.
pub(super) fn words<W: super::words::Word>() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(W::ALL.iter().map(|word| (word.as_str(), None))))
}
