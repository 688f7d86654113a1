//! What is about to be committed: the findings in what is staged, and those that it makes elsewhere.

use std::collections::HashSet;

use super::engine::{Outcome, findings, settle};
use super::rules::nothing_to_check;
use crate::corpus::{COMPONENTS_FILE, Corpus, Counts, INCIDENTS_FOLDER, PEOPLE_FILE, POLICY_FILE};
use crate::diagnostic::{Diagnostic, Level};
use crate::repo::{ChangedFile, RepoError, Staged, Tree};
use crate::source::{RepoPath, Span};

/// Checks the records as they are staged. `None` when nothing of them is.
///
/// What an incident says concerns that incident; so of thousands only those are read that files are staged of. The policy, the roster, the
/// catalogue, and an incident that goes concern all: then everything is read, and of the findings in what is not staged those are left
/// out that the last commit has too.
///
/// # Errors
/// When git cannot read what is staged.
pub fn check_staged(staged: Staged) -> Result<Option<(Outcome, Counts)>, RepoError> {
    let files: Vec<&ChangedFile> = staged.files.iter().filter(|file| is_ours(&file.path)).collect();
    if files.is_empty() {
        return Ok(None);
    }
    let touched = Touched::new(&files, &staged)?;
    let concerns_all = touched.concerns_all(&files, &*staged.after)?;
    let corpus = if concerns_all { Corpus::load(staged.after)? } else { part(staged.after, &touched.homes)? };
    let mut found = findings(&corpus);
    // The first commit of a repository holds no incident yet.
    found.retain(|finding| finding.rule.id != nothing_to_check::RULE.info.id);
    if !concerns_all {
        found.retain(|finding| touched.holds(&finding.place.path));
    }
    let mut outcome = settle(&corpus, &corpus.policy, found);
    if let Some(before) = staged.before {
        leave_out_known(&mut outcome, &touched, before)?;
    }
    let counts = corpus.counts();
    // The program ends soon, and the system takes all of it back at once.
    std::mem::forget(corpus);
    Ok(Some((outcome, counts)))
}

/// Leaves out the findings elsewhere that the last commit has too. What they are about has not changed, so it is enough to look at their
/// incidents again, as these were judged then.
fn leave_out_known(outcome: &mut Outcome, touched: &Touched, before: Box<dyn Tree>) -> Result<(), RepoError> {
    let elsewhere = outcome.diagnostics.iter().map(|one| &one.primary.path).filter(|path| !touched.holds(path));
    let elsewhere: Vec<&RepoPath> = elsewhere.collect();
    if elsewhere.is_empty() {
        return Ok(());
    }
    let homes = Corpus::homes(elsewhere.iter().copied(), &[&*before])?;
    let all_at_home = elsewhere.iter().all(|path| is_within(&homes, path));
    let before = if all_at_home { part(before, &homes)? } else { Corpus::load(before)? };
    let known = settle(&before, &before.policy, findings(&before));
    let known: HashSet<_> = known.diagnostics.iter().map(key).collect();
    outcome.diagnostics.retain(|one| touched.holds(&one.primary.path) || !known.contains(&key(one)));
    std::mem::forget(before);
    Ok(())
}

/// Whether a path lies in one of some folders, which are in order.
fn is_within(folders: &[RepoPath], path: &RepoPath) -> bool {
    let mut at = path.parent();
    while !at.as_str().is_empty() && folders.binary_search(&at).is_err() {
        at = at.parent();
    }
    !at.as_str().is_empty()
}

/// What makes a finding in a file that has not changed the same as before.
fn key(diagnostic: &Diagnostic) -> (&RepoPath, Span, &'static str, Level, &str) {
    let Diagnostic { rule, level, message, primary, .. } = diagnostic;
    (&primary.path, primary.span, *rule, *level, message)
}

/// Some incidents, and the names of the others.
fn part(tree: Box<dyn Tree>, homes: &[RepoPath]) -> Result<Corpus, RepoError> {
    let all = Corpus::incident_folders(&*tree)?;
    let mut corpus = Corpus::load_part(tree, homes, None)?;
    corpus.mind(all);
    Ok(corpus)
}

/// Whether a file is one that the records are made of.
fn is_ours(path: &RepoPath) -> bool {
    path.as_str() == INCIDENTS_FOLDER || below_incidents(path) || is_at_the_top(path)
}

fn below_incidents(path: &RepoPath) -> bool {
    path.below(&RepoPath::root().join(INCIDENTS_FOLDER)).is_some_and(|rest| !rest.is_empty())
}

fn is_at_the_top(path: &RepoPath) -> bool {
    let name = path.as_str().replace(".yml", ".yaml");
    [POLICY_FILE, PEOPLE_FILE, COMPONENTS_FILE].contains(&name.as_str())
}

/// Where something is staged.
struct Touched {
    /// The folders of incidents, in order.
    homes: Vec<RepoPath>,
    /// The files themselves.
    files: HashSet<RepoPath>,
}

impl Touched {
    fn new(files: &[&ChangedFile], staged: &Staged) -> Result<Self, RepoError> {
        let trees: Vec<&dyn Tree> = std::iter::once(&staged.after).chain(&staged.before).map(|tree| &**tree).collect();
        let homes = Corpus::homes(files.iter().map(|file| &file.path), &trees)?;
        Ok(Self { homes, files: files.iter().map(|file| file.path.clone()).collect() })
    }

    /// Whether what a finding is about is staged, or in an incident of which something is.
    fn holds(&self, path: &RepoPath) -> bool {
        self.files.contains(path) || self.at_home(path)
    }

    fn at_home(&self, path: &RepoPath) -> bool {
        is_within(&self.homes, path)
    }

    /// Whether others than the incidents themselves may have to do with it.
    fn concerns_all(&self, files: &[&ChangedFile], after: &dyn Tree) -> Result<bool, RepoError> {
        let astray = |file: &&ChangedFile| !self.at_home(&file.path) && file.path.name() != "README.md";
        if files.iter().any(|file| astray(file) && (file.after.is_some() || is_at_the_top(&file.path))) {
            return Ok(true);
        }
        for home in &self.homes {
            if after.look(&home.join("incident.yaml"))?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
