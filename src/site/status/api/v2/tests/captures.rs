//! The tables against pages of real services, where somebody has put some beside the repository. They are other people's and never
//! committed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::shape;

/// Beside the repository.
const FOLDER: &str = "../shared/data/statuspage";

#[test]
fn real_pages_are_of_the_same_shape() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    if files.is_empty() {
        // Straight to the terminal: a test's own prints are swallowed when it passes.
        let _ = writeln!(io::stderr(), "SKIPPED: no captured status pages in {FOLDER}; only the tables were looked at");
        return;
    }
    let mut faults = Vec::new();
    for file in &files {
        let value: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let name = ["summary", "incidents", "components"].into_iter().find(|key| match *key {
            "summary" => value.get("status").is_some(),
            key => value.get(key).is_some(),
        });
        let name = name.unwrap_or_else(|| panic!("{} is none of the documents", file.display()));
        let file = file.file_name().unwrap().to_string_lossy();
        faults.extend(shape::faults(name, &value).into_iter().map(|fault| format!("{file}: {fault}")));
    }
    assert!(faults.is_empty(), "{} of {} files:\n{}", faults.len(), files.len(), faults.join("\n"));
    let _ = writeln!(io::stderr(), "{} captured status pages are of the shape in the tables", files.len());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
}
