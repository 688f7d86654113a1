//! The binary: parse, call, exit code.

use std::process::ExitCode;

use clap::Parser as _;

/// A site is made of very many small texts; the system's allocator takes a quarter of the time of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    flarebook::cmd::run(flarebook::cli::Cli::parse())
}
