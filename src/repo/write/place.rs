//! One file put in its place, whole or not at all.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::{FileChange, WriteError, step};
use crate::source::RepoPath;

/// Refuses when a file is not what it is thought to be.
pub(super) fn expect(root: &Path, change: &FileChange) -> Result<(), WriteError> {
    refuse_links(root, &change.path)?;
    let path = on_disk(root, &change.path);
    let meta = path.symlink_metadata();
    match &change.was {
        None if meta.is_ok() => Err(WriteError::Exists(change.path.clone())),
        None => Ok(()),
        Some(_) if meta.is_ok_and(|meta| meta.is_symlink()) => Err(WriteError::Link(change.path.clone())),
        Some(was) => match fs::read(&path) {
            Ok(bytes) if bytes == *was => Ok(()),
            Ok(_) => Err(WriteError::Changed(change.path.clone())),
            Err(reason) => Err(WriteError::system(&change.path, reason)),
        },
    }
}

/// Where files are made, and where they go.
pub(in crate::repo) struct Desk<'r> {
    /// The root of the working tree.
    pub root: &'r Path,
    /// A folder of our own, mostly on the same disk.
    pub private: PathBuf,
}

/// Puts a file together elsewhere, flushes it to disk, and moves it into place.
pub(in crate::repo) fn make(desk: &Desk<'_>, change: &FileChange) -> Result<(), WriteError> {
    let system = |reason| WriteError::system(&change.path, reason);
    let path = on_disk(desk.root, &change.path);
    let Some(bytes) = &change.becomes else { return remove(desk.root, &path).map_err(system) };
    let folder = path.parent().unwrap_or(desk.root);
    fs::create_dir_all(folder).map_err(system)?;
    step();
    // Nobody else writes here while we do: one name is enough, and what a killed process left is used up by the next. Beside git's files a
    // left-over is in nobody's way.
    let placed = match place(&desk.private.join("new"), &path, bytes, change) {
        // Another disk.
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            place(&folder.join(".flarebook-new"), &path, bytes, change)
        }
        placed => placed,
    };
    placed.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => WriteError::Exists(change.path.clone()),
        _ => system(error),
    })
}

fn place(temporary: &Path, path: &Path, bytes: &[u8], change: &FileChange) -> std::io::Result<()> {
    let temporary = Temporary(temporary.to_owned());
    write_temporary(&temporary.0, bytes, change.executable)?;
    if change.was.is_some() {
        // Who may read it stays as it was.
        fs::metadata(path).and_then(|meta| fs::set_permissions(&temporary.0, meta.permissions()))?;
    }
    step();
    match change.was {
        // A link, unlike a rename, never replaces what somebody else has put there meanwhile.
        None => fs::hard_link(&temporary.0, path).or_else(|error| match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::CrossesDevices => Err(error),
            _ => without_replacing(&temporary.0, path),
        })?,
        Some(_) => fs::rename(&temporary.0, path)?,
    }
    step();
    Ok(())
}

/// A disk without hard links.
fn without_replacing(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// Taken away when it is no longer needed, whatever happened.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _mostly_moved_away = fs::remove_file(&self.0);
    }
}

fn write_temporary(path: &Path, bytes: &[u8], executable: bool) -> std::io::Result<()> {
    let mut file = match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            fs::OpenOptions::new().write(true).create_new(true).open(path)?
        }
        opened => opened?,
    };
    file.write_all(bytes)?;
    if executable {
        make_executable(&file)?;
    }
    file.sync_all()
}

#[cfg(unix)]
fn make_executable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata()?.permissions().mode();
    // For whoever may read it.
    file.set_permissions(fs::Permissions::from_mode(mode | (mode & 0o444) >> 2))
}

#[cfg(not(unix))]
fn make_executable(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Takes a file away, and the folders that become empty by it: git knows no empty ones.
fn remove(root: &Path, path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    step();
    let mut folder = path.parent();
    while let Some(at) = folder.filter(|at| *at != root && at.starts_with(root)) {
        let _ = fs::remove_file(at.join(".flarebook-new"));
        if fs::remove_dir(at).is_err() {
            break;
        }
        folder = at.parent();
    }
    Ok(())
}

/// Refuses paths that lead through a symbolic link.
pub(in crate::repo) fn refuse_links(root: &Path, path: &RepoPath) -> Result<(), WriteError> {
    let mut at = path.parent();
    while !at.as_str().is_empty() {
        if on_disk(root, &at).symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
            return Err(WriteError::Link(at));
        }
        at = at.parent();
    }
    Ok(())
}

/// Where the disk has it.
pub(in crate::repo) fn on_disk(root: &Path, path: &RepoPath) -> PathBuf {
    path.as_str().split('/').filter(|part| !part.is_empty()).fold(root.to_owned(), |disk, part| disk.join(part))
}
