//! The `git` program, for all that needs a network: it knows ssh agents, credential helpers, proxies and certificates.

use std::io::IsTerminal as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{RemoteError, wait};
use crate::repo::Repository;

/// What git said.
pub(super) struct Answer {
    pub success: bool,
    pub stdout: String,
    /// Without credentials.
    pub stderr: String,
    /// It said nothing for so long that we ended it.
    pub was_silent: bool,
}

/// So long git may say nothing, in seconds, and where another number can be set; 0 is for ever.
const PATIENCE: u64 = 60;
const PATIENCE_VARIABLE: &str = "FLAREBOOK_TIMEOUT";

fn patience() -> u64 {
    std::env::var(PATIENCE_VARIABLE).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(PATIENCE)
}

impl Answer {
    /// The line that says what was wrong.
    pub fn reason(&self) -> String {
        if self.was_silent {
            return format!("it has said nothing for {} s ({PATIENCE_VARIABLE} sets another bound)", patience());
        }
        let telling = |line: &&str| {
            ["fatal:", "error:", "remote: error", "ERROR:"].iter().any(|start| line.trim_start().starts_with(start))
        };
        let lines: Vec<&str> = self.stderr.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let telling = lines.iter().copied().find(telling).or(lines.last().copied());
        let line = telling.unwrap_or("git says nothing");
        line.trim_start_matches("fatal:").trim_start_matches("error:").trim().to_owned()
    }
}

impl Repository {
    /// Runs git, which asks questions only where somebody is there to answer them.
    pub(super) fn git_program(&self, arguments: &[&str]) -> Result<Answer, RemoteError> {
        let mut command = Command::new("git");
        command.current_dir(self.root()).arg("--git-dir").arg(self.git()?.path());
        // Tidying up can wait until nobody waits for it; a server that says nothing for half a minute will not.
        for setting in ["gc.auto=0", "maintenance.auto=false", "http.lowSpeedLimit=1", "http.lowSpeedTime=30"] {
            command.args(["-c", setting]);
        }
        command.args(arguments).stdin(Stdio::null()).env("LC_ALL", "C").env_remove("LANGUAGE");
        // Set by the git that runs us as a hook.
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(variable);
        }
        let is_alone = !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal());
        if is_alone {
            command.env("GIT_TERMINAL_PROMPT", "0").env("GCM_INTERACTIVE", "never");
            if !self.has_own_ssh() {
                command.env("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=20");
            }
        }
        let patience = Some(patience()).filter(|seconds| *seconds > 0).map(Duration::from_secs);
        // Where somebody may be asked, git stays in the group of the terminal: only that may read from it.
        let ended = wait::run(&mut command, patience, is_alone).map_err(RemoteError::NoGit)?;
        let text = |bytes: &[u8]| without_credentials(&String::from_utf8_lossy(bytes));
        Ok(Answer {
            success: ended.status.is_some_and(|status| status.success()),
            stdout: text(&ended.stdout),
            stderr: text(&ended.stderr),
            was_silent: ended.status.is_none(),
        })
    }

    /// Whether the user has said how ssh is to be called.
    fn has_own_ssh(&self) -> bool {
        let set = ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|variable| std::env::var_os(variable).is_some());
        let config = || self.git().ok().and_then(|git| git.config().ok());
        set || config().is_some_and(|config| config.get_string("core.sshCommand").is_ok())
    }
}

/// The text with `user:password@` taken out of its URLs, and nothing in it that a terminal obeys.
pub(super) fn without_credentials(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let mut parts = text.split("://");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out += "://";
        let end =
            part.find(|c: char| c.is_whitespace() || matches!(c, '/' | '\'' | '"' | '<' | '>')).unwrap_or(part.len());
        let (authority, rest) = part.split_at(end);
        out += authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        out += rest;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without_credentials;

    #[test]
    fn no_url_shows_who_came_in() {
        let said = "fatal: unable to access 'https://mary:s3cr3t@git.example/x.git/': 403\nhttps://ghp_abc@h/y ssh://git@h:22/z a@b.example";
        let shown = "fatal: unable to access 'https://git.example/x.git/': 403\nhttps://h/y ssh://h:22/z a@b.example";
        assert_eq!(without_credentials(said), shown);
        assert_eq!(without_credentials("https://a:b@c@host/x\u{1b}[2J"), "https://host/x[2J");
        // A slash in a password must be escaped in a URL; what is not is no longer one, and still not shown whole.
        assert_eq!(without_credentials("no url at all"), "no url at all");
    }
}
