//! Files into the working tree, each whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::source::RepoPath;

/// A file that does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Where.
    pub path: RepoPath,
    /// What.
    pub text: String,
}

/// Why a file could not be written. Nothing that was there before has changed.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is something already.
    #[error("`{0}` already exists")]
    Exists(RepoPath),
    /// It is not what it was a moment ago.
    #[error("`{0}` has changed meanwhile")]
    Changed(RepoPath),
    /// A folder on the way is a symlink.
    #[error("`{0}` is a symbolic link; flarebook does not write through links")]
    Link(RepoPath),
    /// The system refused.
    #[error("cannot write `{path}`: {reason}")]
    System {
        /// The file.
        path: RepoPath,
        /// The system's reason.
        reason: std::io::Error,
    },
}

/// What is to become of one file. Nothing where it does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Where.
    pub path: RepoPath,
    /// What it holds now.
    pub was: Option<Vec<u8>>,
    /// What it is to hold.
    pub becomes: Option<Vec<u8>>,
}

/// Writes files that must not exist yet. When one cannot be written, those written before it are taken away again.
///
/// # Errors
/// When a path is taken, leads through a symlink, or the system refuses.
pub fn write_new_files(root: &Path, files: &[NewFile]) -> Result<(), WriteError> {
    let new = |file: &NewFile| FileChange {
        path: file.path.clone(),
        was: None,
        becomes: Some(file.text.clone().into_bytes()),
    };
    write_changes(root, &files.iter().map(new).collect::<Vec<_>>())
}

/// Makes all changes or, when one cannot be made, none.
///
/// # Errors
/// When a file is not as expected, a path leads through a symlink, or the system refuses.
pub fn write_changes(root: &Path, changes: &[FileChange]) -> Result<(), WriteError> {
    changes.iter().try_for_each(|change| expect(root, change))?;
    for (done, change) in changes.iter().enumerate() {
        if let Err(error) = make(root, change) {
            for change in changes[..done].iter().rev() {
                // The first failure is the one to report.
                let back = FileChange { was: change.becomes.clone(), becomes: change.was.clone(), ..change.clone() };
                let _ = make(root, &back);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Refuses when a file is not what it is thought to be.
fn expect(root: &Path, change: &FileChange) -> Result<(), WriteError> {
    refuse_links(root, &change.path)?;
    let path = on_disk(root, &change.path);
    match &change.was {
        None if path.symlink_metadata().is_ok() => Err(WriteError::Exists(change.path.clone())),
        None => Ok(()),
        Some(_) if path.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) => {
            Err(WriteError::Link(change.path.clone()))
        }
        Some(was) => match fs::read(&path) {
            Ok(bytes) if bytes == *was => Ok(()),
            Ok(_) => Err(WriteError::Changed(change.path.clone())),
            Err(reason) => Err(WriteError::System { path: change.path.clone(), reason }),
        },
    }
}

/// Through a temporary file in the same folder, flushed to disk, and put in place.
fn make(root: &Path, change: &FileChange) -> Result<(), WriteError> {
    let system = |reason| WriteError::System { path: change.path.clone(), reason };
    let path = on_disk(root, &change.path);
    let Some(bytes) = &change.becomes else { return fs::remove_file(path).map_err(system) };
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(system)?;
    let mut temporary = tempfile::Builder::new().prefix(".flarebook-").tempfile_in(folder).map_err(system)?;
    temporary.write_all(bytes).map_err(system)?;
    temporary.as_file().sync_all().map_err(system)?;
    make_readable(temporary.as_file()).map_err(system)?;
    let placed = match change.was {
        None => temporary.persist_noclobber(&path),
        Some(_) => temporary.persist(&path),
    };
    placed.map(drop).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => WriteError::Exists(change.path.clone()),
        _ => system(error.error),
    })
}

/// Temporary files are private to their owner; records are not.
#[cfg(unix)]
fn make_readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

fn refuse_links(root: &Path, path: &RepoPath) -> Result<(), WriteError> {
    let mut at = path.parent();
    while !at.as_str().is_empty() {
        if on_disk(root, &at).symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
            return Err(WriteError::Link(at));
        }
        at = at.parent();
    }
    Ok(())
}

fn on_disk(root: &Path, path: &RepoPath) -> PathBuf {
    path.as_str().split('/').filter(|part| !part.is_empty()).fold(root.to_owned(), |disk, part| disk.join(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> NewFile {
        NewFile { path: RepoPath::new(path).unwrap(), text: "x\n".to_owned() }
    }

    #[test]
    fn never_replaces_and_never_leaves_half() {
        let root = tempfile::tempdir().unwrap();
        write_new_files(root.path(), &[file("a/b.md")]).unwrap();
        let error = write_new_files(root.path(), &[file("a/c.md"), file("a/b.md")]).unwrap_err();
        assert!(matches!(error, WriteError::Exists(_)));
        let names: Vec<_> = fs::read_dir(root.path().join("a")).unwrap().map(|f| f.unwrap().file_name()).collect();
        assert_eq!(names, ["b.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn does_not_write_through_links() {
        let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join("incidents")).unwrap();
        let error = write_new_files(root.path(), &[file("incidents/x/incident.yaml")]).unwrap_err();
        assert!(matches!(error, WriteError::Link(_)), "{error}");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}
