//! Git's store of objects, for many threads at once: handles that are lent and given back, and folders that are read once.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use git2::Oid;

use super::RepoError;
use super::git_tree::mode;

/// What a name in a folder stands for: mode and object.
pub(super) type Item = (i32, Oid);

/// A folder of a commit, by the bytes of its names.
pub(super) type Folder = BTreeMap<Vec<u8>, Item>;

/// The objects of one repository; its trees share them.
pub(super) struct Objects {
    git_dir: PathBuf,
    /// libgit2 handles are used by one thread at a time; threads take one and give it back. Opening one takes a millisecond.
    idle: Mutex<Vec<git2::Repository>>,
    /// Folders that something was looked up in. libgit2 keeps only small ones: a year of incidents would be read, unpacked and verified
    /// again for each path in it.
    folders: Mutex<HashMap<Oid, Arc<Folder>>>,
}

impl Objects {
    pub fn new(git_dir: PathBuf) -> Self {
        Self { git_dir, idle: Mutex::default(), folders: Mutex::default() }
    }

    /// Runs `work` with a handle of its own.
    pub fn with<T>(&self, work: impl FnOnce(&git2::Repository) -> Result<T, RepoError>) -> Result<T, RepoError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let repository = idle.map_or_else(|| git2::Repository::open(&self.git_dir), Ok)?;
        let result = work(&repository);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(repository);
        result
    }

    /// A folder, kept for the next who asks.
    pub fn folder(&self, git: &git2::Repository, tree: Oid) -> Result<Arc<Folder>, RepoError> {
        if let Some(folder) = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(&tree) {
            return Ok(Arc::clone(folder));
        }
        let folder = Arc::new(read_folder(git, tree)?);
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(tree, Arc::clone(&folder));
        Ok(folder)
    }

    /// What is at a path below a folder; `None` when nothing is.
    pub fn find(&self, git: &git2::Repository, root: Oid, path: &str) -> Result<Option<Item>, RepoError> {
        let mut at = (mode::TREE, root);
        for name in path.split('/') {
            if at.0 != mode::TREE {
                return Ok(None);
            }
            match self.folder(git, at.1)?.get(name.as_bytes()) {
                Some(item) => at = *item,
                None => return Ok(None),
            }
        }
        Ok(Some(at))
    }
}

/// A folder, read and not kept.
pub(super) fn read_folder(git: &git2::Repository, tree: Oid) -> Result<Folder, RepoError> {
    let tree = git.find_tree(tree)?;
    Ok(tree.iter().map(|entry| (entry.name_bytes().to_vec(), (entry.filemode(), entry.id()))).collect())
}
