//! `flarebook completions` and `flarebook man`: what a packager, or a shell's start-up file, asks for.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::env::Shells;

use super::{CommandError, Context};
use crate::cli::{Cli, Completions, Man};

/// The variable by which the shell asks for completions.
pub const VARIABLE: &str = "COMPLETE";

pub(super) fn run(context: &mut Context, arguments: &Completions) -> Result<ExitCode, CommandError> {
    let name = arguments.shell.as_str();
    let shells = Shells::builtins();
    let shell = shells.completer(name).ok_or_else(|| CommandError::Unknown {
        what: "shell",
        name: name.to_owned(),
        hint: format!("there is {}", crate::source::one_of(shells.names())),
    })?;
    let mut script = Vec::new();
    let written = shell.write_registration(VARIABLE, "flarebook", "flarebook", "flarebook", &mut script);
    written.map_err(CommandError::Output)?;
    context.print_commands(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(context: &mut Context, arguments: &Man) -> Result<ExitCode, CommandError> {
    let mut command = Cli::command();
    command.build();
    if let Some(folder) = &arguments.out {
        let disk = |reason| CommandError::Disk { path: folder.clone(), reason };
        std::fs::create_dir_all(folder).map_err(disk)?;
        clap_mangen::generate_to(command, folder).map_err(disk)?;
        context.hint(&format!(
            "The pages are in {}; `man -l {}/flarebook.1` shows the first.",
            folder.display(),
            folder.display()
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let page = match &arguments.command {
        None => command,
        Some(name) => {
            let unknown = || CommandError::Unknown {
                what: "command",
                name: name.clone(),
                hint: "`flarebook --help` lists them".to_owned(),
            };
            let found = command.find_subcommand(name).cloned().ok_or_else(unknown)?;
            found.display_name(format!("flarebook-{name}"))
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(CommandError::Output)?;
    context.print_commands(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}
