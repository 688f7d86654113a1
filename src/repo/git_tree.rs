//! A revision: files as a commit holds them, read from the object database without a checkout.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use git2::{ObjectType, Oid};

use super::tree::{NOT_UTF8, is_hidden, looks_like_a_record};
use super::{FileKind, RepoError, Tree, TreeFile};
use crate::source::RepoPath;
use crate::source::limits::MAX_FOLDER_DEPTH;

/// File modes as git writes them.
pub(super) mod mode {
    pub(in crate::repo) const TREE: i32 = 0o040_000;
    pub(in crate::repo) const EXECUTABLE: i32 = 0o100_755;
    pub(in crate::repo) const SYMLINK: i32 = 0o120_000;
    pub(in crate::repo) const SUBMODULE: i32 = 0o160_000;
}

/// The files of one commit.
pub struct GitTree {
    git_dir: PathBuf,
    /// libgit2 handles are used by one thread at a time; threads take one and give it back.
    idle: Mutex<Vec<git2::Repository>>,
    tree: Oid,
    name: String,
    /// The folder that was looked into last: of ten thousand questions about it, git is asked two.
    last: Mutex<Option<Folder>>,
}

/// A folder, and from the second question on what it holds, by name.
struct Folder {
    path: RepoPath,
    entries: Option<HashMap<String, Entry>>,
}

/// The mode, the kind and the object of an entry.
type Entry = (i32, Option<ObjectType>, Oid);

impl GitTree {
    /// The tree of the commit that `revision` names.
    ///
    /// # Errors
    /// When git does not know the revision.
    pub(super) fn open(repository: git2::Repository, revision: &str) -> Result<Self, RepoError> {
        let (tree, name) = {
            let object = repository.revparse_single(revision).map_err(|_| missing_revision(&repository, revision))?;
            let commit = object.peel_to_commit().map_err(|_| RepoError::Revision(revision.to_owned()))?;
            (commit.tree_id(), format!("{revision} ({:.7})", commit.id()))
        };
        Ok(Self {
            git_dir: repository.path().to_owned(),
            idle: Mutex::new(vec![repository]),
            tree,
            name,
            last: Mutex::new(None),
        })
    }

    /// Runs `work` with a handle of its own.
    fn with<T>(&self, work: impl FnOnce(&git2::Repository) -> Result<T, RepoError>) -> Result<T, RepoError> {
        let idle = self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
        let repository = idle.map_or_else(|| git2::Repository::open(&self.git_dir), Ok)?;
        let result = work(&repository);
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(repository);
        result
    }
}

impl GitTree {
    /// What a folder holds; nothing when it is none.
    fn entries(&self, repository: &git2::Repository, path: &RepoPath) -> Result<HashMap<String, Entry>, RepoError> {
        let root = repository.find_tree(self.tree)?;
        let tree = if path.as_str().is_empty() {
            Some(root)
        } else {
            let entry = root.get_path(Path::new(path.as_str())).ok();
            entry.and_then(|entry| repository.find_tree(entry.id()).ok())
        };
        let mut entries = HashMap::new();
        for entry in tree.iter().flat_map(|tree| tree.iter()) {
            if let Ok(name) = std::str::from_utf8(entry.name_bytes()) {
                entries.insert(name.to_owned(), (entry.filemode(), entry.kind(), entry.id()));
            }
        }
        Ok(entries)
    }
}

fn missing_revision(repository: &git2::Repository, revision: &str) -> RepoError {
    let unborn = repository.head().is_err_and(|error| error.code() == git2::ErrorCode::UnbornBranch);
    if revision == "HEAD" && unborn { RepoError::NoCommit } else { RepoError::Revision(revision.to_owned()) }
}

