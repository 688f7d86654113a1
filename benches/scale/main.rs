//! How Flarebook fares with years of history: load, check and build at 1,000 and 10,000 incidents, beside just reading the same
//! files and the bare typed parse of the same YAML.
//!
//! `cargo bench -p scale [-- --smoke] [--sizes 1000,10000] [--forms folded,folders] [--runs 3] [--threads N]`
//!
//! Each measurement is a process of its own (this program again), so that its peak of memory is its own; `check` and `build` are
//! the whole commands. The time is the whole life of the process; the best of the runs counts. The files were written a moment
//! ago and come from memory, not from the disk.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark talks to the terminal")]

mod baseline;
mod options;
mod process;
mod records;
mod subject;
mod table;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use corpus_gen::{Form, Settings};
use options::Options;
use subject::Subject;
use table::{Row, Table};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> io::Result<ExitCode> {
    if let [flag, subject, folder] = arguments
        && flag == subject::CHILD
    {
        return subject::run_here(subject, Path::new(folder));
    }
    let options = Options::parse(arguments).ok_or_else(|| io::Error::other(options::USAGE))?;
    println!("seed {}, best of {}, {} threads", options.seed, options.runs, options.threads);
    for &incidents in &options.sizes {
        for &form in &options.forms {
            compare(incidents, form, &options)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One corpus: every subject on it, and a table.
fn compare(incidents: u32, form: Form, options: &Options) -> io::Result<()> {
    let temporary = tempfile::tempdir()?;
    let folder = temporary.path().join("record");
    let written = corpus_gen::write(&folder, &Settings { incidents, seed: options.seed, form })?;
    process::git_init(&folder)?;
    println!(
        "\n{incidents} incidents, {}: {} entries, {} follow-ups, {} files, {:.1} MB",
        form.name(),
        written.entries,
        written.followups,
        written.files,
        table::megabytes(written.bytes)
    );
    subject::verify(&folder, &written)?;
    let mut table = Table::new(written);
    for subject in Subject::ALL {
        let measured = process::best_of(options.runs, || subject.command(&folder, options.threads))?;
        table.add(Row { subject, measured });
    }
    println!("{table}");
    Ok(())
}
