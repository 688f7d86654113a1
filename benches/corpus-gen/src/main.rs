//! `cargo run -p corpus-gen -- FOLDER [--incidents N] [--seed S] [--form folded|folders]`

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks to the terminal")]

use std::path::PathBuf;
use std::process::ExitCode;

use corpus_gen::{Form, Settings};

const USAGE: &str = "Usage: corpus-gen FOLDER [--incidents N (1000)] [--seed S (1)] [--form folded|folders (folded)]";

fn main() -> ExitCode {
    let Some((folder, settings)) = parse(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match corpus_gen::write(&folder, &settings) {
        Ok(written) => {
            println!("{} in {}: {written:?}", settings.form.name(), folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Option<(PathBuf, Settings)> {
    let mut folder = None;
    let mut settings = Settings { incidents: 1_000, seed: 1, form: Form::Folded };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--incidents" => settings.incidents = arguments.next()?.parse().ok()?,
            "--seed" => settings.seed = arguments.next()?.parse().ok()?,
            "--form" => settings.form = Form::from_name(&arguments.next()?)?,
            option if option.starts_with('-') => return None,
            _ if folder.is_some() => return None,
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    Some((folder?, settings))
}
