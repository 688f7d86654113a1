//! The binary: parse, call, exit code.

use std::process::ExitCode;

use clap::Parser as _;

/// A site is made of very many small texts; the system's allocator takes a quarter of the time of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    // Large pages are filled with zeros in full, and a short run uses little of each. Refused, it is only slower.
    let _slower = rustix::thread::disable_transparent_huge_pages(true);
    flarebook::cmd::run(flarebook::cli::Cli::parse())
}
