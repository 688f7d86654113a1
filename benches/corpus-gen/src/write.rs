//! Files into a folder, counted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::Written;

/// Writes files below one folder.
pub struct Writer {
    root: PathBuf,
    /// The folder that was last made, so that it is not made again for each of its files.
    made: PathBuf,
    pub entries: usize,
    pub followups: usize,
    files: usize,
    bytes: u64,
}

impl Writer {
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), made: PathBuf::new(), entries: 0, followups: 0, files: 0, bytes: 0 }
    }

    /// Writes one file; `path` is relative to the folder.
    pub fn file(&mut self, path: &str, text: &str) -> io::Result<()> {
        let path = self.root.join(path);
        let parent = path.parent().unwrap_or(&self.root);
        if parent != self.made {
            fs::create_dir_all(parent)?;
            self.made = parent.to_owned();
        }
        self.files += 1;
        self.bytes += u64::try_from(text.len()).unwrap_or(u64::MAX);
        fs::write(path, text)
    }

    pub fn finish(self, incidents: u32) -> Written {
        Written { incidents, entries: self.entries, followups: self.followups, files: self.files, bytes: self.bytes }
    }
}
