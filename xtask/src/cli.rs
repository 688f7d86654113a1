//! The command line: what was asked for, and the words that explain it.

use crate::error::UsageError;
use crate::plan::{self, STEPS, Step};

pub const USAGE: &str = "Usage: cargo xtask test [--only STEP[,STEP…]]… [--strict] [--list] [--help]";

/// What the command line asks for.
pub enum Request {
    Help,
    List,
    Test(TestOptions),
}

/// The steps to run, in the order of the plan, and how to judge a check that could not run.
pub struct TestOptions {
    pub steps: Vec<&'static Step>,
    pub strict: bool,
}

/// Reads the arguments after `cargo xtask`.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Request, UsageError> {
    let mut arguments = arguments.peekable();
    match arguments.next().as_deref() {
        None | Some("help" | "--help" | "-h") => Ok(Request::Help),
        Some("test") => parse_test(arguments),
        Some(other) => Err(UsageError::Command(other.to_owned())),
    }
}

fn parse_test(mut arguments: impl Iterator<Item = String>) -> Result<Request, UsageError> {
    let mut only: Vec<String> = Vec::new();
    let mut strict = false;
    while let Some(argument) = arguments.next() {
        match argument.split_once('=').map_or(argument.as_str(), |(name, _)| name) {
            "--help" | "-h" => return Ok(Request::Help),
            "--list" => return Ok(Request::List),
            "--strict" => strict = true,
            "--only" => only.extend(step_names(&argument, &mut arguments)?),
            _ => return Err(UsageError::Option(argument)),
        }
    }
    Ok(Request::Test(TestOptions { steps: select(&only)?, strict }))
}

/// The names in `--only=a,b` or `--only a,b`.
fn step_names(argument: &str, rest: &mut impl Iterator<Item = String>) -> Result<Vec<String>, UsageError> {
    let value = match argument.split_once('=') {
        Some((_, value)) => value.to_owned(),
        None => rest.next().ok_or(UsageError::OnlyNeedsStep)?,
    };
    Ok(value.split(',').map(str::to_owned).collect())
}

fn select(only: &[String]) -> Result<Vec<&'static Step>, UsageError> {
    if let Some(unknown) = only.iter().find(|name| plan::find(name).is_none()) {
        return Err(UsageError::Step(unknown.clone()));
    }
    Ok(STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect())
}

/// The steps, one per line.
pub fn list() -> String {
    STEPS.iter().map(|step| format!("{:<12}{}", step.name, step.what)).collect::<Vec<_>>().join("\n")
}

/// What `--help` prints.
pub fn help() -> String {
    format!(
        "Runs every test there is, installs what they need that is missing, and goes on after a failure.\n\n{USAGE}\n\n\
         Steps:\n{}\n\nOptions:\n  --only STEP   run only this step, or these (comma-separated or repeated)\n  \
         --strict      a check that could not run counts as failed\n  --list        list the steps\n\n\
         The last line is the count: `N passed, M failed`, with `, K skipped` when something was skipped. A step that fails\n\
         without a failed test in it (formatting, lints, …) counts as one failure. Exit code: 0, 1 with failures, 2 for bad arguments.",
        STEPS.iter().map(|step| format!("  {:<12}{}", step.name, step.what)).collect::<Vec<_>>().join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(words: &[&str]) -> Result<Request, UsageError> {
        parse(words.iter().map(|&word| word.to_owned()))
    }

    fn steps(words: &[&str]) -> Vec<&'static str> {
        match parse_words(words) {
            Ok(Request::Test(options)) => options.steps.iter().map(|step| step.name).collect(),
            _ => panic!("not a test request: {words:?}"),
        }
    }

    #[test]
    fn all_steps_without_only() {
        assert_eq!(steps(&["test"]).len(), STEPS.len());
    }

    #[test]
    fn only_keeps_the_order_of_the_plan() {
        assert_eq!(steps(&["test", "--only", "test,fmt"]), ["fmt", "test"]);
        assert_eq!(steps(&["test", "--only=test", "--only", "fmt"]), ["fmt", "test"]);
    }

    #[test]
    fn mistakes_are_named() {
        for (words, expected) in [
            (&["tset"][..], "no command `tset`"),
            (&["test", "--only", "tset"], "no step `tset`"),
            (&["test", "--only"], "--only needs a step"),
            (&["test", "--fast"], "no option `--fast`"),
        ] {
            let error = parse_words(words).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains(expected), "{words:?}: {error}");
        }
    }
}
