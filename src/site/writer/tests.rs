//! A build is killed at every step it takes; other people's files are never touched.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const DIE_AT: &str = "FLAREBOOK_TEST_DIE_AT";
const OUT: &str = "FLAREBOOK_TEST_OUT";
static STEPS: AtomicUsize = AtomicUsize::new(0);

/// Dies as by `kill -9` when its turn has come.
pub(super) fn step() {
    let die_at = std::env::var(DIE_AT).ok().and_then(|at| at.parse::<usize>().ok());
    if die_at == Some(STEPS.fetch_add(1, Ordering::SeqCst)) {
        std::process::abort();
    }
}

type Files = &'static [(&'static str, &'static str)];
const FIRST: Files =
    &[("index.html", "first"), ("assets/s.css", "first"), ("a/index.html", "first"), ("old/x.html", "first")];
const SECOND: Files =
    &[("index.html", "other"), ("assets/s.css", "other"), ("a/index.html", "other"), ("new/y.html", "other")];
const FOREIGN: Files = &[("notes.txt", "mine"), ("old/notes.txt", "mine"), ("empty/.keep", "")];

fn build(out: &Path, files: Files) -> Result<Published, SiteError> {
    let stage = Stage::begin(out, None, Readership::Internal)?;
    for (path, text) in files {
        stage.write(&SitePath::new(path).unwrap(), text.as_bytes())?;
    }
    stage.publish()
}

