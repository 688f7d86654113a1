//! Writing is killed at every step it takes: what is on disk is the old state or the new one as soon as somebody has looked after it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

pub(in crate::repo) const DIE_AT: &str = "FLAREBOOK_TEST_WRITE_DIE_AT";
const ROOT: &str = "FLAREBOOK_TEST_WRITE_ROOT";
static STEPS: AtomicUsize = AtomicUsize::new(0);

/// Dies as by `kill -9` when its turn has come.
pub(in crate::repo) fn step() {
    let die_at = std::env::var(DIE_AT).ok().and_then(|at| at.parse::<usize>().ok());
    if die_at == Some(STEPS.fetch_add(1, Ordering::SeqCst)) {
        std::process::abort();
    }
}

fn new(path: &str, text: &str) -> FileChange {
    change(path, None, Some(text))
}

fn change(path: &str, was: Option<&str>, becomes: Option<&str>) -> FileChange {
    let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
    FileChange { path: RepoPath::new(path).unwrap(), was: bytes(was), becomes: bytes(becomes), executable: false }
}

fn fold() -> Vec<FileChange> {
    vec![
        new("incidents/i/timeline.yaml", "all"),
        change("incidents/i/timeline/a.md", Some("a"), None),
        change("incidents/i/timeline/b.md", Some("b"), None),
        change("incidents/i/incident.yaml", Some("title: x"), Some("title: y")),
    ]
}

fn repository(git: bool) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    if git {
        git2::Repository::init(root.path()).unwrap();
    }
    for (path, text) in [("timeline/a.md", "a"), ("timeline/b.md", "b"), ("incident.yaml", "title: x")] {
        let path = root.path().join("incidents/i").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

/// Everything below a folder but git's own, folders too.
fn all(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for item in fs::read_dir(at).unwrap() {
            let path = item.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() && name != ".git" {
                found.insert(name, String::new());
                open.push(path);
            } else if name != ".git" {
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// Run by [`killed_at_every_step`] in a process of its own.
#[test]
fn child_writes() {
    if let Ok(root) = std::env::var(ROOT) {
        Repository::discover(Path::new(&root)).unwrap().write_changes(&fold()).unwrap();
    }
}

fn write_and_die(root: &Path, at: usize) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "repo::write::tests::child_writes"]).env(ROOT, root).env(DIE_AT, at.to_string());
    !child.output().unwrap().status.success()
}

#[test]
fn killed_at_every_step() {
    for git in [true, false] {
        let (old, new) = {
            let root = repository(git);
            let old = all(root.path());
            Repository::discover(root.path()).unwrap().write_changes(&fold()).unwrap();
            (old, all(root.path()))
        };
        assert!(!new.contains_key("incidents/i/timeline"), "{new:?}");
        let mut finished = 0;
        for at in 0.. {
            let root = repository(git);
            let was_killed = write_and_die(root.path(), at);
            Repository::discover(root.path()).unwrap().finish_interrupted().unwrap();
            let found = all(root.path());
            assert!(found == old || found == new, "killed at step {at}: {found:?}");
            finished += usize::from(found == new);
            if !was_killed {
                assert!(at > 15 && finished > 10, "{at} steps, {finished} finished");
                break;
            }
        }
    }
}

#[test]
fn what_cannot_be_made_is_taken_back() {
    let root = repository(true);
    let repository = Repository::discover(root.path()).unwrap();
    let before = all(root.path());
    let mut changes = fold();
    changes.push(new("incidents/i/incident.yaml/x", "below a file"));
    assert!(matches!(repository.write_changes(&changes).unwrap_err(), WriteError::System { .. }));
    assert_eq!(all(root.path()), before);
}

#[test]
fn never_replaces_and_never_leaves_half() {
    let root = repository(true);
    let repository = Repository::discover(root.path()).unwrap();
    let before = all(root.path());
    let error = repository.write_changes(&[new("a/c.md", ""), new("incidents/i/incident.yaml", "")]).unwrap_err();
    assert!(matches!(error, WriteError::Exists(_)), "{error}");
    let error = repository.write_changes(&[change("incidents/i/incident.yaml", Some("title: z"), None)]).unwrap_err();
    assert!(matches!(error, WriteError::Changed(_)), "{error}");
    assert_eq!(all(root.path()), before);
}

/// A user who edits what a killed command was about to write keeps what he wrote.
#[test]
fn what_was_edited_since_is_left_alone() {
    let root = repository(true);
    let repository = Repository::discover(root.path()).unwrap();
    Journal::new(&repository.own_folder(), WRITING).open(&fold(), None).unwrap();
    fs::write(root.path().join("incidents/i/incident.yaml"), "mine").unwrap();
    repository.finish_interrupted().unwrap();
    let found = all(root.path());
    assert_eq!(found["incidents/i/incident.yaml"], "mine");
    assert!(found.contains_key("incidents/i/timeline.yaml"));
}

#[cfg(unix)]
#[test]
fn does_not_write_through_links() {
    let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    git2::Repository::init(root.path()).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), root.path().join("incidents")).unwrap();
    let repository = Repository::discover(root.path()).unwrap();
    let error = repository.write_changes(&[new("incidents/x/incident.yaml", "x")]).unwrap_err();
    assert!(matches!(error, WriteError::Link(_)), "{error}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}
