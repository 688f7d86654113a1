//! Committing is killed at every step it takes: branch, index and working tree are at the old commit or at the new one as soon as somebody has
//! looked after them, and what the user has staged is still staged.

use std::fs;
use std::path::Path;
use std::process::Command;

use git2::{Oid, RepositoryInitOptions, Status};
use jiff::Timestamp;

use super::*;
use crate::repo::write::DIE_AT;
use crate::repo::{CommitId, FileChange, Repository};
use crate::source::RepoPath;

const ROOT: &str = "FLAREBOOK_TEST_COMMIT_ROOT";
const BRANCH: &str = "FLAREBOOK_TEST_COMMIT_BRANCH";

fn change(path: &str, was: Option<&str>, becomes: Option<&str>) -> FileChange {
    let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
    FileChange { path: RepoPath::new(path).unwrap(), was: bytes(was), becomes: bytes(becomes), executable: false }
}

fn fold() -> Vec<FileChange> {
    vec![
        change("i/timeline.yaml", None, Some("all")),
        change("i/timeline/a.md", Some("a"), None),
        change("i/incident.yaml", Some("title: x"), Some("title: y")),
    ]
}

/// A commit, something staged, something changed, something untracked.
fn repository() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let git = git2::Repository::init_opts(root.path(), RepositoryInitOptions::new().initial_head("main")).unwrap();
    let mut config = git.config().unwrap();
    config.set_str("user.name", "Mary").unwrap();
    config.set_str("user.email", "mary@corp.example").unwrap();
    let put = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (path, text) in
        [("i/timeline/a.md", "a"), ("i/incident.yaml", "title: x"), ("staged", ""), ("changed", ""), ("other/x", "")]
    {
        put(path, text);
    }
    let mut index = git.index().unwrap();
    index.add_all(["*"], git2::IndexAddOption::DEFAULT, None).unwrap();
    let tree = git.find_tree(index.write_tree().unwrap()).unwrap();
    let who = git2::Signature::new("Mary", "mary@corp.example", &git2::Time::new(0, 0)).unwrap();
    git.commit(Some("HEAD"), &who, &who, "Begin", &tree, &[]).unwrap();
    put("staged", "staged");
    put("changed", "changed");
    put("untracked", "");
    index.add_path(Path::new("staged")).unwrap();
    index.write().unwrap();
    root
}

/// Run by [`killed_at_every_step`] in a process of its own.
#[test]
fn child_commits() {
    let Ok(root) = std::env::var(ROOT) else { return };
    let repository = Repository::discover(Path::new(&root)).unwrap();
    let head = repository.ready_to_commit().unwrap();
    let message = Message { subject: "Fold".to_owned(), ..Message::default() };
    let commit = repository.commit_on(head.tip, &fold(), &message, Timestamp::UNIX_EPOCH).unwrap();
    let landing = std::env::var(BRANCH).map_or(Landing::Here, Landing::NewBranch);
    repository.advance(&head, commit, &landing).unwrap();
}

fn commit_and_die(root: &Path, branch: Option<&str>, at: usize) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "repo::commit::tests::child_commits"]).env(ROOT, root).env(DIE_AT, at.to_string());
    child.envs(branch.map(|branch| (BRANCH, branch)));
    !child.output().unwrap().status.success()
}

/// Which files are how, and which branch is where.
fn state(root: &Path) -> (Vec<(String, Status)>, String, Oid) {
    let git = git2::Repository::open(root).unwrap();
    let mut options = git2::StatusOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true);
    let statuses = git.statuses(Some(&mut options)).unwrap();
    let status = statuses.iter().map(|entry| (entry.path().unwrap().to_owned(), entry.status())).collect();
    let head = git.head().unwrap();
    (status, head.shorthand().unwrap().to_owned(), head.target().unwrap())
}

#[test]
fn killed_at_every_step() {
    for branch in [None, Some("incident/x")] {
        let untouched = repository();
        let before = state(untouched.path());
        let mut finished = 0;
        for at in 0.. {
            let root = repository();
            let was_killed = commit_and_die(root.path(), branch, at);
            Repository::discover(root.path()).unwrap().finish_interrupted().unwrap();
            let (status, name, tip) = state(root.path());
            assert_eq!(status, before.0, "killed at step {at}");
            let is_new = tip != before.2;
            assert_eq!(name, if is_new { branch.unwrap_or("main") } else { "main" }, "killed at step {at}");
            assert_eq!(root.path().join("i/timeline").exists(), !is_new, "killed at step {at}");
            for left in ["index.lock", "flarebook/writing", "refs/heads/main.lock"] {
                assert!(!root.path().join(".git").join(left).exists(), "killed at step {at}: {left}");
            }
            finished += usize::from(is_new);
            if !was_killed {
                assert!(is_new && at > 15 && finished > 8, "{at} steps, {finished} finished");
                break;
            }
        }
    }
}

fn advance(repository: &Repository, changes: &[FileChange]) -> Result<(CommitId, Advanced), CommitError> {
    let head = repository.ready_to_commit()?;
    let commit = repository.commit_on(head.tip, changes, &Message::default(), Timestamp::UNIX_EPOCH)?;
    Ok((commit, repository.advance(&head, commit, &Landing::Here)?))
}

#[test]
fn files_that_the_user_has_changed_are_in_the_way() {
    let root = repository();
    let repository = Repository::discover(root.path()).unwrap();
    let before = state(root.path());
    for (path, was) in [("staged", Some("")), ("changed", Some("")), ("untracked", None)] {
        let error =
            advance(&repository, &[change(path, was, Some("ours")), change("new", None, Some("x"))]).unwrap_err();
        assert!(matches!(&error, CommitError::InTheWay(paths) if paths.len() == 1), "{error}");
        assert!(error.to_string().contains(path), "{error}");
        assert_eq!(state(root.path()), before, "{path}");
    }
    // What the last commit does not have as the operation saw it.
    let error = advance(&repository, &[change("other/x", Some("y"), Some("z"))]).unwrap_err();
    assert!(matches!(error, CommitError::InTheWay(_)), "{error}");
    let (_, advanced) = advance(&repository, &[change("other/x", Some(""), Some("z"))]).unwrap();
    assert_eq!((advanced.branch.as_str(), advanced.files.len()), ("main", 1));
}
