//! `flarebook log` and `flarebook status`: one entry each.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::{CommandError, Context};
use crate::cli::{Log, SetStatus, Writing};
use crate::corpus::Corpus;
use crate::repo::{NewFile, Repository, write_new_files};
use crate::respond::{self, Line};

pub(super) fn run(context: &mut Context, arguments: Log) -> Result<ExitCode, CommandError> {
    let line = |at, by| Line {
        text: arguments.text,
        at,
        by,
        kind: arguments.kind,
        status: None,
        public: arguments.public,
        evidence: arguments.evidence,
    };
    append(context, arguments.incident.as_deref(), arguments.writing, line)
}

pub(super) fn status(context: &mut Context, arguments: SetStatus) -> Result<ExitCode, CommandError> {
    let line = |at, by| Line {
        text: arguments.text.unwrap_or_default(),
        at,
        by,
        kind: None,
        status: Some(arguments.state),
        public: false,
        evidence: Vec::new(),
    };
    append(context, arguments.incident.as_deref(), arguments.writing, line)
}

fn append(
    context: &mut Context,
    incident: Option<&str>,
    writing: Writing,
    line: impl FnOnce(crate::model::Moment, Option<String>) -> Line,
) -> Result<ExitCode, CommandError> {
    let repository = context.repository()?;
    let corpus = context.corpus(None)?;
    let incident = respond::the_incident(&corpus, incident, repository.branch().as_deref())?;
    let by = author(&corpus, &repository, writing.by);
    let at = writing.at.unwrap_or_else(|| context.moment());
    let file = respond::log(&corpus, incident, &line(at, by))?;
    write(context, &repository, &[file], writing.dry_run)?;
    Ok(ExitCode::SUCCESS)
}

/// Who writes: the person that was named, else the one that git's mail address belongs to.
pub(super) fn author(corpus: &Corpus, repository: &Repository, named: Option<String>) -> Option<String> {
    named.or_else(|| respond::person_of(corpus, &repository.identity()).map(ToOwned::to_owned))
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
