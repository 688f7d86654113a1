//! Holds the shape of the code, as DESIGN.md section 5 has it: imports point one way, each foreign world has one door, files and
//! functions stay small, and a file's first line says what it is for.
//!
//! A rule that is in the way is an entry in [`EXCEPTIONS`] with its reason; one that nothing needs any more fails too.

mod rules;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

use rules::Fault;

/// From the bottom to the top: a module may import itself and what stands before it. `lib.rs` and `main.rs` may import all.
pub const LAYERS: &[&str] = &[
    "source",
    "diagnostic",
    "model",
    "policy",
    "wording",
    "repo",
    "corpus",
    "lint",
    "gate",
    "overview",
    "respond",
    "publication",
    "site",
    "report",
    "schema",
    "github",
    "cli",
    "cmd",
];

/// A word that only one module may use.
pub struct Door {
    pub word: &'static str,
    pub module: &'static str,
    pub why: &'static str,
}

pub const DOORS: &[Door] = &[
    Door { word: "git2", module: "repo", why: "git is behind the `Tree` trait" },
    Door { word: "octocrab", module: "github", why: "the network is behind the `github` module" },
    Door { word: "async", module: "github", why: "rules and pages are sync; only the network waits" },
];

pub const FILE_LINES: usize = 500;
pub const FUNCTION_LINES: usize = 100;
/// Names that say nothing about what is inside.
pub const EMPTY_NAMES: &[&str] = &["util", "utils", "common", "helper", "helpers", "misc"];

/// A fault that is borne.
struct Exception {
    /// From the repository's root, with `/`.
    path: &'static str,
    /// How the fault's message begins.
    message: &'static str,
    #[expect(dead_code, reason = "for whoever reads the list")]
    reason: &'static str,
}

const EXCEPTIONS: &[Exception] = &[];

#[test]
fn the_code_keeps_its_shape() {
    let faults: Vec<Fault> = source_files().iter().flat_map(|(path, text)| rules::check(path, text)).collect();
    let (borne, open): (Vec<&Fault>, Vec<&Fault>) =
        faults.iter().partition(|fault| EXCEPTIONS.iter().any(|e| e.covers(fault)));
    let listed: Vec<String> = open.iter().map(ToString::to_string).collect();
    assert!(listed.is_empty(), "{} faults:\n{}", listed.len(), listed.join("\n"));
    for exception in EXCEPTIONS {
        assert!(
            borne.iter().any(|fault| exception.covers(fault)),
            "nothing needs the exception for {}",
            exception.path
        );
    }
}

impl Exception {
    fn covers(&self, fault: &Fault) -> bool {
        fault.path == self.path && fault.message.starts_with(self.message)
    }
}

/// Every Rust file under `src/`, by its path from the repository's root.
fn source_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "no source files found under {}", root.display());
    let named = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file is text");
        let inside = path.strip_prefix(root).expect("it was found under the root");
        (inside.to_string_lossy().replace('\\', "/"), text)
    };
    paths.into_iter().map(named).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}
