//! Notices that the record has changed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::super::CommandError;
use super::rebuild::Builder;

/// An editor writes a file in several steps; this long nothing may change before a build begins.
const QUIET: Duration = Duration::from_millis(150);

/// Folders whose contents are part of the site; files at the top of the repository are watched too.
const FOLDERS: [&str; 3] = ["incidents", "templates", "docs"];

/// Keeps watching while it lives.
pub(super) struct Watching {
    _watcher: RecommendedWatcher,
}

/// Begins to watch a repository and builds on every change, in a thread of its own.
pub(super) fn watch(root: &Path, builder: Builder) -> Result<Watching, CommandError> {
    let failed = |error: notify::Error| CommandError::Watch(error.to_string());
    let (tell, told) = mpsc::channel();
    let base = root.to_owned();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| matters(&base, &event)) {
            // The receiver is gone only when the program ends.
            let _ = tell.send(());
        }
    })
    .map_err(failed)?;
    for (folder, mode) in watched(root) {
        watcher.watch(&folder, mode).map_err(failed)?;
    }
    std::thread::spawn(move || follow(&told, &builder));
    Ok(Watching { _watcher: watcher })
}

fn watched(root: &Path) -> Vec<(PathBuf, RecursiveMode)> {
    let nested = FOLDERS.iter().map(|name| root.join(name)).filter(|folder| folder.is_dir());
    let mut all: Vec<_> = nested.map(|folder| (folder, RecursiveMode::Recursive)).collect();
    all.push((root.to_owned(), RecursiveMode::NonRecursive));
    all
}

/// Whether an event is about a file of the record: not about reading, and not about hidden files, which editors write all the time.
fn matters(root: &Path, event: &Event) -> bool {
    let changes = !matches!(event.kind, notify::EventKind::Access(_));
    let hidden = |path: &Path| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        inside.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
    };
    let built = |path: &Path| ["target", "site"].iter().any(|name| path.starts_with(root.join(name)));
    changes && event.paths.iter().any(|path| !hidden(path) && !built(path))
}

fn follow(told: &Receiver<()>, builder: &Builder) {
    while told.recv().is_ok() {
        loop {
            match told.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        builder.build_and_say();
    }
}
