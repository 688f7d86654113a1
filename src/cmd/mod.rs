//! One file per subcommand: arguments in, library called, results out. Side effects happen here and below, nowhere else.

mod action;
mod agenda;
mod ask;
mod assign;
mod attach;
mod before_commit;
mod build;
mod check;
mod completions;
mod context;
mod correct;
mod declare;
mod due;
mod error;
mod explain;
mod finding;
mod fold;
mod followup;
mod format;
mod gate;
mod hooks;
mod import;
mod init;
mod landed;
mod landing;
mod list;
mod log;
mod openly;
mod output;
mod progress;
mod pull_request;
mod say;
mod schema;
mod serve;
mod show;
mod step;
mod sync;
mod zone;

use std::process::ExitCode;

pub use completions::VARIABLE as COMPLETION_VARIABLE;
pub use context::Context;
pub use error::CommandError;

use crate::cli::{Cli, Command, Format};
use crate::model::Status;

/// Runs a command line; the exit code is 0 when all is well, 1 when there are findings at error level, 2 when it could not run.
#[must_use]
pub fn run(mut cli: Cli) -> ExitCode {
    if matches!(&cli.command, Command::Build(build) if build.report.is_some()) {
        cli.global.format = Format::Json;
    }
    let format = cli.global.format;
    let mut context = Context::new(cli.global);
    let result = format::accept(&cli.command, format).and_then(|()| dispatch(&mut context, cli.command));
    match result {
        Ok(_) if context.is_unfinished() => ExitCode::from(1),
        Ok(code) => code,
        Err(error) => {
            context.error(&error);
            ExitCode::from(2)
        }
    }
}

fn dispatch(context: &mut Context, command: Command) -> Result<ExitCode, CommandError> {
    match command {
        Command::Init(arguments) => init::run(context, &arguments),
        Command::Declare(arguments) => declare::run(context, arguments),
        Command::Log(arguments) => log::run(context, arguments),
        Command::Update(arguments) => say::update(context, &arguments),
        Command::Sitrep(arguments) => say::sitrep(context, &arguments),
        Command::Assign(arguments) => assign::run(context, &arguments),
        Command::Handover(arguments) => assign::handover(context, &arguments),
        Command::Ack(arguments) => assign::ack(context, &arguments),
        Command::Status(arguments) => step::status(context, &arguments),
        Command::Mitigate(arguments) => step::run(context, &arguments, Status::Mitigated),
        Command::Resolve(arguments) => step::run(context, &arguments, Status::Resolved),
        Command::Cancel(arguments) => step::cancel(context, &arguments),
        Command::Reopen(arguments) => step::reopen(context, &arguments),
        Command::Review(arguments) => step::review(context, &arguments),
        Command::Sync(arguments) => sync::run(context, &arguments),
        Command::Attach(arguments) => attach::run(context, arguments),
        Command::Correct(arguments) => correct::run(context, arguments),
        Command::Set(arguments) => correct::set(context, *arguments),
        Command::Followup(arguments) => followup::run(context, arguments),
        Command::Fold(arguments) => fold::run(context, &arguments),
        Command::Unfold(arguments) => fold::unfold(context, &arguments),
        Command::List(arguments) => list::run(context, &arguments),
        Command::Show(arguments) => show::run(context, &arguments),
        Command::Due(arguments) => due::run(context, &arguments),
        Command::Agenda(arguments) => agenda::run(context, &arguments),
        Command::Pir(arguments) => step::pir(context, &arguments),
        Command::Check(arguments) => check::run(context, &arguments),
        Command::Gate(arguments) => gate::run(context, &arguments),
        Command::Action(arguments) => action::run(context, &arguments),
        Command::Build(arguments) => build::run(context, &arguments),
        Command::Serve(arguments) => serve::run(context, &arguments),
        Command::Explain(arguments) => explain::run(context, &arguments),
        Command::Completions(arguments) => completions::run(context, &arguments),
        Command::Man(arguments) => completions::man(context, &arguments),
        Command::Rules => explain::rules(context),
        Command::Schema(arguments) => schema::run(context, &arguments),
    }
}
