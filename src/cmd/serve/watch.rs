//! Notices that the record has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::super::CommandError;
use super::rebuild::Builder;
use crate::corpus::{COMPONENTS_FILE, PEOPLE_FILE, POLICY_FILE};
use crate::source::RepoPath;

/// An editor writes a file in several steps; this long nothing may change before a build begins.
const QUIET: Duration = Duration::from_millis(150);

/// Folders whose contents are part of the site; files at the top of the repository are watched too.
const FOLDERS: [&str; 3] = ["incidents", "templates", "docs"];

/// Files at the top of the repository that are part of the record.
const FILES: [&str; 3] = [POLICY_FILE, PEOPLE_FILE, COMPONENTS_FILE];

/// A watcher, and the folders that it already watches.
struct Watching {
    watcher: RecommendedWatcher,
    root: PathBuf,
    folders: Vec<PathBuf>,
}

/// Begins to watch a repository and builds on every change, in a thread of its own.
pub(super) fn watch(root: &Path, builder: Arc<Builder>) -> Result<(), CommandError> {
    let failed = |error: notify::Error| CommandError::Watch(error.to_string());
    let (tell, told) = mpsc::channel();
    let base = root.to_owned();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let changed = event.map(|event| of_the_record(&base, &event)).unwrap_or_default();
        if !changed.is_empty() {
            // The receiver is gone only when the program ends.
            let _ = tell.send(changed);
        }
    })
    .map_err(failed)?;
    let mut watching = Watching { watcher, root: root.to_owned(), folders: Vec::new() };
    watching.watcher.watch(root, RecursiveMode::NonRecursive).map_err(failed)?;
    watching.look_for_folders();
    std::thread::spawn(move || follow(&told, &builder, watching));
    Ok(())
}

impl Watching {
    /// Folders may come later: the first template is often written while the site is served.
    fn look_for_folders(&mut self) {
        for folder in FOLDERS.iter().map(|name| self.root.join(name)) {
            let new = folder.is_dir() && !self.folders.contains(&folder);
            if new && self.watcher.watch(&folder, RecursiveMode::Recursive).is_ok() {
                self.folders.push(folder);
            }
        }
        self.folders.retain(|folder| folder.is_dir());
    }
}

/// The files of the record that an event is about: not those that were only read, not hidden files, which editors write all the time, and not
/// whatever else lies at the top of the repository.
fn of_the_record(root: &Path, event: &Event) -> Vec<RepoPath> {
    if matches!(event.kind, notify::EventKind::Access(_)) {
        return Vec::new();
    }
    let inside = |path: &PathBuf| {
        let parts = path.strip_prefix(root).unwrap_or(path).components();
        let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        let first = parts.first()?.as_str();
        let hidden = parts.iter().any(|part| part.starts_with('.'));
        let matters = !hidden && (FOLDERS.contains(&first) || FILES.contains(&first));
        matters.then(|| RepoPath::root().join(&parts.join("/")))
    };
    event.paths.iter().filter_map(inside).collect()
}

fn follow(told: &Receiver<Vec<RepoPath>>, builder: &Builder, mut watching: Watching) {
    while let Ok(first) = told.recv() {
        let mut changed: BTreeSet<RepoPath> = first.into_iter().collect();
        loop {
            match told.recv_timeout(QUIET) {
                Ok(more) => changed.extend(more),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        watching.look_for_folders();
        builder.build_and_say(&changed);
    }
}
