//! One file per subcommand: arguments in, library called, results out. Side effects happen here and below, nowhere else.

mod build;
mod check;
mod context;
mod declare;
mod error;
mod explain;
mod gate;
mod init;
mod list;
mod log;
mod output;
mod schema;
mod serve;
mod show;

use std::process::ExitCode;

pub use context::Context;
pub use error::CommandError;

use crate::cli::{Cli, Command};

/// Runs a command line; the exit code is 0 when all is well, 1 when there are findings at error level, 2 when it could not run.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let mut context = Context::new(cli.global);
    let result = match cli.command {
        Command::Init(arguments) => init::run(&mut context, &arguments),
        Command::Declare(arguments) => declare::run(&mut context, arguments),
        Command::Log(arguments) => log::run(&mut context, arguments),
        Command::Status(arguments) => log::status(&mut context, arguments),
        Command::List(arguments) => list::run(&mut context, &arguments),
        Command::Show(arguments) => show::run(&mut context, &arguments),
        Command::Check(arguments) => check::run(&mut context, &arguments),
        Command::Gate(arguments) => gate::run(&mut context, &arguments),
        Command::Build(arguments) => build::run(&mut context, &arguments),
        Command::Serve(arguments) => serve::run(&mut context, &arguments),
        Command::Explain(arguments) => explain::run(&mut context, &arguments),
        Command::Rules => explain::rules(&mut context),
        Command::Schema(arguments) => schema::run(&mut context, &arguments),
    };
    result.unwrap_or_else(|error| {
        context.error(&error);
        ExitCode::from(2)
    })
}
