//! The binary in a clean room: no user configuration, a fixed clock, a fixed person.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of this repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The clock of every test.
pub const NOW: &str = "2026-11-21T12:00:00Z";

/// `flarebook` in a folder.
pub fn flarebook(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flarebook"));
    hermetic(&mut command, folder);
    command
}

/// `git` in a folder, for what may fail.
pub fn git_command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    hermetic(&mut command, folder);
    command
}

/// `git` in a folder; panics when git fails, because the test then tests nothing.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = git_command(folder).args(arguments).output().expect("git is installed");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn hermetic(command: &mut Command, folder: &Path) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.current_dir(folder).env_clear().env("PATH", path).env("HOME", folder).env("FLAREBOOK_NOW", NOW);
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap_or(folder));
    for (key, value) in [
        ("GIT_AUTHOR_NAME", "Mary Okafor"),
        ("GIT_AUTHOR_EMAIL", "mary@corp.example"),
        ("GIT_COMMITTER_NAME", "Mary Okafor"),
        ("GIT_COMMITTER_EMAIL", "mary@corp.example"),
        ("GIT_AUTHOR_DATE", NOW),
        ("GIT_COMMITTER_DATE", NOW),
    ] {
        command.env(key, value);
    }
    // Coverage and sanitizers write where they are told to.
    if let Some(profile) = std::env::var_os("LLVM_PROFILE_FILE") {
        command.env("LLVM_PROFILE_FILE", profile);
    }
}

/// Runs and returns exit code, standard output and standard error.
pub fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("not killed by a signal"), text(stdout), text(stderr))
}

/// A folder with these files, each a path and its bytes; a git repository, nothing committed.
pub fn repository<B: AsRef<[u8]>>(files: &[(&str, B)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    for (path, bytes) in files {
        write(folder.path(), path, bytes);
    }
    folder
}

/// Writes one file and the folders above it.
pub fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders");
    fs::write(path, bytes).expect("a file");
}

/// Commits everything there is.
pub fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "--all", "--force"]);
    git(folder, &["commit", "-q", "--allow-empty", "-m", message]);
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folders");
    for item in fs::read_dir(from).expect("a folder") {
        let item = item.expect("an item");
        let target = to.join(item.file_name());
        if item.file_type().expect("a type").is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).expect("a copy");
        }
    }
}

/// Compares with a committed file; with UPDATE=1 in the environment, writes it instead.
pub fn compare(path: &Path, actual: &str, faults: &mut Vec<String>) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, actual).expect("a file");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    if expected != actual {
        faults.push(format!("{} differs\n--- expected\n{expected}\n--- actual\n{actual}", path.display()));
    }
}
