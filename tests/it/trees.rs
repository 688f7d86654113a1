//! The same records from a working tree, a revision and a bare repository give the same bytes; so does any number of threads.

use std::fs;

use crate::command::{commit, copy, flarebook, git, repository, root, run, write};

/// The showcase and some broken records, committed.
fn sample() -> tempfile::TempDir {
    let folder = repository(&[("README.md", "x")]);
    for name in ["incidents", "people.yaml", "components.yaml", "flarebook.yaml", "docs"] {
        let (from, to) = (root().join(name), folder.path().join(name));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
    for rule in ["yaml-syntax", "unknown-key", "stray-file", "impossible-time", "dangling-reference", "over-limit"] {
        copy(&root().join("tests/rules").join(rule).join("bad/incidents"), &folder.path().join("incidents").join(rule));
    }
    folder
}

#[test]
fn working_tree_revision_and_bare_repository_agree() {
    let folder = sample();
    commit(folder.path(), "all");
    let bare = tempfile::tempdir().unwrap();
    git(bare.path(), &["clone", "-q", "--bare", folder.path().to_str().unwrap(), "."]);
    for arguments in [&["check"][..], &["check", "--format", "json"], &["list"], &["list", "--format", "json"]] {
        let (code, tree, _) = run(flarebook(folder.path()).args(arguments));
        let (revision_code, revision, _) = run(flarebook(folder.path()).args(arguments).args(["--rev", "HEAD"]));
        let (bare_code, bare, _) = run(flarebook(bare.path()).args(arguments));
        assert!(tree.len() > 1_000, "{arguments:?} says too little to compare");
        assert_eq!((code, &tree), (revision_code, &revision), "{arguments:?}");
        assert_eq!((code, &tree), (bare_code, &bare), "{arguments:?}");
    }
}

#[test]
fn a_revision_does_not_see_the_working_tree() {
    let folder = repository(&[("incidents/2026-03-14-a/incident.yaml", "title: Committed\n")]);
    commit(folder.path(), "first");
    write(folder.path(), "incidents/2026-03-14-a/incident.yaml", "title: Changed\n");
    write(folder.path(), "incidents/2026-03-15-b/incident.yaml", "title: New\n");
    let (_, out, _) = run(flarebook(folder.path()).args(["list", "--rev", "main"]));
    assert!(out.contains("Committed") && !out.contains("New"), "{out}");
    let (_, out, _) = run(flarebook(folder.path()).arg("list"));
    assert!(out.contains("Changed") && out.contains("New"), "{out}");
}

#[test]
fn the_number_of_threads_does_not_show() {
    let folder = sample();
    let output = |threads: &str| {
        run(flarebook(folder.path()).args(["check", "--format", "json"]).env("RAYON_NUM_THREADS", threads))
    };
    let one = output("1");
    for threads in ["2", "3", "16"] {
        assert_eq!(one, output(threads), "{threads} threads");
    }
}

#[test]
fn unknown_revisions_and_empty_repositories_say_what_to_do() {
    let folder = repository(&[("flarebook.yaml", "")]);
    let (code, out, err) = run(flarebook(folder.path()).args(["check", "--rev", "HEAD"]));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("no commit yet"), "{err}");
    commit(folder.path(), "first");
    let (code, _, err) = run(flarebook(folder.path()).args(["check", "--rev", "nope"]));
    assert_eq!(code, 2);
    assert!(err.contains("`nope`") && err.contains("hint"), "{err}");
}

#[test]
fn no_repository_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = run(flarebook(folder.path()).arg("check"));
    assert_eq!(code, 2);
    assert!(err.contains("flarebook init"), "{err}");
    let (code, _, err) = run(flarebook(folder.path()).args(["check", "--repo", "nowhere"]));
    assert_eq!(code, 2);
    assert!(err.contains("nowhere"), "{err}");
}

#[test]
fn a_folder_of_records_without_git_is_enough_to_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "incidents/2026-03-14-a/incident.yaml", "title: A\n");
    let (code, out, _) = run(flarebook(&folder.path().join("incidents")).arg("check"));
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("1 incident,"), "{out}");
}

#[cfg(unix)]
#[test]
fn submodules_and_odd_names_get_one_verdict() {
    use std::os::unix::ffi::OsStrExt as _;
    let other = repository(&[("incident.yaml", "title: In a submodule\n")]);
    commit(other.path(), "first");
    let folder = repository(&[("incidents/2026-03-14-a/incident.yaml", "title: A\n")]);
    let (from, to) = (other.path().to_str().unwrap(), "incidents/2026-03-15-sub");
    git(folder.path(), &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", from, to]);
    let odd = folder.path().join("incidents").join(std::ffi::OsStr::from_bytes(b"2026-03-16-\xff"));
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join("incident.yaml"), "title: Odd\n").unwrap();
    commit(folder.path(), "all");
    let (code, tree, err) = run(flarebook(folder.path()).arg("check"));
    let (revision_code, revision, _) = run(flarebook(folder.path()).args(["check", "--rev", "HEAD"]));
    assert_eq!((code, &tree), (revision_code, &revision), "{err}");
    assert!(tree.contains("a submodule") && tree.contains("not UTF-8"), "{tree}");
}
