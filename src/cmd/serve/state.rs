//! What the builder tells the server.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The last good site, and what is wrong now.
pub(super) struct State {
    /// The folder of the last good site.
    pub site: PathBuf,
    /// What one build leaves for the next.
    pub cache: PathBuf,
    now: Mutex<Now>,
    changed: Condvar,
}

/// A moment of the record.
#[derive(Clone, Debug, Default)]
pub(super) struct Now {
    /// Counts every change of what a page shows.
    pub version: u64,
    /// Counts the builds.
    pub built: u64,
    /// What keeps the site from being rebuilt, as the terminal shows it.
    pub trouble: Option<String>,
}

impl State {
    pub fn new(folder: &Path) -> Self {
        let now = Now { version: 1, ..Now::default() };
        Self { site: folder.join("site"), cache: folder.join("cache"), now: Mutex::new(now), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// There is a new site; `trouble` when it shows a record with errors all the same.
    pub fn built(&self, trouble: Option<String>) {
        let mut now = self.lock();
        *now = Now { version: now.version + 1, built: now.built + 1, trouble };
        self.changed.notify_all();
    }

    /// The last site stays, and this is why.
    pub fn trouble(&self, trouble: String) {
        let mut now = self.lock();
        *now = Now { version: now.version + 1, built: now.built, trouble: Some(trouble) };
        self.changed.notify_all();
    }

    /// Whether something keeps the site from being rebuilt.
    pub fn is_in_trouble(&self) -> bool {
        self.lock().trouble.is_some()
    }

    /// Waits until the version is another one, or the time is up.
    pub fn wait(&self, seen: u64, longest: Duration) -> Now {
        let same = |now: &mut Now| now.version == seen;
        let (now, _) =
            self.changed.wait_timeout_while(self.lock(), longest, same).unwrap_or_else(PoisonError::into_inner);
        now.clone()
    }
}
