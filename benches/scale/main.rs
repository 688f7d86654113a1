//! How Flarebook fares with years of history.
//!
//! - The records: load, check and build at 1,000 and 10,000 incidents, beside just reading the same files and the bare typed parse of the
//!   same YAML; the best of the runs counts.
//! - The gate: one change judged in a repository of 10,000 incidents and 50,000 commits, beside git's own comparison of the two commits;
//!   best and median.
//! - The response: declare, log, show and due beside `git status` and `git commit`; best and median.
//!
//! `cargo bench -p scale [-- --smoke] [--only records|gate|respond] [--sizes 1000,10000] [--forms folded,folders] [--gate 10000x50000] [--runs N]
//! [--threads N]`
//!
//! Each measurement is a process of its own (this program again), so that its peak of memory is its own; `check`, `build` and `gate` are
//! the whole commands. The time is the whole life of the process. The files were written a moment ago and come from memory, not from the
//! disk.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark talks to the terminal")]

mod baseline;
mod gate;
mod options;
mod process;
mod records;
mod respond;
mod subject;
mod table;
mod times;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use corpus_gen::{Form, Settings};
use options::{Benchmark, Options};
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
    if let [flag, subject, folder, base, head] = arguments
        && flag == subject::CHILD
        && subject == gate::GATE
    {
        return Ok(gate::run_here(Path::new(folder), base, head));
    }
    if let [flag, subject, folder, rest @ ..] = arguments
        && flag == subject::CHILD
        && subject == respond::RESPOND
    {
        return Ok(respond::run_here(Path::new(folder), rest));
    }
    let options = Options::parse(arguments).ok_or_else(|| io::Error::other(options::USAGE))?;
    if options.wants(Benchmark::Records) {
        println!("seed {}, best of {}, {} threads", options.seed, runs_of_records(&options), options.threads);
        for &incidents in &options.sizes {
            for &form in &options.forms {
                compare(incidents, form, &options)?;
            }
        }
    }
    if options.wants(Benchmark::Gate) {
        for &history in &options.histories {
            gate::compare(history, &options)?;
        }
    }
    if options.wants(Benchmark::Respond)
        && let Some(incidents) = options.sizes.iter().max()
    {
        respond::compare(*incidents, &options)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn runs_of_records(options: &Options) -> u32 {
    options.runs.unwrap_or(3)
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
        let measured = process::best_of(runs_of_records(options), || subject.command(&folder, options.threads))?;
        table.add(Row { subject, measured });
    }
    println!("{table}");
    Ok(())
}