fn walk(
    repository: &git2::Repository,
    tree: &git2::Tree<'_>,
    folder: &RepoPath,
    depth: usize,
    files: &mut Vec<TreeFile>,
) -> Result<(), RepoError> {
    for entry in tree {
        let name = String::from_utf8_lossy(entry.name_bytes()).into_owned();
        if is_hidden(&name) {
            continue;
        }
        let path = folder.join(&name);
        let utf8 = std::str::from_utf8(entry.name_bytes()).is_ok();
        let kind = match utf8 {
            true => kind_of(repository, entry.filemode(), entry.kind(), entry.id())?,
            false => FileKind::Other(NOT_UTF8),
        };
        if kind != FileKind::Folder {
            files.push(TreeFile { path, kind, object: Some(entry.id()) });
        } else if depth >= MAX_FOLDER_DEPTH {
            let kind = FileKind::Other("a folder nested too deep to be looked into");
            files.push(TreeFile { path, kind, object: None });
        } else {
            if looks_like_a_record(&name) {
                files.push(TreeFile { path: path.clone(), kind, object: None });
            }
            walk(repository, &repository.find_tree(entry.id())?, &path, depth + 1, files)?;
        }
    }
    Ok(())
}

fn kind_of(
    repository: &git2::Repository,
    file_mode: i32,
    kind: Option<ObjectType>,
    id: Oid,
) -> Result<FileKind, RepoError> {
    Ok(match (file_mode, kind) {
        (mode::SYMLINK, _) => FileKind::Symlink,
        (mode::SUBMODULE, _) => FileKind::Other("a submodule"),
        (_, Some(ObjectType::Tree)) => FileKind::Folder,
        (_, Some(ObjectType::Blob)) => FileKind::File(repository.odb()?.read_header(id)?.0 as u64),
        _ => FileKind::Other("neither a file nor a folder"),
    })
}

impl Tree for GitTree {
    fn files(&self, below: &RepoPath) -> Result<Vec<TreeFile>, RepoError> {
        self.with(|repository| {
            let mut files = Vec::new();
            let root = repository.find_tree(self.tree)?;
            let start = if below.as_str().is_empty() {
                Some(root)
            } else {
                let entry = root.get_path(Path::new(below.as_str())).ok();
                entry.and_then(|entry| repository.find_tree(entry.id()).ok())
            };
            if let Some(start) = start {
                walk(repository, &start, below, 0, &mut files)?;
            }
            files.sort_by(|a, b| a.path.cmp(&b.path));
            Ok(files)
        })
    }

    fn look(&self, path: &RepoPath) -> Result<Option<TreeFile>, RepoError> {
        self.with(|repository| {
            let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let found = match last.as_mut().filter(|folder| folder.path == path.parent()) {
                Some(Folder { path: folder, entries }) => {
                    let entries = match entries {
                        Some(entries) => entries,
                        None => entries.insert(self.entries(repository, folder)?),
                    };
                    entries.get(path.name()).copied()
                }
                None => {
                    *last = Some(Folder { path: path.parent(), entries: None });
                    let entry = repository.find_tree(self.tree)?.get_path(Path::new(path.as_str())).ok();
                    entry.map(|entry| (entry.filemode(), entry.kind(), entry.id()))
                }
            };
            drop(last);
            let Some((mode, kind, id)) = found else { return Ok(None) };
            Ok(Some(TreeFile { path: path.clone(), kind: kind_of(repository, mode, kind, id)?, object: Some(id) }))
        })
    }

    fn read(&self, file: &TreeFile, limit: u64) -> Result<Vec<u8>, RepoError> {
        let unreadable = |reason: String| RepoError::Read { path: file.path.clone(), reason };
        let id = file.object.ok_or_else(|| unreadable("it has no object in git".to_owned()))?;
        self.with(|repository| {
            let blob = repository.find_blob(id).map_err(|error| unreadable(error.message().to_owned()))?;
            let longest = usize::try_from(limit.saturating_add(1)).unwrap_or(usize::MAX);
            let content = blob.content();
            Ok(content[..content.len().min(longest)].to_vec())
        })
    }

    fn name(&self) -> String {
        self.name.clone()
    }
}
