//! Where the output folder is, whether it may be one, and where to stage beside it.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::step;
use crate::site::SiteError;

/// How names begin that builds use for themselves inside an output folder.
pub(super) const INSIDE: &str = ".flarebook-tmp-";

/// Folders of a repository that a site may not be written into.
const RECORD_FOLDERS: [&str; 3] = [".git", "incidents", "templates"];

/// An output folder.
pub(super) struct Place {
    /// The folder, absolute and without links on the way.
    pub out: PathBuf,
    /// Where staging folders and the lock live: the folder around `out`, or `out` itself when that one will not do.
    pub beside: PathBuf,
    name: OsString,
}

impl Place {
    /// Looks at `out`, which need not exist; the folders around it are made.
    pub fn choose(out: &Path, repository: Option<&Path>) -> Result<Self, SiteError> {
        let out = std::path::absolute(out).map_err(SiteError::io(out))?;
        let out = real(&out)?;
        if out.exists() && !out.is_dir() {
            return Err(SiteError::OutIsFile(out));
        }
        let record = repository.and_then(|root| root.canonicalize().ok()).is_some_and(|root| belongs_to(&out, &root));
        let (Some(name), Some(around)) = (out.file_name(), out.parent()) else {
            return Err(SiteError::OutIsRecord(out));
        };
        if record {
            return Err(SiteError::OutIsRecord(out));
        }
        let beside = if will_do(around, &out) { around.to_owned() } else { out.clone() };
        let name = name.to_owned();
        Ok(Self { out, beside, name })
    }

    /// Whether staging happens inside the output folder: then folders cannot be swapped.
    pub fn is_inside(&self) -> bool {
        self.beside == self.out
    }

    /// The file that is locked while a build writes.
    pub fn lock_file(&self) -> PathBuf {
        self.beside.join(format!("{}lock", self.prefix()))
    }

    /// A new folder to stage in.
    pub fn staging_folder(&self) -> Result<TempDir, SiteError> {
        step();
        let folder = tempfile::Builder::new().prefix(&format!("{}stage-", self.prefix())).tempdir_in(&self.beside);
        let folder = folder.map_err(SiteError::io(&self.beside))?;
        make_readable(folder.path()).map_err(SiteError::io(folder.path()))?;
        Ok(folder)
    }

    /// Removes what killed builds left behind. Only called under the lock; what cannot be removed is left.
    pub fn sweep(&self) {
        let Ok(items) = fs::read_dir(&self.beside) else { return };
        let stale = format!("{}stage-", self.prefix());
        for item in items.flatten() {
            let name = item.file_name();
            if name.to_string_lossy().starts_with(&stale) && item.file_type().is_ok_and(|kind| kind.is_dir()) {
                step();
                let _left = fs::remove_dir_all(item.path());
            }
        }
    }

    fn prefix(&self) -> String {
        if self.is_inside() { INSIDE.to_owned() } else { format!(".{}{INSIDE}", self.name.to_string_lossy()) }
    }
}

/// The path with the links in it followed, as far as it exists; the folders around it are made.
fn real(out: &Path) -> Result<PathBuf, SiteError> {
    if let Ok(real) = out.canonicalize() {
        return Ok(real);
    }
    // A link to nowhere is neither: writing through it would surprise.
    if out.symlink_metadata().is_ok() {
        return Err(SiteError::OutIsFile(out.to_owned()));
    }
    let (Some(around), Some(name)) = (out.parent(), out.file_name()) else {
        return Ok(out.to_owned());
    };
    fs::create_dir_all(around).map_err(SiteError::io(around))?;
    Ok(around.canonicalize().map_err(SiteError::io(around))?.join(name))
}

/// Whether a folder is the repository, holds it, or is one of its own.
fn belongs_to(out: &Path, root: &Path) -> bool {
    root.starts_with(out) || RECORD_FOLDERS.iter().any(|folder| out.starts_with(root.join(folder)))
}

/// Whether the folder around can be written to and is on the same file system (the output folder may be a mount).
fn will_do(around: &Path, out: &Path) -> bool {
    let probe = tempfile::Builder::new().prefix(INSIDE).tempfile_in(around);
    match probe {
        Ok(_) => same_file_system(around, out),
        // Without the folder inside there is no other choice: let the real attempt say what is wrong.
        Err(error) => {
            error.kind() != ErrorKind::PermissionDenied && error.kind() != ErrorKind::ReadOnlyFilesystem
                || !out.is_dir()
        }
    }
}

#[cfg(unix)]
fn same_file_system(around: &Path, out: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|meta| meta.dev()).ok();
    !out.exists() || device(around) == device(out)
}

#[cfg(not(unix))]
fn same_file_system(_: &Path, _: &Path) -> bool {
    true
}

/// Temporary folders are for their owner only; a site is for everybody that its files are for.
#[cfg(unix)]
fn make_readable(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
