//! The binary: parse, call, exit code.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    flarebook::cmd::run(flarebook::cli::Cli::parse())
}
