//! What lives as long as one run: where the repository is, and the site that several steps look at.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::StepError;
use crate::process;

/// One run of `cargo xtask test`.
pub struct Session {
    pub root: PathBuf,
    /// A check that could not run counts as failed.
    pub strict: bool,
    site: Option<TemporaryFolder>,
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where cargo puts what it builds: nothing in it is ever committed.
pub fn target_folder(root: &Path) -> PathBuf {
    root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

impl Session {
    pub fn new(strict: bool) -> Self {
        Self { root: root(), strict, site: None }
    }

    /// Cargo, in the repository's root.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = process::cargo();
        command.current_dir(&self.root).args(arguments);
        command
    }

    /// `flarebook` as a user runs it: the release build.
    pub fn flarebook(&self, arguments: &[&str]) -> Command {
        let mut command = self.cargo(&["run", "--release", "--quiet", "--package", "flarebook", "--"]);
        command.args(arguments);
        command
    }

    /// The release build itself, for those who start it more than once. [`Session::site`] makes it.
    pub fn binary(&self) -> PathBuf {
        self.built("release", "flarebook")
    }

    /// A program of this workspace as `cargo build` makes it.
    pub fn development_build(&self, program: &str) -> PathBuf {
        self.built("debug", program)
    }

    /// A build with the part that talks to GitHub: the one named in `FLAREBOOK`, or the development build that the tests have made. A
    /// release build of it would take minutes and show nothing more.
    pub fn binary_with_github(&self) -> Result<PathBuf, StepError> {
        if let Some(path) = std::env::var_os("FLAREBOOK").map(PathBuf::from) {
            return if path.is_file() { Ok(path) } else { Err(StepError::Missing(path)) };
        }
        let arguments = ["build", "--locked", "--workspace", "--all-features"];
        process::run(&mut self.cargo(&arguments))?;
        Ok(self.development_build("flarebook"))
    }

    fn built(&self, profile: &str, program: &str) -> PathBuf {
        target_folder(&self.root).join(profile).join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
    }

    /// The folder of the built showcase; builds it at the first call.
    pub fn site(&mut self) -> Result<PathBuf, StepError> {
        if let Some(site) = &self.site {
            return Ok(site.0.clone());
        }
        let folder = TemporaryFolder::create("flarebook-site")?;
        let path = folder.0.clone();
        process::run(self.flarebook(&["build", "--out"]).arg(&path))?;
        self.site = Some(folder);
        Ok(path)
    }
}

/// A folder that goes away with its owner.
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    fn create(name: &str) -> Result<Self, StepError> {
        let path = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir(&path).map_err(|source| StepError::Files { path: path.clone(), source })?;
        Ok(Self(path))
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("warning: {} could not be removed: {error}", self.0.display());
        }
    }
}
