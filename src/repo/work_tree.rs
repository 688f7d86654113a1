//! The working tree: files as they are on disk.

use std::fs::{self, DirEntry, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::listing::Listing;
use super::stamp::OnDisk;
use super::tree::{NOT_UTF8, is_hidden, looks_like_a_record};
use super::{FileKind, RepoError, Tree, TreeFile};
use crate::source::RepoPath;
use crate::source::limits::MAX_FOLDER_DEPTH;

/// The files below a folder on disk, symlinks not followed, hidden files left out.
#[derive(Debug)]
pub struct WorkTree {
    root: PathBuf,
    /// Where it is remembered what folders held.
    memory: Option<PathBuf>,
    listing: OnceLock<Option<Listing>>,
}

impl WorkTree {
    /// The tree below `root`.
    #[must_use]
    pub const fn new(root: PathBuf) -> Self {
        Self { root, memory: None, listing: OnceLock::new() }
    }

    /// The same, with a private folder in which it is remembered from one run to the next what folders held.
    #[must_use]
    pub fn remembering(self, memory: Option<PathBuf>) -> Self {
        Self { memory, ..self }
    }

    fn listing(&self) -> Option<&Listing> {
        // The records may be on another file system than what is around them.
        let records = self.root.join("incidents");
        let open = || Listing::open(self.memory.as_deref()?, if records.exists() { &records } else { &self.root });
        self.listing.get_or_init(open).as_ref()
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

    fn walk(&self, folder: &RepoPath, depth: usize) -> Result<Walked, RepoError> {
        let Some(here) = self.inside(folder, depth)? else { return Ok(Walked::Submodule) };
        if here.iter().all(|(_, (kind, _))| *kind != FileKind::Folder) {
            let file = |(path, (kind, on_disk))| TreeFile { path, kind, object: None, on_disk };
            return Ok(Walked::Files(here.into_iter().map(file).collect()));
        }
        let nested: Result<Vec<Vec<TreeFile>>, RepoError> =
            here.into_par_iter().map(|(path, found)| self.expand(path, found, depth)).collect();
        Ok(Walked::Files(nested?.into_iter().flatten().collect()))
    }

    /// What is directly in a folder, in order; `None` for another repository.
    fn inside(&self, folder: &RepoPath, depth: usize) -> Result<Option<Vec<Found>>, RepoError> {
        let on_disk = self.on_disk(folder);
        let Some(listing) = self.listing() else { return list(folder, &on_disk, depth) };
        // Before it is listed: what comes while it is being listed shows the next time.
        let at = on_disk.symlink_metadata().ok().map(|meta| OnDisk::of(&meta));
        if let Some(names) = at.and_then(|at| listing.names(folder, at))
            && let Some(here) = look_at(folder, on_disk.clone(), &names.inside)
        {
            listing.keep(folder, names);
            return Ok(Some(here));
        }
        let here = list(folder, &on_disk, depth)?;
        if let (Some(here), Some(at)) = (&here, at)
            && here.iter().all(|(_, (kind, _))| !matches!(kind, FileKind::Other(_)))
        {
            let name = |(path, (kind, _)): &Found| (path.name().to_owned(), *kind == FileKind::Folder);
            listing.note(folder, at, here.iter().map(name).collect());
        }
        Ok(here)
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
        let only = |path, what| Ok(vec![TreeFile { path, kind: FileKind::Other(what), object: None, on_disk: None }]);
        if depth >= MAX_FOLDER_DEPTH {
            return only(path, "a folder nested too deep to be looked into");
        }
        let mut files = match self.walk(&path, depth + 1) {
            Ok(Walked::Files(files)) => files,
            Ok(Walked::Submodule) => return only(path, "a submodule"),
            // One folder that cannot be looked into does not cost the others.
            Err(RepoError::Read { .. }) => return only(path, "a folder that cannot be read"),
            Err(error) => return Err(error),
        };
        if record {
            files.insert(0, TreeFile { path, kind, object: None, on_disk: None });
        }
        Ok(files)
    }
}

/// Something in a folder.
type Found = (RepoPath, (FileKind, Option<OnDisk>));

/// Lists a folder, in order; `None` for another repository.
fn list(folder: &RepoPath, on_disk: &Path, depth: usize) -> Result<Option<Vec<Found>>, RepoError> {
    let unreadable = |reason: std::io::Error| RepoError::Read { path: folder.clone(), reason: reason.to_string() };
    let mut here = Vec::new();
    for item in fs::read_dir(on_disk).map_err(unreadable)? {
        let item = item.map_err(unreadable)?;
        let name = item.file_name();
        let shown = name.to_string_lossy();
        if depth > 0 && shown == ".git" {
            return Ok(None);
        }
        if !is_hidden(&shown) {
            // A name that is not UTF-8 cannot be a record; it is shown as far as it can be shown, and not looked into.
            let found = if name.to_str().is_some() { kind_at(&item) } else { (FileKind::Other(NOT_UTF8), None) };
            here.push((folder.join(&shown), found));
        }
    }
    here.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(Some(here))
}

/// What there is under names that a folder is known to hold; `None` when one of them is gone all the same.
fn look_at(folder: &RepoPath, mut on_disk: PathBuf, names: &[(String, bool)]) -> Option<Vec<Found>> {
    let look = |(name, is_folder): &(String, bool)| {
        let path = folder.join(name);
        if *is_folder {
            return Some((path, (FileKind::Folder, None)));
        }
        on_disk.push(name);
        let meta = on_disk.symlink_metadata().ok()?;
        on_disk.pop();
        Some((path, (kind_of(&meta), Some(OnDisk::of(&meta)))))
    };
    names.iter().map(look).collect()
}

/// What a folder below the first turned out to be.
enum Walked {
    Files(Vec<TreeFile>),
    /// With a `.git` of its own it is another repository, as git sees it.
    Submodule,
}

/// What an item of a folder is. A link is not followed. Most systems say with the name what is a folder: no look at each of ten thousand.
fn kind_at(item: &DirEntry) -> (FileKind, Option<OnDisk>) {
    if item.file_type().is_ok_and(|kind| kind.is_dir()) {
        return (FileKind::Folder, None);
    }
    match item.metadata() {
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
                let Walked::Files(mut files) = self.walk(below, 0)? else { return Ok(Vec::new()) };
                files.sort_by(|a, b| a.path.cmp(&b.path));
                if let Some(listing) = self.listing() {
                    listing.save();
                }
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
