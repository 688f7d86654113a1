//! Our paths in the user's index, and nothing else of it.
//!
//! Git's lock is `index.lock`. Ours is a second name for a file of our own beside it, so that whoever comes after a process that was killed
//! knows whose lock it is and takes it away; nobody else's is ever touched.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use git2::Oid;

use super::CommitError;
use crate::repo::write::{WriteError, step};

/// What the index is to say of a path: mode and object, or nothing.
pub(super) type Staged = (String, Option<(i32, Oid)>);

/// The lock on the index.
pub(super) struct IndexLock {
    lock: PathBuf,
    mark: PathBuf,
}

/// The file whose second name the lock is.
const MARK: &str = "index.mark";

/// How often we look whether another git is done, and how long we wait in between.
const TRIES: u32 = 150;
const PAUSE: Duration = Duration::from_millis(20);

impl IndexLock {
    /// Takes it, waiting a little for another git.
    pub fn take(git: &git2::Repository, private: &Path) -> Result<Self, CommitError> {
        let this = Self { lock: git.path().join("index.lock"), mark: private.join(MARK) };
        this.take_away_ours();
        let _ = fs::remove_file(&this.mark);
        fs::write(&this.mark, b"").map_err(|reason| WriteError::Private { path: this.mark.clone(), reason })?;
        for _ in 0..TRIES {
            match link(&this.mark, &this.lock) {
                Ok(()) => {
                    step();
                    return Ok(this);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => std::thread::sleep(PAUSE),
                Err(reason) => return Err(WriteError::Private { path: this.lock.clone(), reason }.into()),
            }
        }
        let lock = this.lock.display().to_string();
        // Somebody else's stays.
        std::mem::forget(this);
        Err(CommitError::IndexLocked(lock))
    }

    /// A lock of ours that outlived its process; whoever calls this is the only one of us.
    pub fn release_stale(git: &git2::Repository, private: &Path) {
        // Dropping it takes it away.
        drop(Self { lock: git.path().join("index.lock"), mark: private.join(MARK) });
    }

    /// Whether there is a lock of ours; its holder may be alive.
    pub fn may_be_stale(private: &Path) -> bool {
        private.join(MARK).exists()
    }

    fn take_away_ours(&self) {
        if is_same_file(&self.lock, &self.mark) {
            let _gone_already = fs::remove_file(&self.lock);
        }
    }

    /// Writes what the index is to say of some paths.
    pub fn write(&self, git: &git2::Repository, private: &Path, staged: &[Staged]) -> Result<(), CommitError> {
        let root = git.workdir().unwrap_or_else(|| git.path());
        let (index, copy) = (git.path().join("index"), private.join("index.new"));
        let disk = |reason| WriteError::Private { path: copy.clone(), reason };
        for left_over in [copy.clone(), private.join("index.new.lock")] {
            let _mostly_not_there = fs::remove_file(left_over);
        }
        if index.exists() {
            fs::copy(&index, &copy).map_err(disk)?;
        }
        step();
        let Ok(mut open) = git2::Index::open(&copy) else {
            // Split, sparse or from a newer git: git itself can.
            let _ = fs::remove_file(&self.lock);
            return by_git(git, root, staged);
        };
        for (path, what) in staged {
            match what {
                Some((mode, id)) => open.add(&entry(root, path, *mode, *id))?,
                None => drop(open.remove(Path::new(path), 0)),
            }
        }
        open.write()?;
        fs::File::open(&copy).and_then(|file| file.sync_all()).map_err(disk)?;
        step();
        fs::rename(&copy, &index).map_err(disk)?;
        step();
        Ok(())
    }
}

impl Drop for IndexLock {
    fn drop(&mut self) {
        self.take_away_ours();
        step();
        let _ = fs::remove_file(&self.mark);
    }
}

fn by_git(git: &git2::Repository, root: &Path, staged: &[Staged]) -> Result<(), CommitError> {
    let failed = |said: String| CommitError::Program(said.trim().to_owned());
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(git.path()).arg("--work-tree").arg(root).args(["update-index", "-z", "--index-info"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|reason| failed(format!("git does not start: {reason}")))?;
    let line = |(path, what): &Staged| match what {
        Some((mode, id)) => format!("{mode:06o} {id}\t{path}\0"),
        None => format!("0 {}\t{path}\0", "0".repeat(40)),
    };
    if let Some(mut input) = child.stdin.take() {
        let text: String = staged.iter().map(line).collect();
        input.write_all(text.as_bytes()).map_err(|reason| failed(reason.to_string()))?;
    }
    let output = child.wait_with_output().map_err(|reason| failed(reason.to_string()))?;
    if output.status.success() { Ok(()) } else { Err(failed(String::from_utf8_lossy(&output.stderr).into_owned())) }
}

/// With what the disk says of the file, so that git need not read it to see that it has not changed.
fn entry(root: &Path, path: &str, mode: i32, id: Oid) -> git2::IndexEntry {
    let mut entry = git2::IndexEntry {
        ctime: git2::IndexTime::new(0, 0),
        mtime: git2::IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: u32::try_from(mode).unwrap_or(0o100_644),
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    };
    if let Ok(meta) = root.join(path).symlink_metadata() {
        look(&mut entry, &meta);
    }
    entry
}

/// The index keeps the low 32 bits of what is longer.
#[cfg(unix)]
fn look(entry: &mut git2::IndexEntry, meta: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    let low = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap_or_default();
    let time = |seconds: i64, rest: i64| {
        git2::IndexTime::new(i32::try_from(seconds).unwrap_or_default(), u32::try_from(rest).unwrap_or_default())
    };
    entry.ctime = time(meta.ctime(), meta.ctime_nsec());
    entry.mtime = time(meta.mtime(), meta.mtime_nsec());
    (entry.dev, entry.ino, entry.file_size) = (low(meta.dev()), low(meta.ino()), low(meta.size()));
    (entry.uid, entry.gid) = (meta.uid(), meta.gid());
}

#[cfg(not(unix))]
fn look(_: &mut git2::IndexEntry, _: &fs::Metadata) {}

/// Exclusively, and under both names at once where the disk can do that.
fn link(mark: &Path, lock: &Path) -> std::io::Result<()> {
    match fs::hard_link(mark, lock) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            fs::OpenOptions::new().write(true).create_new(true).open(lock).map(drop)
        }
        linked => linked,
    }
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |path: &Path| path.symlink_metadata().ok().map(|meta| (meta.dev(), meta.ino()));
    identity(one).is_some() && identity(one) == identity(other)
}

/// Without numbers of files: the mark is there only while we have the lock, and an index that is being written is not empty.
#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    other.exists() && one.metadata().is_ok_and(|meta| meta.len() == 0)
}
