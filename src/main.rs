//! The binary: parse, call, exit code.

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use flarebook::cli::Cli;

/// A site is made of very many small texts; the system's allocator takes a quarter of the time of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    // Large pages are filled with zeros in full, and a short run uses little of each. Refused, it is only slower.
    let _slower = rustix::thread::disable_transparent_huge_pages(true);
    // The shell asks what may come next; it is answered and that is all.
    clap_complete::CompleteEnv::with_factory(Cli::command).var(flarebook::cmd::COMPLETION_VARIABLE).complete();
    flarebook::cmd::run(Cli::parse())
}
