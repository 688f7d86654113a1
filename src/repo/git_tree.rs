//! A revision: files as a commit holds them, read from the object database without a checkout.

use std::sync::Arc;

use git2::Oid;

use super::objects::{Item, Objects};
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
    objects: Arc<Objects>,
    tree: Oid,
    name: String,
}

impl GitTree {
    /// The tree of the commit that `revision` names.
    ///
    /// # Errors
    /// When git does not know the revision.
    pub(super) fn open(git: &git2::Repository, objects: Arc<Objects>, revision: &str) -> Result<Self, RepoError> {
        let object = git.revparse_single(revision).map_err(|_| missing_revision(git, revision))?;
        let commit = object.peel_to_commit().map_err(|_| RepoError::Revision(revision.to_owned()))?;
        Ok(Self::of(&commit, objects, revision))
    }

    /// The tree of a commit; `revision` is how messages call it.
    pub(super) fn of(commit: &git2::Commit<'_>, objects: Arc<Objects>, revision: &str) -> Self {
        Self::at(commit.tree_id(), objects, &format!("{revision} ({:.7})", commit.id()))
    }

    /// A tree that is no commit's; `name` is how messages call it.
    pub(super) fn at(tree: Oid, objects: Arc<Objects>, name: &str) -> Self {
        Self { objects, tree, name: name.to_owned() }
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
            true => kind_of(repository, (entry.filemode(), entry.id()))?,
            false => FileKind::Other(NOT_UTF8),
        };
        if kind != FileKind::Folder {
            files.push(TreeFile { path, kind, object: Some(entry.id()), on_disk: None });
        } else if depth >= MAX_FOLDER_DEPTH {
            let kind = FileKind::Other("a folder nested too deep to be looked into");
            files.push(TreeFile { path, kind, object: None, on_disk: None });
        } else {
            if looks_like_a_record(&name) {
                files.push(TreeFile { path: path.clone(), kind, object: None, on_disk: None });
            }
            walk(repository, &repository.find_tree(entry.id())?, &path, depth + 1, files)?;
        }
    }
    Ok(())
}

fn kind_of(repository: &git2::Repository, (mode, id): Item) -> Result<FileKind, RepoError> {
    Ok(match mode {
        mode::TREE => FileKind::Folder,
        mode::SYMLINK => FileKind::Symlink,
        mode::SUBMODULE => FileKind::Other("a submodule"),
        _ => FileKind::File(repository.odb()?.read_header(id)?.0 as u64),
    })
}

impl Tree for GitTree {
    fn files(&self, below: &RepoPath) -> Result<Vec<TreeFile>, RepoError> {
        self.objects.with(|repository| {
            let mut files = Vec::new();
            let start = match below.as_str() {
                "" => Some((mode::TREE, self.tree)),
                below => self.objects.find(repository, self.tree, below)?,
            };
            if let Some((mode::TREE, start)) = start {
                walk(repository, &repository.find_tree(start)?, below, 0, &mut files)?;
            }
            files.sort_by(|a, b| a.path.cmp(&b.path));
            Ok(files)
        })
    }

    fn folders(&self, of: &RepoPath) -> Result<Vec<RepoPath>, RepoError> {
        self.objects.with(|repository| {
            let start = match of.as_str() {
                "" => Some((mode::TREE, self.tree)),
                of => self.objects.find(repository, self.tree, of)?,
            };
            let Some((mode::TREE, start)) = start else { return Ok(Vec::new()) };
            let folder = self.objects.folder(repository, start)?;
            let folders = folder.iter().filter(|(_, item)| item.0 == mode::TREE);
            let names = folders.filter_map(|(name, _)| std::str::from_utf8(name).ok());
            Ok(names.filter(|name| !is_hidden(name)).map(|name| of.join(name)).collect())
        })
    }

    fn look(&self, path: &RepoPath) -> Result<Option<TreeFile>, RepoError> {
        self.objects.with(|repository| {
            let Some(item) = self.objects.find(repository, self.tree, path.as_str())? else { return Ok(None) };
            Ok(Some(TreeFile {
                path: path.clone(),
                kind: kind_of(repository, item)?,
                object: Some(item.1),
                on_disk: None,
            }))
        })
    }

    fn read(&self, file: &TreeFile, limit: u64) -> Result<Vec<u8>, RepoError> {
        let unreadable = |reason: String| RepoError::Read { path: file.path.clone(), reason };
        let id = file.object.ok_or_else(|| unreadable("it has no object in git".to_owned()))?;
        self.objects.with(|repository| {
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
