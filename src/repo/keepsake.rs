//! A file in a private folder: what one run of this program leaves for the next, so that the next has less to read.
//!
//! It is inside git's own folder, neither committed nor published, and safe to delete. One that is damaged, of another program or made of
//! something else counts as none. It is written beside and moved into place: two runs at once leave the one or the other, whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

use sha2::{Digest as _, Sha256};

use super::stamp::OnDisk;
use super::{Stamp, short};

/// How long the checksum at the end is, in bytes.
const SUM: usize = 32;
/// A file touched so shortly before may be changed once more without its times showing it, in nanoseconds: disks count in steps of up
/// to two seconds.
const STEP: i64 = if cfg!(test) { 0 } else { 2_000_000_000 };

/// A file that one run leaves for the next.
#[derive(Debug)]
pub struct Keepsake {
    folder: PathBuf,
    name: String,
    head: Vec<u8>,
}

impl Keepsake {
    /// The one of a name. `kind` says what it is and in which form, `key` what it was made of: with another it counts as none.
    #[must_use]
    pub fn new(folder: &Path, name: &str, kind: &str, key: [u8; 16]) -> Self {
        let head = [kind.as_bytes(), b"\n", &program(folder), &key].concat();
        Self { folder: folder.to_owned(), name: name.to_owned(), head }
    }

    /// What it holds; `None` unless it is there, whole, and made of the same.
    #[must_use]
    pub fn read(&self) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.folder.join(&self.name)).ok()?;
        let (whole, sum) = bytes.split_at_checked(bytes.len().checked_sub(SUM)?)?;
        if !whole.starts_with(&self.head) || Sha256::digest(whole).as_slice() != sum {
            return None;
        }
        bytes.truncate(whole.len());
        bytes.drain(..self.head.len());
        Some(bytes)
    }

    /// Leaves it for the next run.
    ///
    /// # Errors
    /// When the disk refuses; the next run then finds what was there before.
    pub fn write(&self, body: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut draft = tempfile::Builder::new().prefix("draft-").tempfile_in(&self.folder)?;
        let mut sum = Sha256::new();
        for part in [&self.head, body] {
            sum.update(part);
            draft.write_all(part)?;
        }
        draft.write_all(&sum.finalize())?;
        draft.persist(self.folder.join(&self.name)).map(drop).map_err(|error| error.error)
    }
}

/// The time as the disk counts it, by a file that is written now. Where there is none, every file counts as just touched.
#[must_use]
pub fn now_on_disk(folder: &Path) -> i64 {
    let touch = || -> io::Result<i64> {
        fs::create_dir_all(folder)?;
        let file = tempfile::Builder::new().prefix("clock-").tempfile_in(folder)?;
        let since = file.as_file().metadata()?.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
        i64::try_from(since.as_nanos()).map_err(io::Error::other)
    };
    touch().unwrap_or(0)
}

impl Stamp {
    /// The key, unless a file was touched so shortly before `began` that its times cannot be trusted to tell the next change.
    #[must_use]
    pub fn trusted(&self, began: i64) -> Option<[u8; 16]> {
        is_past(self.touched, began).then_some(self.key)
    }
}

/// Whether what was touched then cannot be touched once more at the same time, as the disk counts it.
pub(super) const fn is_past(touched: i64, began: i64) -> bool {
    touched.saturating_add(STEP) <= began
}

/// Tells this program from every other by its content, so that the same one downloaded twice is one. That takes longer than many a command:
/// what it came to is remembered for as long as the file stays where and as it is. While it is being worked on, it is large and new each
/// time, and where it is will do.
fn program(folder: &Path) -> [u8; 16] {
    static PROGRAM: OnceLock<[u8; 16]> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let path = std::env::current_exe().unwrap_or_default();
        let place = fs::metadata(&path).ok().map(|meta| (meta.len(), OnDisk::of(&meta)));
        let place = key_of(format!("{} {place:?} {}", env!("CARGO_PKG_VERSION"), path.display()).as_bytes());
        if cfg!(debug_assertions) { place } else { remembered(folder, &path, place) }
    })
}

fn remembered(folder: &Path, path: &Path, place: [u8; 16]) -> [u8; 16] {
    let memory = folder.join("program");
    if let Some((of, content)) = fs::read(&memory).ok().as_deref().and_then(<[u8]>::split_first_chunk::<16>)
        && let (true, Ok(content)) = (*of == place, content.try_into())
    {
        return content;
    }
    // One that may be run and not read is known by its place.
    let Ok(content) = fs::read(path).map(|bytes| key_of(&bytes)) else { return place };
    let draft = tempfile::Builder::new().prefix("draft-").tempfile_in(folder);
    if let Ok(mut draft) = draft
        && draft.write_all(&[place, content].concat()).is_ok()
    {
        let _next_time_it_is_read_again = draft.persist(memory);
    }
    content
}

fn key_of(bytes: &[u8]) -> [u8; 16] {
    let mut key = Sha256::new();
    key.update(bytes);
    short(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_one_made_of_the_same_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let keepsake = |kind, key| Keepsake::new(folder.path(), "one", kind, [key; 16]);
        assert_eq!(keepsake("a", 1).read(), None);
        keepsake("a", 1).write(b"what was left").unwrap();
        assert_eq!(keepsake("a", 1).read().as_deref(), Some(&b"what was left"[..]));
        assert_eq!(keepsake("a", 2).read(), None);
        assert_eq!(keepsake("b", 1).read(), None);
        let path = folder.path().join("one");
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, damaged).unwrap();
            assert_eq!(keepsake("a", 1).read(), None, "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(keepsake("a", 1).read(), None, "cut at {at}");
        }
    }
}
