//! `plain REPOSITORY OUT`: reads a folded record, writes one plain page for each incident and one list, and that is all.
//!
//! The measure for what any program pays that reads the same files and renders the same Markdown: one thread, no checks, no template
//! language, no statuses or lengths of time worked out, no page compared with what is there.

#![allow(clippy::print_stderr, reason = "a command-line tool talks to the terminal")]

mod page;
mod record;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use record::Record;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [repository, out] = arguments.as_slice() else {
        eprintln!("Usage: plain REPOSITORY OUT");
        return ExitCode::from(2);
    };
    match build(repository, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build(repository: &Path, out: &Path) -> io::Result<()> {
    let mut list = String::new();
    let mut text = String::new();
    for year in sorted(&repository.join("incidents"))? {
        for folder in sorted(&year)? {
            let record = Record::read(&folder)?;
            if record.is_restricted() {
                continue;
            }
            let id = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            page::row(&mut list, id, &record);
            text.clear();
            page::incident(&mut text, &record);
            let place = out.join("incidents").join(id);
            fs::create_dir_all(&place)?;
            fs::write(place.join("index.html"), &text)?;
        }
    }
    fs::write(out.join("index.html"), list)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
