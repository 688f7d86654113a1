//! The working tree: files as they are on disk.

use std::fs::{self, DirEntry, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::stamp::OnDisk;
use super::tree::{NOT_UTF8, is_hidden, looks_like_a_record};
use super::{FileKind, RepoError, Tree, TreeFile};
use crate::source::RepoPath;
use crate::source::limits::MAX_FOLDER_DEPTH;

/// The files below a folder on disk, symlinks not followed, hidden files left out.
#[derive(Debug)]
pub struct WorkTree {
    root: PathBuf,
}

impl WorkTree {
    /// The tree below `root`.
    #[must_use]
    pub const fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder on disk.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn on_disk(&self, path: &RepoPath) -> PathBuf {
        // One piece of memory for the whole path: this runs several times for each file.
        let mut disk = PathBuf::with_capacity(self.root.as_os_str().len() + path.as_str().len() + 1);
        disk.push(&self.root);
        disk.extend(path.as_str().split('/').filter(|part| !part.is_empty()));
        disk
    }

    /// Whether any folder on the way to `path` is a symlink; what lies behind one is not part of the repository.
    fn behind_a_link(&self, path: &RepoPath) -> bool {
        let mut at = path.parent();
        while !at.as_str().is_empty() {
            if self.on_disk(&at).symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
                return true;
            }
            at = at.parent();
        }
        false
    }

    fn walk(&self, folder: &RepoPath, depth: usize) -> Result<Vec<TreeFile>, RepoError> {
        let unreadable = |reason: std::io::Error| RepoError::Read { path: folder.clone(), reason: reason.to_string() };
        let mut here = Vec::new();
        for item in fs::read_dir(self.on_disk(folder)).map_err(unreadable)? {
            let item = item.map_err(unreadable)?;
            let name = item.file_name();
            let shown = name.to_string_lossy();
            if !is_hidden(&shown) {
                // A name that is not UTF-8 cannot be a record; it is shown as far as it can be shown, and not looked into.
                let found = if name.to_str().is_some() { kind_at(&item) } else { (FileKind::Other(NOT_UTF8), None) };
                here.push((folder.join(&shown), found));
            }
        }
        here.sort_by(|a, b| a.0.cmp(&b.0));
        let nested: Result<Vec<Vec<TreeFile>>, RepoError> =
            here.into_par_iter().map(|(path, found)| self.expand(path, found, depth)).collect();
        Ok(nested?.into_iter().flatten().collect())
    }

    fn expand(
        &self,
        path: RepoPath,
        (kind, on_disk): (FileKind, Option<OnDisk>),
        depth: usize,
    ) -> Result<Vec<TreeFile>, RepoError> {
        let record = looks_like_a_record(path.name());
        if kind != FileKind::Folder {
            return Ok(vec![TreeFile { path, kind, object: None, on_disk }]);
        }
        if depth >= MAX_FOLDER_DEPTH {
            let kind = FileKind::Other("a folder nested too deep to be looked into");
            return Ok(vec![TreeFile { path, kind, object: None, on_disk: None }]);
        }
        let mut files = match self.walk(&path, depth + 1) {
            Ok(files) => files,
            // One folder that cannot be looked into does not cost the others.
            Err(RepoError::Read { .. }) => {
                let kind = FileKind::Other("a folder that cannot be read");
                return Ok(vec![TreeFile { path, kind, object: None, on_disk: None }]);
            }
            Err(error) => return Err(error),
        };
        if record {
            files.insert(0, TreeFile { path, kind, object: None, on_disk: None });
        }
        Ok(files)
    }
}

/// What an item of a folder is; a folder with a `.git` of its own is another repository, as git sees it. A link is not followed.
fn kind_at(item: &DirEntry) -> (FileKind, Option<OnDisk>) {
    match item.metadata() {
        Ok(meta) if meta.is_dir() && item.path().join(".git").symlink_metadata().is_ok() => {
            (FileKind::Other("a submodule"), None)
        }
        Ok(meta) => (kind_of(&meta), Some(OnDisk::of(&meta))),
        // Gone since it was listed, or out of bounds.
        Err(_) => (FileKind::Other("a file that cannot be looked at"), None),
    }
}

fn kind_of(meta: &Metadata) -> FileKind {
    if meta.is_symlink() {
        FileKind::Symlink
    } else if meta.is_file() {
        FileKind::File(meta.len())
    } else if meta.is_dir() {
        FileKind::Folder
    } else {
        FileKind::Other("a device, pipe or socket")
    }
}

impl Tree for WorkTree {
    fn files(&self, below: &RepoPath) -> Result<Vec<TreeFile>, RepoError> {
        match self.look(below)? {
            Some(TreeFile { kind: FileKind::Folder, .. }) => {
                let mut files = self.walk(below, 0)?;
                files.sort_by(|a, b| a.path.cmp(&b.path));
                Ok(files)
            }
            Some(_) | None => Ok(Vec::new()),
        }
    }

    fn folders(&self, of: &RepoPath) -> Result<Vec<RepoPath>, RepoError> {
        let unreadable = |reason: std::io::Error| RepoError::Read { path: of.clone(), reason: reason.to_string() };
        if !self.look(of)?.is_some_and(|found| found.kind == FileKind::Folder) {
            return Ok(Vec::new());
        }
        let mut folders = Vec::new();
        for item in fs::read_dir(self.on_disk(of)).map_err(unreadable)? {
            let item = item.map_err(unreadable)?;
            let name = item.file_name();
            let Some(name) = name.to_str().filter(|name| !is_hidden(name)) else { continue };
            // What it is, most systems say with the name: no look at each of ten thousand.
            if item.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(of.join(name));
            }
        }
        folders.sort();
        Ok(folders)
    }

    fn look(&self, path: &RepoPath) -> Result<Option<TreeFile>, RepoError> {
        if self.behind_a_link(path) {
            return Ok(None);
        }
        match self.on_disk(path).symlink_metadata() {
            Ok(meta) => Ok(Some(TreeFile {
                path: path.clone(),
                kind: kind_of(&meta),
                object: None,
                on_disk: Some(OnDisk::of(&meta)),
            })),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(RepoError::Read { path: path.clone(), reason: error.to_string() }),
        }
    }

    fn read(&self, file: &TreeFile, limit: u64) -> Result<Vec<u8>, RepoError> {
        let unreadable =
            |reason: std::io::Error| RepoError::Read { path: file.path.clone(), reason: reason.to_string() };
        // With room for all of it a file is read in one step, and one more to see that it ends.
        let expected = if let FileKind::File(length) = file.kind { length.min(limit).saturating_add(1) } else { 0 };
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
        let open = File::open(self.on_disk(&file.path)).map_err(unreadable)?;
        // The length in the listing may be out of date; the limit holds all the same.
        open.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
        Ok(bytes)
    }

    fn name(&self) -> String {
        "the working tree".to_owned()
    }
}
