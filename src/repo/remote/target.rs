//! Where a branch is pushed to.

use super::RemoteError;
use super::address::Address;
use crate::repo::{CommitId, Repository};

/// A branch of a remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The remote's name: `origin`.
    pub remote: String,
    /// The branch there, without `refs/heads/`.
    pub branch: String,
}

impl Target {
    /// Where this clone remembers what the branch was when it was last seen.
    pub(super) fn seen(&self) -> String {
        format!("refs/remotes/{}/{}", self.remote, self.branch)
    }

    /// The branch there, in full.
    pub(super) fn reference(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }
}

impl Repository {
    /// Where git would push a branch.
    ///
    /// # Errors
    /// When there is no remote, or several and no word on which.
    pub fn target(&self, branch: &str) -> Result<Target, RemoteError> {
        let git = self.git()?;
        let config = git.config()?.snapshot()?;
        let text = |key: &str| config.get_str(key).ok().map(ToOwned::to_owned).filter(|value| !value.is_empty());
        let own = text(&format!("branch.{branch}.remote")).filter(|name| name != ".");
        let named = text(&format!("branch.{branch}.pushRemote")).or_else(|| text("remote.pushDefault")).or(own.clone());
        let remotes = git.remotes()?;
        let remotes: Vec<String> =
            remotes.iter().filter_map(|name| name.ok().flatten()).map(ToOwned::to_owned).collect();
        let usual = || remotes.iter().find(|name| *name == "origin").cloned();
        let remote = match (named.or_else(usual), &remotes[..]) {
            (Some(name), _) => name,
            (None, []) => return Err(RemoteError::NoRemote),
            (None, [only]) => only.clone(),
            (None, _) => return Err(RemoteError::WhichRemote(remotes)),
        };
        let merge = text(&format!("branch.{branch}.merge")).filter(|_| own.as_deref() == Some(&remote));
        let there = merge.as_deref().and_then(|name| name.strip_prefix("refs/heads/")).unwrap_or(branch);
        Ok(Target { remote, branch: there.to_owned() })
    }

    /// The commit that the branch was at when it was last seen.
    #[must_use]
    pub fn last_seen(&self, target: &Target) -> Option<CommitId> {
        self.git().ok()?.refname_to_id(&target.seen()).ok().map(CommitId)
    }

    /// The branches here whose names begin so, and whose last commit no branch of a remote has, as far as was seen.
    #[must_use]
    pub fn waiting_branches(&self, start: &str) -> Vec<String> {
        let Ok(git) = self.git() else { return Vec::new() };
        let tips = |pattern: &str| {
            let found = git.references_glob(pattern).into_iter().flatten().flatten();
            let named = found.filter_map(|one| Some((one.name().ok()?.to_owned(), one.target()?)));
            named.collect::<Vec<(String, git2::Oid)>>()
        };
        let there = tips("refs/remotes/*");
        let arrived = |tip: git2::Oid| {
            there.iter().any(|(_, seen)| *seen == tip || git.graph_descendant_of(*seen, tip).unwrap_or(false))
        };
        let ours = tips(&format!("refs/heads/{start}*"));
        let waiting = ours.into_iter().filter(|(_, tip)| !arrived(*tip));
        waiting.filter_map(|(name, _)| Some(name.strip_prefix("refs/heads/")?.to_owned())).collect()
    }

    /// Lets a branch that has no home yet follow the one it was pushed to, as `git push -u` does.
    pub fn follow(&self, branch: &str, target: &Target) {
        let Some(mut config) = self.git().ok().and_then(|git| git.config().ok()) else { return };
        let key = format!("branch.{branch}.remote");
        if config.get_string(&key).is_err() {
            // Only a convenience for `git pull` and `git status`.
            let _ = config.set_str(&key, &target.remote);
            let _ = config.set_str(&format!("branch.{branch}.merge"), &target.reference());
        }
    }

    /// The branch that others merge into: what the remote calls its own, else `main` or `master`.
    #[must_use]
    pub fn default_branch(&self, remote: &str) -> String {
        let found = self.git().ok().and_then(|git| {
            let head = git.find_reference(&format!("refs/remotes/{remote}/HEAD")).ok();
            let target = head.and_then(|head| head.symbolic_target().ok().flatten().map(ToOwned::to_owned));
            let of_remote =
                target.and_then(|name| name.strip_prefix(&format!("refs/remotes/{remote}/")).map(ToOwned::to_owned));
            let there = |name: &&str| {
                ["refs/heads/".to_owned(), format!("refs/remotes/{remote}/")]
                    .iter()
                    .any(|start| git.find_reference(&format!("{start}{name}")).is_ok())
            };
            of_remote.or_else(|| ["main", "master"].iter().find(|name| there(name)).map(|name| (*name).to_owned()))
        });
        found.unwrap_or_else(|| "main".to_owned())
    }

    /// Where a remote is; `None` when that is no address of a forge.
    #[must_use]
    pub fn address(&self, remote: &str) -> Option<Address> {
        let git = self.git().ok()?;
        let config = git.config().ok()?.snapshot().ok()?;
        // As the user wrote it first: what `insteadOf` makes of it may lead to a mirror.
        let written = config.get_str(&format!("remote.{remote}.url")).ok().and_then(Address::parse);
        let resolved = || Address::parse(git.find_remote(remote).ok()?.url().ok()?);
        written.or_else(resolved)
    }

    /// The address of the page that opens a pull request for a pushed branch; `None` where the remote is no forge that we know.
    #[must_use]
    pub fn pull_request_page(&self, target: &Target, title: &str) -> Option<String> {
        self.address(&target.remote)?.pull_request(&self.default_branch(&target.remote), &target.branch, title)
    }
}
