//! Branches by their names, here and on the remotes, for work that is not merged yet.

use std::collections::BTreeMap;

use super::{CommitId, RepoError, Repository};
use crate::source::RepoPath;

/// A branch, wherever it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name, without that of a remote: `incident/login-errors`.
    pub name: String,
    /// How git calls it: `incident/login-errors`, `origin/incident/login-errors`.
    pub reference: String,
    /// Its last commit; `None` when that is not in this clone.
    pub tip: Option<Tip>,
}

/// The last commit of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The commit.
    pub id: CommitId,
    /// When it was made, in seconds, as it says itself.
    at: i64,
}

/// The folders of refs that branches live in.
const LOCAL: &str = "refs/heads/";
const REMOTE: &str = "refs/remotes/";

/// More commits than this are not looked through for what a branch may have been merged as.
const MOST_COMMITS: usize = 10_000;

impl Repository {
    /// The branches whose names are wanted, in order of the names. Of one name here and on remotes the one that is ahead counts; of two that
    /// went different ways, the one with the later commit.
    ///
    /// # Errors
    /// When this is no git repository, or its refs cannot be listed.
    pub fn branches(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Branch>, RepoError> {
        let git = self.git()?;
        let remotes = git.remotes()?;
        let remotes: Vec<&str> = remotes.iter().filter_map(|name| name.ok().flatten()).collect();
        let mut names: Vec<String> = Vec::new();
        for reference in git.references()? {
            // A ref whose name is no text, or whose file is no ref, is no branch that anybody could ask for.
            names.extend(reference.ok().and_then(|reference| reference.name().ok().map(ToOwned::to_owned)));
        }
        names.sort();
        let mut found: BTreeMap<String, Branch> = BTreeMap::new();
        for full in names {
            let Some((name, reference)) = branch_name(&full, &remotes).filter(|(name, _)| wanted(name)) else {
                continue;
            };
            let branch = Branch { name: name.to_owned(), reference: reference.to_owned(), tip: self.tip(&full) };
            let better = found.get(name).is_none_or(|known| self.is_newer(branch.tip, known.tip));
            if better {
                found.insert(name.to_owned(), branch);
            }
        }
        Ok(found.into_values().collect())
    }

    fn tip(&self, reference: &str) -> Option<Tip> {
        let commit = self.git().ok()?.find_reference(reference).ok()?.peel_to_commit().ok()?;
        Some(Tip { id: CommitId(commit.id()), at: commit.time().seconds() })
    }

    /// Whether one commit goes before another: it follows it, or, where neither follows the other, it was made later.
    #[must_use]
    pub fn is_newer(&self, one: Option<Tip>, other: Option<Tip>) -> bool {
        let (Some(one), Some(other)) = (one, other) else { return one.is_some() };
        let follows =
            |a: Tip, b: Tip| self.git().is_ok_and(|git| git.graph_descendant_of(a.id.0, b.id.0).unwrap_or_default());
        if one.id == other.id || follows(other, one) {
            return false;
        }
        follows(one, other) || one.at > other.at
    }

    /// Whether any commit of `base` since `fork` has the same at a path as `head` has: then `head` was merged there, be it squashed or
    /// rebased, and what became of it since is newer.
    ///
    /// # Errors
    /// When git cannot read the commits.
    pub fn was_merged(&self, range: &super::Range, path: &RepoPath) -> Result<bool, RepoError> {
        let git = self.git()?;
        let at_path = |commit: CommitId| -> Result<Option<git2::Oid>, git2::Error> {
            let tree = git.find_commit(commit.0)?.tree()?;
            Ok(tree.get_path(std::path::Path::new(path.as_str())).ok().map(|entry| entry.id()))
        };
        let wanted = at_path(range.head)?;
        let mut walk = git.revwalk()?;
        walk.push(range.base.0)?;
        walk.hide(range.fork.0)?;
        for id in walk.take(MOST_COMMITS) {
            if at_path(CommitId(id?))? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A branch's own name, and the short one that git gives the ref. `origin/HEAD` only says which branch is the usual one.
fn branch_name<'r>(full: &'r str, remotes: &[&str]) -> Option<(&'r str, &'r str)> {
    if let Some(name) = full.strip_prefix(LOCAL) {
        return Some((name, name));
    }
    let short = full.strip_prefix(REMOTE)?;
    let own =
        remotes.iter().filter_map(|remote| short.strip_prefix(remote)?.strip_prefix('/')).min_by_key(|name| name.len());
    let name = own.or_else(|| short.split_once('/').map(|(_, name)| name))?;
    (name != "HEAD").then_some((name, short))
}
