//! What git asks before a commit: hooks of its own, or entries for the programs that manage hooks.

use crate::repo::{HookName, NewFile};
use crate::source::RepoPath;

/// Who runs the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookManager {
    /// The program pre-commit.
    PreCommit,
    /// The program lefthook.
    Lefthook,
}

/// One of git's own hooks.
pub struct HookScript {
    /// When git runs it.
    pub name: HookName,
    /// The script.
    pub text: &'static str,
    /// The line that does the same in somebody else's script.
    pub line: &'static str,
}

/// What every one of our scripts says of itself.
const MARK: &str = "# Written by `flarebook init --hooks`";

/// Git's own hooks.
pub const SCRIPTS: [HookScript; 2] = [
    HookScript {
        name: HookName::PreCommit,
        text: include_str!("../../templates/init/hooks/pre-commit"),
        line: "flarebook check --staged || exit 1",
    },
    HookScript {
        name: HookName::CommitMsg,
        text: include_str!("../../templates/init/hooks/commit-msg"),
        line: "flarebook check --message \"$1\" || exit 1",
    },
];

impl HookScript {
    /// Whether a script that is there was written by us.
    #[must_use]
    pub fn is_ours(there: &str) -> bool {
        there.contains(MARK)
    }

    /// Whether a script that is there does what ours would.
    #[must_use]
    pub fn is_done_by(&self, there: &str) -> bool {
        let command = self.line.split(" || ").next().unwrap_or(self.line);
        let command = command.split(" \"").next().unwrap_or(command);
        there.lines().any(|line| !line.trim_start().starts_with('#') && line.contains(command))
    }
}

impl HookManager {
    /// The names under which it looks for its settings; the first is the usual one.
    #[must_use]
    pub const fn files(self) -> &'static [&'static str] {
        match self {
            Self::PreCommit => &[".pre-commit-config.yaml"],
            Self::Lefthook => &[
                "lefthook.yml",
                "lefthook.yaml",
                ".lefthook.yml",
                ".lefthook.yaml",
                "lefthook.toml",
                ".lefthook.toml",
                "lefthook.json",
                ".lefthook.json",
                ".config/lefthook.yml",
                ".config/lefthook.yaml",
            ],
        }
    }

    /// Its settings, where it has none yet.
    #[must_use]
    pub fn settings(self) -> NewFile {
        let path = self.files().first().copied().unwrap_or_default();
        NewFile { path: RepoPath::root().join(path), text: self.text().to_owned() }
    }

    /// What to add to settings that are there, and where.
    #[must_use]
    pub fn addition(self) -> (&'static str, String) {
        let place = match self {
            Self::PreCommit => "below `repos:`",
            Self::Lefthook => "beside what it has",
        };
        // What stands at the top of a new file does not belong below a list; `begins_with` says the same.
        let top =
            |line: &str| ["#", "repos:", "default_install_hook_types:"].iter().any(|start| line.starts_with(start));
        let after = |line: &&str| !top(line);
        let lines: Vec<&str> = self.text().lines().filter(after).collect();
        (place, lines.join("\n"))
    }

    /// What puts it to work.
    #[must_use]
    pub const fn begins_with(self) -> &'static str {
        match self {
            Self::PreCommit => "pre-commit install --hook-type pre-commit --hook-type commit-msg",
            Self::Lefthook => "lefthook install",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::PreCommit => include_str!("../../templates/init/hooks/pre-commit-config.yaml"),
            Self::Lefthook => include_str!("../../templates/init/hooks/lefthook.yml"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_knows_itself() {
        for script in &SCRIPTS {
            assert!(HookScript::is_ours(script.text) && script.is_done_by(script.text), "{:?}", script.name);
            assert!(script.is_done_by(script.line) && !HookScript::is_ours(script.line));
            assert!(!script.is_done_by(&format!("#!/bin/sh\n# {}\n", script.line)));
        }
    }

    #[test]
    fn settings_have_the_commands() {
        for manager in [HookManager::PreCommit, HookManager::Lefthook] {
            let (_, addition) = manager.addition();
            for script in &SCRIPTS {
                assert!(script.is_done_by(&manager.settings().text) && script.is_done_by(&addition), "{manager:?}");
            }
            let begins: Vec<&str> = manager.begins_with().split(' ').take(2).collect();
            assert!(manager.settings().text.contains(&begins.join(" ")));
            assert!(!addition.contains("default_install_hook_types"), "{addition}");
        }
    }
}
