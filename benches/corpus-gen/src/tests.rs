//! The promises: same seed, same bytes; both forms tell the same story; sizes are those of real records.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// A folder that goes away with its owner.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("corpus-gen-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn files(folder: &Path, root: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, root, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn generate(name: &str, settings: Settings) -> (Written, BTreeMap<String, String>) {
    let folder = Folder::new(name);
    let written = write(&folder.0, &settings).unwrap();
    let mut found = BTreeMap::new();
    files(&folder.0, &folder.0, &mut found);
    (written, found)
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_others() {
    let settings = Settings { incidents: 30, seed: 7, form: Form::Folded };
    let first = generate("first", settings);
    assert_eq!(first, generate("second", settings));
    assert_ne!(first.1, generate("third", Settings { seed: 8, ..settings }).1);
}

#[test]
fn sizes_are_those_of_real_records() {
    let (written, found) = generate("sizes", Settings { incidents: 200, seed: 1, form: Form::Folded });
    assert_eq!(written.files, found.len());
    assert_eq!(written.bytes, found.values().map(|text| text.len() as u64).sum::<u64>());
    assert!((10..=14).contains(&(written.entries / 200)), "{written:?}");
    assert!((2..=4).contains(&(written.followups / 200)), "{written:?}");
    let reviews = found.keys().filter(|path| path.ends_with("/pir.md")).count();
    assert!(reviews > 180, "{reviews}");
}

#[test]
fn both_forms_tell_the_same_story() {
    let settings = Settings { incidents: 20, seed: 3, form: Form::Folded };
    let (folded, _) = generate("folded", settings);
    let (folders, found) = generate("folders", Settings { form: Form::Folders, ..settings });
    assert_eq!((folded.entries, folded.followups), (folders.entries, folders.followups));
    assert_eq!(found.keys().filter(|path| path.contains("/timeline/")).count(), folders.entries);
    assert_eq!(found.keys().filter(|path| path.contains("/followups/")).count(), folders.followups);
}