fn put(out: &Path, files: Files) {
    for (path, text) in files {
        let path = out.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Every file below a folder, but for manifests.
fn all(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for item in fs::read_dir(at).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().unwrap() != MANIFEST_FILE {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

fn map(files: &[Files]) -> BTreeMap<String, String> {
    files.iter().copied().flatten().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn home() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("site");
    (home, out)
}

/// Run by [`killed_at_every_step`] in a process of its own.
#[test]
fn child_builds() {
    if let Ok(out) = std::env::var(OUT) {
        build(Path::new(&out), SECOND).unwrap();
    }
}

/// Whether the child was killed.
fn build_and_die(out: &Path, at: usize) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "site::writer::tests::child_builds"]).env(OUT, out).env(DIE_AT, at.to_string());
    !child.output().unwrap().status.success()
}

fn killed(before: Option<Files>, foreign: Files) -> usize {
    for at in 0.. {
        let (home, out) = home();
        if let Some(files) = before {
            build(&out, files).unwrap();
        }
        put(&out, foreign);
        let was_killed = build_and_die(&out, at);
        readable(&out, before.unwrap_or_default(), foreign, at);
        build(&out, SECOND).unwrap();
        assert_eq!(all(&out), map(&[SECOND, foreign]), "killed at step {at}");
        let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
        assert_eq!(left, ["site"], "killed at step {at}");
        if !was_killed {
            return at;
        }
    }
    0
}

/// The old site whole, or the new one, or some pages of each with none missing that the first page leads to.
fn readable(out: &Path, before: Files, foreign: Files, at: usize) {
    let found = if out.exists() { all(out) } else { BTreeMap::new() };
    let has = |files: Files| files.iter().all(|(path, _)| found.contains_key(*path));
    let first = found.get("index.html").map_or("", String::as_str);
    assert!(has(foreign), "killed at step {at}: {found:?}");
    match first {
        "first" => assert!(has(before), "killed at step {at}: {found:?}"),
        "other" => assert!(has(SECOND), "killed at step {at}: {found:?}"),
        _ => assert!(before.is_empty(), "killed at step {at}: {found:?}"),
    }
    let listed: BTreeSet<String> = match out.exists() {
        true => Manifest::read(out).unwrap().files.into_keys().map(|path| path.to_string()).collect(),
        false => BTreeSet::new(),
    };
    for name in found.keys().filter(|name| !map(&[foreign]).contains_key(*name)) {
        assert!(listed.contains(name), "killed at step {at}: {name} is on no manifest");
    }
}

#[test]
fn killed_at_every_step() {
    assert!(killed(None, &[]) > 5, "a first build");
    assert!(killed(Some(FIRST), &[]) > 5, "over an earlier one");
    assert!(killed(Some(FIRST), FOREIGN) > 20, "among other people's files");
}

#[test]
fn stale_files_go_and_others_stay() {
    let (_home, out) = home();
    assert_eq!(build(&out, FIRST).unwrap(), Published { files: 4, written: 4, bytes: 20, removed: 0 });
    put(&out, FOREIGN);
    assert_eq!(build(&out, SECOND).unwrap(), Published { files: 4, written: 4, bytes: 20, removed: 1 });
    assert_eq!(build(&out, SECOND).unwrap(), Published { files: 4, written: 0, bytes: 20, removed: 0 });
    assert_eq!(all(&out), map(&[SECOND, FOREIGN]));
}

#[test]
fn a_file_of_somebody_else_is_never_replaced() {
    let (_home, out) = home();
    put(&out, &[("index.html", "mine"), ("assets", "mine, and a file")]);
    let error = build(&out, FIRST).unwrap_err();
    assert!(matches!(&error, SiteError::Foreign { files, .. } if *files == ["assets", "index.html"]), "{error}");
    assert_eq!(all(&out).len(), 2);
}

#[test]
fn a_file_may_become_a_folder() {
    let (_home, out) = home();
    put(&out, FOREIGN);
    build(&out, &[("x", "file"), ("y/z", "in a folder")]).unwrap();
    build(&out, &[("x/z", "in a folder"), ("y", "file")]).unwrap();
    assert_eq!(all(&out), map(&[FOREIGN, &[("x/z", "in a folder"), ("y", "file")]]));
}

#[test]
fn the_manifest_cannot_be_made_to_remove_what_is_outside() {
    let (home, out) = home();
    fs::write(home.path().join("precious"), "x").unwrap();
    put(&out, &[(MANIFEST_FILE, r#"{"version":1,"files":{"../precious":"00"}}"#)]);
    assert!(matches!(build(&out, FIRST), Err(SiteError::Manifest { .. })));
    fs::write(out.join(MANIFEST_FILE), r#"{"version":1,"files":{"link/precious":"00"}}"#).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(home.path(), out.join("link")).unwrap();
    build(&out, FIRST).unwrap();
    assert_eq!(fs::read_to_string(home.path().join("precious")).unwrap(), "x");
}

#[test]
fn places_that_are_refused() {
    let (home, out) = home();
    fs::write(&out, "a file").unwrap();
    assert!(matches!(build(&out, FIRST), Err(SiteError::OutIsFile(_))));
    for bad in ["", "..", "incidents/site", ".git"] {
        let out = home.path().join(bad);
        let begun = Stage::begin(&out, Some(home.path()), Readership::Internal);
        assert!(matches!(begun.err(), Some(SiteError::OutIsRecord(_))), "{bad}");
    }
    assert!(Stage::begin(&home.path().join("public"), Some(home.path()), Readership::Internal).is_ok());
}

#[test]
fn no_site_is_put_over_one_for_others() {
    use Readership::{Internal, Public, Restricted};
    let (_home, out) = home();
    let begin = |out: &Path, ours| Stage::begin(out, None, ours);
    begin(&out, Public).unwrap().publish().unwrap();
    for ours in [Internal, Restricted] {
        for folder in ["", "team", "a/b"] {
            let refused = begin(&out.join(folder), ours).err().unwrap();
            assert!(matches!(refused, SiteError::OtherReaders { theirs: Public, .. }), "{folder}: {refused}");
        }
        assert!(!out.join("team").exists());
    }
    begin(&out, Public).unwrap().publish().unwrap();
    // What an earlier version left does not say whom it is for; a status page inside the team's site tells nobody anything new.
    fs::write(out.join(MANIFEST_FILE), r#"{"version": 2, "files": {}}"#).unwrap();
    begin(&out, Internal).unwrap().publish().unwrap();
    assert!(fs::read_to_string(out.join(MANIFEST_FILE)).unwrap().contains(r#""audience": "internal""#));
    assert!(begin(&out, Public).is_err() && begin(&out.join("status"), Public).is_ok());
}

#[test]
fn one_build_at_a_time() {
    let (_home, out) = home();
    let first = Stage::begin(&out, None, Readership::Internal).unwrap();
    let second = Stage::begin(&out, None, Readership::Internal).err().unwrap();
    let me = std::process::id().to_string();
    assert!(matches!(&second, SiteError::Locked { process: Some(id), .. } if *id == me), "{second}");
    drop(first);
    fs::write(out.with_file_name(".site.flarebook-tmp-lock"), "999999").unwrap();
    assert!(Stage::begin(&out, None, Readership::Internal).is_ok(), "a lock file without a holder is no lock");
}

#[test]
fn the_same_file_twice_is_an_error() {
    let (_home, out) = home();
    let twice: Files = &[("index.html", "a"), ("index.html", "b")];
    assert!(matches!(build(&out, twice), Err(SiteError::Collision(path)) if path == "index.html"));
    assert!(!out.exists());
}
