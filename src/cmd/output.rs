//! Results to standard output, everything else to standard error.

use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};

use super::CommandError;
use crate::cli::Color;

/// The two outputs, with colours as asked for.
pub(super) struct Output {
    choice: ColorChoice,
    quiet: bool,
}

impl Output {
    pub fn new(color: Color, quiet: bool) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { choice, quiet }
    }

    /// Whether standard output shows styles.
    pub fn is_styled(&self) -> bool {
        self.choice == ColorChoice::Always || AutoStream::choice(&io::stdout()) != ColorChoice::Never
    }

    /// Results; a reader that has gone away (`| head`) is no error.
    pub fn results(&self, text: &str) -> Result<(), CommandError> {
        let mut out = AutoStream::new(io::stdout(), self.choice);
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CommandError::Output(error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// A hint or progress. When even that cannot be written there is nobody to tell.
    pub fn hint(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(AutoStream::new(io::stderr(), self.choice), "{text}");
        }
    }

    /// An error and the way out.
    pub fn error(&self, message: &str, hint: Option<&str>) {
        let mut out = AutoStream::new(io::stderr(), self.choice);
        let _ = writeln!(out, "\x1b[1;31merror\x1b[0m: {message}");
        if let Some(hint) = hint {
            let _ = writeln!(out, "  \x1b[1;36mhint\x1b[0m: {hint}");
        }
    }
}

/// A view as JSON, with a line break at the end.
pub(super) fn pretty(view: &impl serde::Serialize) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(view)? + "\n")
}
