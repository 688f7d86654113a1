//! A repository on this machine: found from a folder, asked for trees, branches and who is at work.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::objects::Objects;
use super::{GitTree, RepoError, Tree, WorkTree};

/// A repository: its folder, and git when it is a git repository.
pub struct Repository {
    root: PathBuf,
    git: Option<Git>,
}

/// What a git repository has beyond its folder.
struct Git {
    handle: git2::Repository,
    /// What the trees of its revisions are read from.
    objects: Arc<Objects>,
}

impl Git {
    fn new(handle: git2::Repository) -> Self {
        let objects = Arc::new(Objects::new(handle.path().to_owned()));
        Self { handle, objects }
    }
}

/// Who git says is at work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// user.name.
    pub name: Option<String>,
    /// user.email.
    pub email: Option<String>,
}

impl Repository {
    /// The repository that holds `folder`: the git repository it lies in, else the nearest folder upwards with a flarebook.yaml or
    /// incidents/.
    ///
    /// # Errors
    /// When there is none, or the folder cannot be entered.
    pub fn discover(folder: &Path) -> Result<Self, RepoError> {
        let folder = enter(folder)?;
        match git2::Repository::discover(&folder) {
            Ok(git) => {
                Ok(Self { root: git.workdir().unwrap_or_else(|| git.path()).to_owned(), git: Some(Git::new(git)) })
            }
            Err(error) if error.code() == git2::ErrorCode::NotFound => {
                let marked = |at: &&Path| at.join("flarebook.yaml").is_file() || at.join("incidents").is_dir();
                let root = folder.ancestors().find(marked).ok_or_else(|| RepoError::NotFound(folder.clone()))?;
                Ok(Self { root: root.to_owned(), git: None })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The folder: the root of the working tree, or of the bare repository.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether git keeps it.
    #[must_use]
    pub fn is_git(&self) -> bool {
        self.git.is_some()
    }

    /// Whether it is a git repository without a working tree.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.git.as_ref().is_some_and(|git| git.handle.is_bare())
    }

    /// A tree: of a revision, or without one the working tree; a bare repository has only revisions and gives HEAD.
    ///
    /// # Errors
    /// When there is no such revision.
    pub fn tree(&self, revision: Option<&str>) -> Result<Box<dyn Tree>, RepoError> {
        let revision = revision.or(if self.is_bare() { Some("HEAD") } else { None });
        match (revision, &self.git) {
            (None, _) => Ok(Box::new(WorkTree::new(self.root.clone()).remembering(self.private_folder()))),
            (Some(_), None) => Err(RepoError::NotGit(self.root.clone())),
            (Some(revision), Some(git)) => {
                Ok(Box::new(GitTree::open(&git.handle, Arc::clone(&git.objects), revision)?))
            }
        }
    }

    /// git's own handle.
    pub(super) fn git(&self) -> Result<&git2::Repository, RepoError> {
        self.git.as_ref().map(|git| &git.handle).ok_or_else(|| RepoError::NotGit(self.root.clone()))
    }

    /// What the trees of revisions are read from.
    pub(super) fn objects(&self) -> Result<&Arc<Objects>, RepoError> {
        self.git.as_ref().map(|git| &git.objects).ok_or_else(|| RepoError::NotGit(self.root.clone()))
    }

    /// The name of the branch that is checked out.
    #[must_use]
    pub fn branch(&self) -> Option<String> {
        let git = self.git().ok()?;
        if let Ok(head) = git.head() {
            return head.shorthand().ok().filter(|_| head.is_branch()).map(ToOwned::to_owned);
        }
        // Before the first commit HEAD names a branch that is not there yet.
        let head = git.find_reference("HEAD").ok()?;
        head.symbolic_target().ok()??.strip_prefix("refs/heads/").map(ToOwned::to_owned)
    }

    /// How many files below a folder are not as the last commit has them.
    #[must_use]
    pub fn uncommitted(&self, folder: &str) -> usize {
        let mut options = git2::StatusOptions::new();
        options.include_untracked(true).recurse_untracked_dirs(true).pathspec(folder);
        let git = self.git().ok().filter(|git| !git.is_bare());
        git.and_then(|git| git.statuses(Some(&mut options)).ok().map(|statuses| statuses.len())).unwrap_or_default()
    }

    /// A folder of our own inside git's, for what is neither committed nor published; there may be none yet.
    #[must_use]
    pub fn private_folder(&self) -> Option<PathBuf> {
        self.git.as_ref().map(|git| git.handle.path().join("flarebook"))
    }

    /// Who git says is at work here.
    #[must_use]
    pub fn identity(&self) -> Identity {
        let Some(mut config) = self.git().ok().and_then(|git| git.config().ok()) else { return Identity::default() };
        let Ok(config) = config.snapshot() else { return Identity::default() };
        let text = |key| config.get_str(key).ok().map(ToOwned::to_owned);
        Identity { name: text("user.name"), email: text("user.email") }
    }

    /// Turns an empty folder into a git repository, so that a newcomer's first record has a history.
    ///
    /// # Errors
    /// When git cannot make one there.
    pub fn create(folder: &Path) -> Result<Self, RepoError> {
        let mut options = git2::RepositoryInitOptions::new();
        options.initial_head("main");
        let git = git2::Repository::init_opts(folder, &options)?;
        Ok(Self { root: enter(folder)?, git: Some(Git::new(git)) })
    }
}

fn enter(folder: &Path) -> Result<PathBuf, RepoError> {
    folder.canonicalize().map_err(|reason| RepoError::Folder { path: folder.to_owned(), reason })
}
