//! Git's hooks: where they live, and one more put there.

use std::fs;
use std::path::{Path, PathBuf};

use super::write::{Desk, Lock, WRITE_LOCK, WriteError, make};
use super::{FileChange, RepoError, Repository};
use crate::source::RepoPath;

/// When git runs a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookName {
    /// Before it asks for a message.
    PreCommit,
    /// Before it takes the message.
    CommitMsg,
}

impl HookName {
    /// The name of its file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PreCommit => "pre-commit",
            Self::CommitMsg => "commit-msg",
        }
    }
}

/// The folder that git takes hooks from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HooksFolder {
    /// Where.
    pub path: PathBuf,
    /// Whether it belongs to this repository: one outside may be that of many.
    pub is_own: bool,
    /// Whether it is beside git's own files, where nothing is committed.
    pub is_private: bool,
}

/// A hook that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// What it says; nothing that can be read for a program or a link to nowhere.
    pub text: String,
    /// Whether git runs it.
    pub is_executable: bool,
}

impl Repository {
    /// Where git looks for hooks: `core.hooksPath`, else the folder that all working trees of the repository share.
    ///
    /// # Errors
    /// When this is no git repository.
    pub fn hooks_folder(&self) -> Result<HooksFolder, RepoError> {
        let git = self.git()?;
        let said = git.config()?.get_path("core.hooksPath").ok().filter(|path| !path.as_os_str().is_empty());
        let path = match said {
            // Hooks run at the top of the working tree, and a relative path is meant from there.
            Some(path) => self.root().join(path),
            None => git.commondir().join("hooks"),
        };
        // What husky tells git is a folder that it makes anew; what it runs is beside that.
        let path = if path.ends_with(".husky/_") { path.parent().unwrap_or(&path).to_owned() } else { path };
        let real = settled(&path);
        let is_private = real.starts_with(settled(git.commondir()));
        let is_own = is_private || real.starts_with(settled(self.root()));
        Ok(HooksFolder { path, is_own, is_private })
    }

    /// The hook that is there.
    #[must_use]
    pub fn hook(folder: &HooksFolder, name: HookName) -> Option<Hook> {
        let path = folder.path.join(name.as_str());
        path.symlink_metadata().ok()?;
        let text = fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        Some(Hook { text, is_executable: is_executable(&path) })
    }

    /// Puts a hook where there is none.
    ///
    /// # Errors
    /// When there is one, or the system refuses.
    pub fn write_hook(&self, folder: &HooksFolder, name: HookName, text: &str) -> Result<(), WriteError> {
        let private = self.own_folder();
        let _lock = Lock::wait(&private.join(WRITE_LOCK))?;
        let change = FileChange {
            path: RepoPath::root().join(name.as_str()),
            was: None,
            becomes: Some(text.as_bytes().to_vec()),
            executable: true,
        };
        make(&Desk { root: &folder.path, private }, &change)
    }
}

/// A path without links; of what is not there yet, the part that is.
fn settled(path: &Path) -> PathBuf {
    let there = path.ancestors().find_map(|at| Some((at, at.canonicalize().ok()?)));
    match there {
        Some((at, real)) => real.join(path.strip_prefix(at).unwrap_or(Path::new(""))),
        None => path.to_owned(),
    }
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|meta| meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(_: &Path) -> bool {
    true
}
