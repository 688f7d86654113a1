//! A commit from a commit and some files, in the object database alone.

use std::path::Path;
use std::process::{Command, Stdio};

use jiff::Timestamp;

use super::CommitError;
use super::on_disk;
use crate::repo::git_tree::mode;
use crate::repo::{CommitId, FileChange, Repository};

/// What a commit says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The first line.
    pub subject: String,
    /// `Key: value` lines at the end.
    pub trailers: Vec<(&'static str, String)>,
}

/// A first line that tools still show whole.
const SUBJECT: usize = 72;

impl Message {
    /// As git keeps it. A text that somebody typed makes no lines of its own.
    #[must_use]
    pub fn text(&self) -> String {
        let words: String = self.subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let subject = match words.char_indices().nth(SUBJECT) {
            Some(_) => words.chars().take(SUBJECT - 1).collect::<String>().trim_end().to_owned() + "…",
            None => words,
        };
        let trailers: String = self.trailers.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        if trailers.is_empty() { subject + "\n" } else { format!("{subject}\n\n{trailers}") }
    }
}

impl Repository {
    /// A commit that follows `base` and differs from it in these files only. No branch knows of it yet.
    ///
    /// # Errors
    /// When a file is not in `base` what it is thought to be, or git cannot write.
    pub fn commit_on(
        &self,
        base: CommitId,
        changes: &[FileChange],
        message: &Message,
        now: Timestamp,
    ) -> Result<CommitId, CommitError> {
        let git = self.git()?;
        let parent = git.find_commit(base.0)?;
        let tree = parent.tree()?;
        let mut update = git2::build::TreeUpdateBuilder::new();
        let (mut differing, mut filtered) = (Vec::new(), Vec::new());
        for change in changes {
            let entry = tree.get_path(Path::new(change.path.as_str())).ok();
            let there = entry.as_ref().map(git2::TreeEntry::id);
            let expected = change.was.as_ref().map(|bytes| git2::Oid::hash_object(git2::ObjectType::Blob, bytes));
            if there != expected.transpose()? {
                differing.push(change.path.clone());
                continue;
            }
            match &change.becomes {
                // What should have been encrypted must not be in a commit as it is.
                Some(bytes) if on_disk::from_blob(git, change.path.as_str(), bytes).is_none() => {
                    filtered.push(change.path.clone());
                }
                Some(bytes) => {
                    let executable = entry.is_some_and(|entry| entry.filemode() == mode::EXECUTABLE);
                    let mode = if executable { git2::FileMode::BlobExecutable } else { git2::FileMode::Blob };
                    update.upsert(change.path.as_str(), git.blob(bytes)?, mode);
                }
                None => drop(update.remove(change.path.as_str())),
            }
        }
        if !filtered.is_empty() {
            return Err(CommitError::Filtered(filtered));
        }
        if !differing.is_empty() {
            return Err(CommitError::InTheWay(differing));
        }
        let tree = git.find_tree(update.create_updated(git, &tree)?)?;
        self.commit_tree(&tree, &parent, &message.text(), now)
    }

    fn commit_tree(
        &self,
        tree: &git2::Tree<'_>,
        parent: &git2::Commit<'_>,
        message: &str,
        now: Timestamp,
    ) -> Result<CommitId, CommitError> {
        let git = self.git()?;
        let who = |known: Result<git2::Signature<'static>, git2::Error>| {
            let known = known.map_err(|_| CommitError::NoIdentity)?;
            let name = String::from_utf8_lossy(known.name_bytes()).into_owned();
            let email = String::from_utf8_lossy(known.email_bytes()).into_owned();
            let minutes = jiff::tz::TimeZone::system().to_offset(now).seconds() / 60;
            Ok::<_, CommitError>(git2::Signature::new(&name, &email, &git2::Time::new(now.as_second(), minutes))?)
        };
        let (author, committer) = (who(git.author_from_env())?, who(git.committer_from_env())?);
        let signs = git.config().and_then(|config| config.get_bool("commit.gpgsign")).unwrap_or_default();
        if signs {
            return self.signed(tree, parent, message, &author, &committer);
        }
        Ok(CommitId(git.commit(None, &author, &committer, message, tree, &[parent])?))
    }

    /// git itself knows all the ways to sign and asks for what it needs.
    fn signed(
        &self,
        tree: &git2::Tree<'_>,
        parent: &git2::Commit<'_>,
        message: &str,
        author: &git2::Signature<'_>,
        committer: &git2::Signature<'_>,
    ) -> Result<CommitId, CommitError> {
        let failed = |said: String| CommitError::Signing(said.trim().to_owned());
        let mut command = Command::new("git");
        command.arg("--git-dir").arg(self.git()?.path());
        command.args(["commit-tree", "-S", "-p", &parent.id().to_string(), "-m", message.trim_end()]);
        command.arg(tree.id().to_string()).stdin(Stdio::null());
        for (role, who) in [("AUTHOR", author), ("COMMITTER", committer)] {
            command.env(format!("GIT_{role}_NAME"), String::from_utf8_lossy(who.name_bytes()).as_ref());
            command.env(format!("GIT_{role}_EMAIL"), String::from_utf8_lossy(who.email_bytes()).as_ref());
            let (sign, minutes) =
                (if who.when().offset_minutes() < 0 { '-' } else { '+' }, who.when().offset_minutes());
            let zone = format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60);
            command.env(format!("GIT_{role}_DATE"), format!("{} {zone}", who.when().seconds()));
        }
        let output = command.output().map_err(|reason| failed(format!("git does not start: {reason}")))?;
        if !output.status.success() {
            return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        let id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(CommitId(git2::Oid::from_str(&id)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_and_trailers() {
        let trailers = vec![("Incident", "2026-03-14-x".to_owned())];
        let message = Message { subject: "Log: a\nIncident: other\u{7}".to_owned(), trailers };
        assert_eq!(message.text(), "Log: a Incident: other\n\nIncident: 2026-03-14-x\n");
        let long = Message { subject: "word ".repeat(40), ..Message::default() };
        assert!(long.text().trim_end().chars().count() <= SUBJECT && long.text().ends_with("…\n"));
    }
}
