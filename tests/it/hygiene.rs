//! Nothing of the machine that wrote a file may stay in it: no host of a package registry (each user's own client knows its own), no
//! path of a workplace. Looks at every file that is tracked or about to be.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Put together here, so that this file does not find itself.
const HOSTS: &[&str] = &[
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("registry.", "npmjs.org"),
    concat!("pypi", ".org"),
    concat!("files.", "pythonhosted.org"),
    concat!("deb.", "debian.org"),
    concat!("security.", "debian.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("proxy.", "golang.org"),
];

const PATHS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/tmp/", "bash_jobs")];

/// Files that may name one of them, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn no_registry_hosts_and_no_machine_paths() {
    let files = tracked_files();
    assert!(files.iter().any(|file| file == "Cargo.toml"), "these are not our files: {files:?}");
    let faults: Vec<String> =
        files.iter().filter(|file| !is_exception(file)).flat_map(|file| faults_in_file(file)).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn is_exception(file: &str) -> bool {
    EXCEPTIONS.iter().any(|(path, _)| *path == file)
}

/// Every file that is in the index, or would be after `git add --all`.
fn tracked_files() -> Vec<String> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let mut command = Command::new("git");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments);
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    let output = command.output().expect("git is installed");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).split_terminator('\0').map(str::to_owned).collect()
}

/// A file that is in the index and deleted on disk has no faults.
fn faults_in_file(file: &str) -> Vec<String> {
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default();
    faults_in_text(file, &String::from_utf8_lossy(&bytes))
}

fn faults_in_text(file: &str, text: &str) -> Vec<String> {
    let each = |(number, line): (usize, &str)| {
        let hosts = HOSTS.iter().filter(|host| stands_alone(line, host));
        let paths = PATHS.iter().filter(|path| stands_alone(line, path));
        hosts.chain(paths).map(|needle| format!("{file}:{}: {needle}", number + 1)).collect::<Vec<_>>()
    };
    text.lines().enumerate().flat_map(each).collect()
}

/// Whether the needle is there and is not the tail of something longer: `status.example.org` does not name `example.org`, and
/// `https://example.org/usr/x` is no path on this machine.
fn stands_alone(line: &str, needle: &str) -> bool {
    let tail = |before: char| before.is_alphanumeric() || "._-~$})".contains(before);
    line.match_indices(needle).any(|(at, _)| !line.split_at(at).0.ends_with(tail))
}

#[test]
fn planted_faults_are_found() {
    for needle in HOSTS.iter().chain(PATHS) {
        for line in
            [format!("see {needle}"), format!("\"{needle}x\""), format!("file://{needle}"), (*needle).to_owned()]
        {
            let text = format!("fine\n{line}\n");
            assert_eq!(faults_in_text("a.md", &text), [format!("a.md:2: {needle}")]);
        }
    }
}

#[test]
fn tails_of_other_names_are_fine() {
    for line in [
        format!("https://blog.{}/posts/", concat!("pypi", ".org")),
        format!("https://example.org{}", concat!("/wo", "rk/")),
        format!("..{}", concat!("/wo", "rk/")),
        "registry+https://github.com/rust-lang/crates.io-index".to_owned(),
    ] {
        assert_eq!(faults_in_text("a.md", &line), Vec::<String>::new());
    }
}
