//! The workshop's commands. `cargo xtask test` installs what is missing, then runs every test there is.
//!
//! No dependencies: this must start within seconds of a fresh clone. A step is one row of [`plan::STEPS`]; it says what it
//! needs ([`tools::Tool`]) and has one function under `steps/`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a build tool talks to the terminal")]

mod cli;
mod counts;
mod error;
mod plan;
mod process;
mod runner;
mod session;
mod steps;
mod tools;

use std::process::ExitCode;

use cli::Request;
use session::Session;

fn main() -> ExitCode {
    match cli::parse(std::env::args().skip(1)) {
        Ok(Request::Help) => print_and_succeed(&cli::help()),
        Ok(Request::List) => print_and_succeed(&cli::list()),
        Ok(Request::Test(options)) => test(&options),
        Err(error) => {
            eprintln!("error: {error}\n\n{}", cli::USAGE);
            ExitCode::from(2)
        }
    }
}

fn print_and_succeed(text: &str) -> ExitCode {
    println!("{text}");
    ExitCode::SUCCESS
}

fn test(options: &cli::TestOptions) -> ExitCode {
    let report = runner::run(&options.steps, &mut Session::new(options.strict));
    println!("{report}");
    if report.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
