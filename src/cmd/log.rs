//! `flarebook log` and `flarebook status`: one entry each.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::{CommandError, Context};
use crate::cli::{Log, SetStatus, Writing};
use crate::corpus::Corpus;
use crate::model::Moment;
use crate::repo::{NewFile, Repository, write_new_files};
use crate::respond::{self, Line, RespondError};

pub(super) fn run(context: &mut Context, arguments: Log) -> Result<ExitCode, CommandError> {
    let roles = [("lead", arguments.lead), ("comms", arguments.comms)];
    let line = |at, by| Line {
        text: arguments.text.join(" "),
        at,
        by,
        kind: arguments.kind,
        status: None,
        severity: arguments.severity,
        roles: roles.into_iter().filter_map(|(role, person)| Some((role.to_owned(), person?))).collect(),
        public: arguments.public,
        evidence: arguments.evidence,
    };
    append(context, arguments.incident.as_deref(), arguments.writing, line)
}

pub(super) fn status(context: &mut Context, arguments: SetStatus) -> Result<ExitCode, CommandError> {
    let line = |at, by| Line {
        text: arguments.text.join(" "),
        at,
        by,
        kind: None,
        status: Some(arguments.state),
        severity: None,
        roles: Vec::new(),
        public: false,
        evidence: Vec::new(),
    };
    append(context, arguments.incident.as_deref(), arguments.writing, line)
}

fn append(
    context: &mut Context,
    incident: Option<&str>,
    writing: Writing,
    line: impl FnOnce(Moment, Option<String>) -> Line,
) -> Result<ExitCode, CommandError> {
    let repository = context.repository()?;
    let corpus = context.corpus(None)?;
    let incident = respond::the_incident(&corpus, incident, repository.branch().as_deref())?;
    let at = time(context, writing.at)?;
    let by = author(context, &corpus, &repository, writing.by);
    let line = line(at, by);
    let logged = respond::log(&corpus, incident, &line)?;
    write(context, &repository, &[logged.file], writing.dry_run)?;
    if line.status.is_some_and(|wanted| wanted != logged.status) {
        context.hint(&format!("The incident stays {}: an entry with a later time says so.", logged.status));
    }
    Ok(ExitCode::SUCCESS)
}

/// A clock that runs a little ahead is no reason to refuse an entry; in seconds.
const CLOCK_SLACK: i64 = 300;

/// When it happened: the time that was given, unless it has not come yet; else now.
pub(super) fn time(context: &Context, given: Option<Moment>) -> Result<Moment, CommandError> {
    let latest = context.now().as_second() + CLOCK_SLACK;
    match given {
        Some(at) if at.earliest().is_some_and(|earliest| earliest.as_second() > latest) => {
            Err(RespondError::Future(at).into())
        }
        Some(at) => Ok(at),
        None => Ok(context.moment()),
    }
}

/// Who writes: the person that was named, else the one that git's mail address belongs to. An entry without a name is said to be one.
pub(super) fn author(
    context: &mut Context,
    corpus: &Corpus,
    repository: &Repository,
    named: Option<String>,
) -> Option<String> {
    if named.is_some() {
        return named;
    }
    let identity = repository.identity();
    let person = respond::person_of(corpus, &identity).map(ToOwned::to_owned);
    if let (None, Some(email)) = (&person, &identity.email) {
        context
            .hint(&format!("Written without a name: {email} is not in people.yaml. Add it there, or say --by PERSON."));
    }
    person
}

/// Writes new files and prints their paths; with `dry_run` prints them whole and writes nothing.
pub(super) fn write(
    context: &mut Context,
    repository: &Repository,
    files: &[NewFile],
    dry_run: bool,
) -> Result<(), CommandError> {
    if repository.is_bare() {
        return Err(CommandError::Bare);
    }
    if !dry_run {
        write_new_files(repository.root(), files)?;
    }
    if context.json() {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let view = serde_json::json!({ "version": 1, "dry_run": dry_run, "written": paths });
        return context.print(&super::output::pretty(&view)?);
    }
    let mut text = String::new();
    for file in files {
        let _ = match dry_run {
            true => write!(text, "would write {}\n{}\n", file.path, indented(&file.text)),
            false => writeln!(text, "wrote {}", file.path),
        };
    }
    context.print(&text)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
