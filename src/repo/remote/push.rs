//! One push, one fetch, and what the remote made of it.

use std::time::Duration;

use super::{RemoteError, Target};
use crate::repo::commit::{PUSH_LOCK, PUSHING};
use crate::repo::write::{Journal, Lock, Move};
use crate::repo::{CommitError, CommitId, HeadBranch, Landing, Repository};

/// What became of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// It arrived.
    Arrived,
    /// Somebody was faster.
    Overtaken,
    /// The remote does not want it, and will not want it the next time.
    Refused(String),
    /// The remote cannot be reached; nobody knows whether it arrived.
    Unreachable(String),
    /// The remote said nothing for too long; to wait for it once more would be as long again.
    Silent(String),
}

/// How a push went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long the try took that arrived.
    pub took: Duration,
    /// How often others were faster.
    pub overtaken: u32,
}

/// How often, and after how long, a fetch is tried again that found a ref locked.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(200);

/// Held while this clone pushes: one at a time, so that commits which wait are carried by one of us only.
pub struct Pushing<'r> {
    repository: &'r Repository,
    journal: Journal,
    lock: Lock,
}

impl Repository {
    /// Begins to push, when nobody else here does.
    ///
    /// # Errors
    /// When somebody else has been pushing for a long time.
    pub fn begin_push(&self) -> Result<Pushing<'_>, RemoteError> {
        let private = self.own_folder();
        let lock = Lock::wait(&private.join(PUSH_LOCK)).map_err(CommitError::from)?;
        Ok(Pushing { repository: self, journal: Journal::fleeting(&private, PUSHING), lock })
    }

    /// Learns what the branch is at now; `None` when the remote has none of this name.
    ///
    /// # Errors
    /// When the remote cannot be reached.
    pub fn fetch_branch(&self, target: &Target) -> Result<Option<CommitId>, RemoteError> {
        let refspec = format!("+{}:{}", target.reference(), target.seen());
        let arguments = [
            "fetch",
            // Whoever waits for it sees that it goes on.
            "--progress",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-recurse-submodules",
            "--no-show-forced-updates",
        ];
        let arguments = [&arguments[..], &[target.remote.as_str(), refspec.as_str()]].concat();
        let mut answer = self.git_program(&arguments)?;
        for _ in 0..LOCK_TRIES {
            // Another git here is writing the same ref; so may one that outlived a command of ours.
            if answer.success || !(answer.stderr.contains("cannot lock ref") || answer.stderr.contains(".lock'")) {
                break;
            }
            std::thread::sleep(LOCK_PAUSE);
            answer = self.git_program(&arguments)?;
        }
        if answer.success {
            return Ok(self.last_seen(target));
        }
        if answer.stderr.contains("couldn't find remote ref") {
            return Ok(None);
        }
        Err(RemoteError::Unreachable { remote: target.remote.clone(), said: answer.reason() })
    }
}

impl Pushing<'_> {
    /// Pushes a commit. Until [`Self::end`], a process that is killed leaves behind where the branch here is to go.
    ///
    /// # Errors
    /// When git is not there, or the disk refuses.
    pub fn push(
        &self,
        from: &HeadBranch,
        landing: &Landing,
        commit: CommitId,
        target: &Target,
    ) -> Result<Pushed, RemoteError> {
        let to_branch = match landing {
            Landing::Here => from.reference(),
            Landing::NewBranch(name) => format!("refs/heads/{name}"),
        };
        let planned =
            Move { from_branch: from.reference(), from: from.tip.to_string(), to_branch, to: commit.to_string() };
        self.journal.open(&[], Some(planned)).map_err(CommitError::from)?;
        let refspec = format!("{commit}:{}", target.reference());
        let arguments = ["push", "--porcelain", "--progress", "--no-follow-tags", "--recurse-submodules=no"];
        let answer =
            self.repository.git_program(&[&arguments[..], &[target.remote.as_str(), refspec.as_str()]].concat())?;
        if answer.success {
            return Ok(Pushed::Arrived);
        }
        if answer.was_silent {
            return Ok(Pushed::Silent(answer.reason()));
        }
        Ok(verdict(&answer.stdout, &answer.stderr).unwrap_or_else(|| Pushed::Unreachable(answer.reason())))
    }

    /// How the last push went, when this clone has pushed within a moment.
    #[must_use]
    pub fn just_pushed(&self, moment: Duration) -> Option<Pace> {
        self.lock.since_last.filter(|since| *since < moment)?;
        let text = std::fs::read_to_string(self.pace()).ok()?;
        let (took, overtaken) = text.trim().split_once(' ')?;
        Some(Pace { took: Duration::from_millis(took.parse().ok()?), overtaken: overtaken.parse().ok()? })
    }

    /// Keeps how a push went, for the next one.
    pub fn keep_pace(&self, pace: Pace) {
        // Only a courtesy to others.
        let _ = std::fs::write(self.pace(), format!("{} {}", pace.took.as_millis(), pace.overtaken));
    }

    fn pace(&self) -> std::path::PathBuf {
        self.repository.own_folder().join("push.pace")
    }

    /// The branch here is where it is to be, or will not get there.
    pub fn end(self) {
        self.journal.close();
    }
}

/// What the line about our branch says; `None` when there is none, because it did not get so far.
fn verdict(porcelain: &str, stderr: &str) -> Option<Pushed> {
    let line = porcelain.lines().find(|line| line.starts_with("!\t"))?;
    let summary = line.split('\t').nth(2).unwrap_or_default();
    let race = ["(fetch first)", "(non-fast-forward)", "(stale info)", "cannot lock ref", "failed to update ref"];
    // Two pushes at the same instant: the server's own lock, or an object of the other that is not whole yet.
    let lock = ["failed to lock", "incorrect old value provided", "reference already exists", "is at"];
    let rejected = summary.starts_with("[rejected]") || summary.starts_with("[remote rejected]");
    if rejected
        && (race.iter().any(|words| summary.contains(words)) || lock.iter().any(|words| summary.contains(words)))
    {
        return Some(Pushed::Overtaken);
    }
    if summary.starts_with("[remote failure]") {
        return None;
    }
    let said: Vec<&str> = stderr.lines().filter_map(|line| line.strip_prefix("remote: ")).map(str::trim).collect();
    let said = said.into_iter().filter(|line| !line.is_empty()).take(3).collect::<Vec<_>>().join("; ");
    let why = summary.trim_start_matches("[remote rejected]").trim_start_matches("[rejected]").trim();
    Some(Pushed::Refused(if said.is_empty() { why.to_owned() } else { format!("{why} {said}") }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faster_colleagues_and_refusals_are_told_apart() {
        let line = |summary: &str| format!("To git.example:x\n!\tabc:refs/heads/main\t{summary}\nDone\n");
        for summary in [
            "[rejected] (fetch first)",
            "[rejected] (non-fast-forward)",
            "[remote rejected] (cannot lock ref 'refs/heads/main': is at a but expected b)",
            "[remote rejected] (failed to update ref)",
            "[remote rejected] (incorrect old value provided)",
        ] {
            assert_eq!(verdict(&line(summary), ""), Some(Pushed::Overtaken), "{summary}");
        }
        let refused = verdict(&line("[remote rejected] (pre-receive hook declined)"), "remote: \nremote: no secrets\n");
        assert_eq!(refused, Some(Pushed::Refused("(pre-receive hook declined) no secrets".to_owned())));
        assert_eq!(verdict("", "fatal: Could not read from remote repository."), None);
    }
}
