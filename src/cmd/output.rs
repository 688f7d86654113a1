//! Results to standard output, everything else to standard error.

use std::borrow::Cow;
use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};

use super::CommandError;
use crate::cli::Color;

/// The two outputs, with colours as asked for.
pub(super) struct Output {
    choice: ColorChoice,
    quiet: bool,
    /// Whether GitHub's runner reads along, and obeys what looks like a command to it.
    is_read_by_runner: bool,
}

impl Output {
    pub fn new(color: Color, quiet: bool) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let is_read_by_runner = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
        Self { choice, quiet, is_read_by_runner }
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
            let _ = writeln!(AutoStream::new(io::stderr(), self.choice), "{}", self.inert(text));
        }
    }

    /// The text, with nothing in it that GitHub's runner takes for a command: `::name::` at the start of a line, `##[name]` anywhere.
    pub fn inert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let commands = text.contains("##[") || text.lines().any(|line| line.trim_start().starts_with("::"));
        if !self.is_read_by_runner || !commands {
            return Cow::Borrowed(text);
        }
        let line = |line: &str| {
            let line = line.replace("##[", "#\u{200b}#[");
            let is_command = line.trim_start().starts_with("::");
            if is_command { line.replacen("::", ":\u{200b}:", 1) } else { line }
        };
        Cow::Owned(text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
    }

    /// An error and the way out.
    pub fn error(&self, message: &str, hint: Option<&str>) {
        self.say("\x1b[1;31merror\x1b[0m", message, hint);
    }

    /// A danger that the command goes on in spite of, and the way out; said even when it should be quiet.
    pub fn warning(&self, message: &str, hint: &str) {
        self.say("\x1b[1;33mwarning\x1b[0m", message, Some(hint));
    }

    fn say(&self, what: &str, message: &str, hint: Option<&str>) {
        let mut out = AutoStream::new(io::stderr(), self.choice);
        let _ = writeln!(out, "{what}: {}", self.inert(message));
        if let Some(hint) = hint {
            let _ = writeln!(out, "  \x1b[1;36mhint\x1b[0m: {}", self.inert(hint));
        }
    }
}

/// A view as JSON, with a line break at the end.
pub(super) fn pretty(view: &impl serde::Serialize) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(view)? + "\n")
}
