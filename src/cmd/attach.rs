//! `flarebook attach`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context};
use crate::cli;
use crate::respond::{self, Attachment, too_large};
use crate::source::limits::MAX_ATTACHMENT_BYTES;

pub(super) fn run(context: &mut Context, arguments: cli::Attach) -> Result<ExitCode, CommandError> {
    let files: Result<Vec<Attachment>, CommandError> = arguments.files.iter().map(|path| read(path)).collect();
    let files = files?;
    let (landing, incident) = Landing::on_incident(context, arguments.incident.as_deref(), &arguments.writing)?;
    let operation = respond::Attach {
        act: landing.act(incident),
        files,
        text: arguments.text.unwrap_or_default(),
        as_is: arguments.as_is,
    };
    landing.land(context, &operation)?;
    Ok(ExitCode::SUCCESS)
}

/// A file from outside the record, unless it is larger than one may be.
fn read(path: &Path) -> Result<Attachment, CommandError> {
    let disk = |reason| CommandError::Disk { path: path.to_owned(), reason };
    let facts = fs::metadata(path).map_err(disk)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if facts.len() > MAX_ATTACHMENT_BYTES {
        return Err(too_large(&name, facts.len()).into());
    }
    Ok(Attachment { name, bytes: fs::read(path).map_err(disk)? })
}
