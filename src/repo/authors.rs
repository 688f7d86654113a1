//! Who and what the history names, for those who must not publish it.

use std::collections::BTreeSet;

use super::{Identity, RepoError, Repository};
use crate::source::RepoPath;

/// Commits that are looked at; a history beyond is older than anything that a page is made from.
const MOST_COMMITS: usize = 500_000;

/// Commits, the people who made them, and branches, as far as this clone has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authorship {
    /// The first sixteen hexadecimal digits of every commit, as a number.
    pub commits: Vec<u64>,
    /// Names and mail addresses of authors and committers.
    pub people: BTreeSet<(String, String)>,
    /// The names of branches, here and on the servers this clone knows, without the server's.
    pub branches: BTreeSet<String>,
}

impl Repository {
    /// Who made the latest commits before HEAD, newest first, each name and address once; nobody where there is no history.
    ///
    /// # Errors
    /// When git cannot read its history.
    pub fn recent_authors(&self, commits: usize) -> Result<Vec<Identity>, RepoError> {
        let Ok(git) = self.git() else { return Ok(Vec::new()) };
        let mut walk = git.revwalk()?;
        // A repository without a commit has no HEAD.
        let _ = walk.push_head();
        let mut authors: Vec<Identity> = Vec::new();
        for id in walk.take(commits) {
            let commit = git.find_commit(id?)?;
            let author = commit.author();
            let text = |bytes: &[u8]| Some(String::from_utf8_lossy(bytes).into_owned());
            let author = Identity { name: text(author.name_bytes()), email: text(author.email_bytes()) };
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
        Ok(authors)
    }

    /// The files of a name that git knows, anywhere in the working tree.
    ///
    /// # Errors
    /// When git cannot read its index.
    pub fn known_files(&self, name: &str) -> Result<Vec<RepoPath>, RepoError> {
        let Ok(git) = self.git() else { return Ok(Vec::new()) };
        let index = git.index()?;
        let paths = index.iter().filter_map(|entry| RepoPath::new(std::str::from_utf8(&entry.path).ok()?).ok());
        Ok(paths.filter(|path| path.name() == name).collect())
    }

    /// What the history of every branch names; nothing where there is no git.
    ///
    /// # Errors
    /// When git cannot read its history.
    pub fn authorship(&self) -> Result<Authorship, RepoError> {
        let Ok(git) = self.git() else { return Ok(Authorship::default()) };
        let mut walk = git.revwalk()?;
        for reference in git.references()?.flatten() {
            let wanted =
                [&b"refs/heads/"[..], b"refs/remotes/"].iter().any(|start| reference.name_bytes().starts_with(start));
            // A branch whose commit is not here names nobody here.
            if let (true, Ok(commit)) = (wanted, reference.peel_to_commit()) {
                walk.push(commit.id())?;
            }
        }
        // A repository without a commit has no HEAD.
        let _ = walk.push_head();
        let mut found = Authorship { branches: branches(git)?, ..Authorship::default() };
        for id in walk.take(MOST_COMMITS) {
            let commit = git.find_commit(id?)?;
            let head = commit.id().as_bytes().first_chunk().copied().unwrap_or_default();
            found.commits.push(u64::from_be_bytes(head));
            for who in [commit.author(), commit.committer()] {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                found.people.insert((text(who.name_bytes()), text(who.email_bytes())));
            }
        }
        found.commits.sort_unstable();
        Ok(found)
    }
}

fn branches(git: &git2::Repository) -> Result<BTreeSet<String>, RepoError> {
    let mut names = BTreeSet::new();
    for branch in git.branches(None)? {
        let (branch, kind) = branch?;
        let name = String::from_utf8_lossy(branch.name_bytes()?).into_owned();
        let name = match kind {
            git2::BranchType::Remote => name.split_once('/').map_or("", |(_, name)| name).to_owned(),
            git2::BranchType::Local => name,
        };
        if !name.is_empty() && name != "HEAD" {
            names.insert(name);
        }
    }
    Ok(names)
}
