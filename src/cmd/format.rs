//! Which command takes which `--format`.

use super::CommandError;
use crate::cli::Command;
use crate::report::Format;

/// Commands that report findings take every format, all others the two for people and for programs.
pub(super) fn accept(command: &Command, format: Format) -> Result<(), CommandError> {
    let has_findings = matches!(command, Command::Check(_) | Command::Gate(_));
    if has_findings || !format.is_for_findings() { Ok(()) } else { Err(CommandError::Format(format)) }
}
