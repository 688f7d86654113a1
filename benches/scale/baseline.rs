//! What the same files cost without Flarebook: read, and parsed into plain structs, on as many threads.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use crate::records::{Entry, Followup, Incident, Review};

/// Reads every file; how many bytes there are.
pub fn read(folder: &Path) -> io::Result<usize> {
    files(folder)?.par_iter().map(|path| fs::read(path).map(|bytes| bytes.len())).sum()
}

/// One file of the record.
pub enum Parsed {
    Incident { _record: Box<Incident> },
    Timeline { _records: Vec<Entry> },
    Followups { _records: Vec<Followup> },
    Entry { _record: Box<Entry>, _text: String },
    Followup { _record: Box<Followup> },
    Review { _record: Review, _text: String },
    Other,
}

/// Parses every file and keeps what it says, as a program that works with it must.
pub fn parse(folder: &Path) -> io::Result<Vec<Parsed>> {
    files(folder)?.par_iter().map(|path| parse_file(path)).collect()
}

fn parse_file(path: &Path) -> io::Result<Parsed> {
    let text = fs::read_to_string(path)?;
    let parent = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    Ok(match (parent, name) {
        (_, "incident.yaml") => Parsed::Incident { _record: yaml(&text, path)? },
        (_, "timeline.yaml") => Parsed::Timeline { _records: yaml(&text, path)? },
        (_, "followups.yaml") => Parsed::Followups { _records: yaml(&text, path)? },
        (_, "pir.md") => {
            let (head, body) = front_matter(&text);
            Parsed::Review { _record: yaml(head, path)?, _text: body.to_owned() }
        }
        (Some("timeline"), _) => {
            let (head, body) = front_matter(&text);
            Parsed::Entry { _record: yaml(head, path)?, _text: body.to_owned() }
        }
        (Some("followups"), _) => Parsed::Followup { _record: yaml(&text, path)? },
        _ => Parsed::Other,
    })
}

fn yaml<T: DeserializeOwned>(text: &str, path: &Path) -> io::Result<T> {
    serde_yaml::from_str(text).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
}

fn front_matter(text: &str) -> (&str, &str) {
    text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", text))
}

/// Every file below a folder, in the order of the paths; git's own are left out.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == ".git" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}
