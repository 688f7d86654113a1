//! Brings commits of the forge into the object database, as data: nothing is checked out, nothing of it is run.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use super::{CommitId, RepoError, Repository};
use crate::source::RepoPath;

/// Where the refs of pull requests are kept while they are looked at.
const KEPT: &str = "refs/flarebook/pull";

/// What authenticates a fetch over HTTPS.
#[derive(Clone)]
pub struct Access {
    /// The forge's address, such as `https://github.com`.
    pub server: String,
    /// The token.
    pub token: String,
}

impl Repository {
    /// Fetches the tips and, where the forge made them, the merge commits of pull requests from `origin`.
    ///
    /// # Errors
    /// When git is not installed, or cannot reach `origin`.
    pub fn fetch_pull_requests(&self, numbers: &[u64], access: Option<&Access>) -> Result<(), RepoError> {
        if numbers.is_empty() {
            return Ok(());
        }
        // A pull request with conflicts has no merge commit, and one missing ref makes a whole fetch fail.
        let list = self.run_git(&["ls-remote", "--quiet", "origin", "refs/pull/*"], access)?;
        let there: HashSet<&str> = list.lines().filter_map(|line| line.split('\t').nth(1)).collect();
        let wanted = |number: &u64| {
            let sides = ["head", "merge"].map(|side| (format!("refs/pull/{number}/{side}"), side));
            let sides = sides.into_iter().filter(|(name, _)| there.contains(name.as_str()));
            sides.map(|(name, side)| format!("+{name}:{KEPT}/{number}/{side}")).collect::<Vec<_>>()
        };
        let all: Vec<String> = numbers.iter().flat_map(wanted).collect();
        if self.fetch(&all, access).is_err() {
            // One that cannot be fetched fails all; it is missed when it is looked at, and must not keep the others waiting.
            numbers.iter().for_each(|number| drop(self.fetch(&wanted(number), access)));
        }
        Ok(())
    }

    fn fetch(&self, refs: &[String], access: Option<&Access>) -> Result<(), RepoError> {
        if refs.is_empty() {
            return Ok(());
        }
        let mut arguments = vec!["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "origin"];
        arguments.extend(refs.iter().map(String::as_str));
        self.run_git(&arguments, access).map(|_| ())
    }

    /// The commits to look at for a pull request whose branch is at `head`: the merge commit and what it is merged onto, when it merges that very
    /// commit; else the tip itself and the branch it goes into.
    ///
    /// # Errors
    /// When none of them is there.
    pub fn pull_request_range(&self, number: u64, head: &str, base: &str) -> Result<(String, String), RepoError> {
        let candidates =
            [format!("{KEPT}/{number}/merge"), format!("refs/remotes/pull/{number}/merge"), "HEAD".to_owned()];
        for candidate in candidates {
            let Ok(merge) = self.commit_id(&candidate) else { continue };
            let commit = self.git()?.find_commit(merge.0)?;
            let parents: Vec<String> = commit.parent_ids().map(|id| id.to_string()).collect();
            if let [onto, merged] = &parents[..]
                && merged == head
            {
                return Ok((onto.clone(), merge.to_string()));
            }
        }
        self.commit_id(head)?;
        Ok((base.to_owned(), head.to_owned()))
    }

    /// The tree that a commit's tree becomes with other texts in some files, and the commit's own tree.
    ///
    /// # Errors
    /// When git cannot read or write it.
    pub fn tree_with<'f>(
        &self,
        commit: CommitId,
        files: impl IntoIterator<Item = (&'f RepoPath, &'f String)>,
    ) -> Result<(String, String), RepoError> {
        let git = self.git()?;
        let tree = git.find_commit(commit.0)?.tree()?;
        let mut update = git2::build::TreeUpdateBuilder::new();
        for (path, text) in files {
            let mode = tree.get_path(Path::new(path.as_str())).map_or(0o100_644, |entry| entry.filemode());
            let mode = if mode == 0o100_755 { git2::FileMode::BlobExecutable } else { git2::FileMode::Blob };
            update.upsert(path.as_str(), git.blob(text.as_bytes())?, mode);
        }
        let id = update.create_updated(git, &tree)?;
        Ok((id.to_string(), tree.id().to_string()))
    }

    /// Runs git here. The token goes through the environment: arguments can be seen by everybody on the machine.
    fn run_git(&self, arguments: &[&str], access: Option<&Access>) -> Result<String, RepoError> {
        let mut command = Command::new("git");
        command.arg("--git-dir").arg(self.git()?.path()).args(arguments).env("GIT_TERMINAL_PROMPT", "0");
        if let Some(access) = access {
            let basic = base64(format!("x-access-token:{}", access.token).as_bytes());
            command.env("GIT_CONFIG_COUNT", "1");
            command.env("GIT_CONFIG_KEY_0", format!("http.{}/.extraheader", access.server.trim_end_matches('/')));
            command.env("GIT_CONFIG_VALUE_0", format!("AUTHORIZATION: basic {basic}"));
        }
        let output = command.output().map_err(|reason| RepoError::Fetch(format!("git does not start: {reason}")))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(RepoError::Fetch(said.lines().last().unwrap_or("git says nothing").to_owned()))
    }
}

/// Base 64 with padding, RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    /// The examples of RFC 4648, section 10.
    #[test]
    fn base64_of_the_standard() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
        for (bytes, text) in pairs {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
