//! What every command has at hand: the flags, the clock, the repository.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::landed::say_finished;
use super::{CommandError, output::Output};
use crate::cli::{Color, Format, Global};
use crate::corpus::Corpus;
use crate::model::{Day, Moment};
use crate::repo::Repository;

/// The clock: the system's, or the one fixed with `--now`.
#[derive(Clone, Copy, Debug)]
pub struct Clock(Option<Timestamp>);

impl Clock {
    /// The time.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    pub fn now(self) -> Timestamp {
        self.0.unwrap_or_else(Timestamp::now)
    }
}

/// The flags, the clock and the two outputs.
pub struct Context {
    global: Global,
    output: Output,
    /// Whether something that was asked for is yet to be done, although nothing went wrong here.
    is_unfinished: bool,
}

impl Context {
    /// From the command line.
    #[must_use]
    pub fn new(global: Global) -> Self {
        let output = Output::new(global.color, global.quiet);
        Self { global, output, is_unfinished: false }
    }

    /// Whether JSON is wanted.
    #[must_use]
    pub fn json(&self) -> bool {
        self.global.format == Format::Json
    }

    /// The form of the results; commands without findings are asked for no other than the two of [`Self::json`].
    #[must_use]
    pub fn format(&self) -> Format {
        self.global.format
    }

    /// Whether nothing but results and errors is wanted.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.global.quiet || self.json()
    }

    /// Whether results may be styled.
    #[must_use]
    pub fn color(&self) -> bool {
        match self.global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.output.is_styled(),
        }
    }

    /// The time that commands take as now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock().now()
    }

    /// The clock, for work that goes on.
    #[must_use]
    pub fn clock(&self) -> Clock {
        Clock(self.global.now.and_then(|now| now.earliest()))
    }

    /// Now, as a record writes it.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment::from_timestamp(self.now())
    }

    /// Today, in UTC.
    #[must_use]
    pub fn today(&self) -> Day {
        Day(self.now().to_zoned(TimeZone::UTC).date())
    }

    /// The folder to begin looking for a repository in.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.global.repo.clone().unwrap_or_else(|| PathBuf::from("."))
    }

    /// The repository. What a command that was killed had begun to write is finished first: nobody is to read half of it.
    ///
    /// # Errors
    /// When there is none.
    pub fn repository(&mut self) -> Result<Repository, CommandError> {
        let repository = self.repository_as_it_is()?;
        match repository.finish_interrupted() {
            Ok(finished) => say_finished(self, &finished),
            // Reading goes on: the rest of the record is whole.
            Err(error) => {
                let message =
                    format!("a command was interrupted here, and what it had begun cannot be finished: {error}");
                let hint = error.hint().unwrap_or_default();
                self.warn(&message, &format!("what you see may be half of it; {hint}"));
            }
        }
        Ok(repository)
    }

    /// The repository as a command that was killed may have left it.
    ///
    /// # Errors
    /// When there is none.
    pub fn repository_as_it_is(&self) -> Result<Repository, CommandError> {
        Ok(Repository::discover(&self.folder())?)
    }

    /// The records of a revision, or of the working tree.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn corpus(&mut self, revision: Option<&str>) -> Result<Corpus, CommandError> {
        Ok(Corpus::load(self.repository()?.tree(revision)?)?)
    }

    /// Takes note that something which was asked for is yet to be done: the exit code will be 1, whatever the command says.
    pub fn leave_unfinished(&mut self) {
        self.is_unfinished = true;
    }

    /// Whether something is yet to be done.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.is_unfinished
    }

    /// Writes results.
    ///
    /// # Errors
    /// When standard output cannot be written to.
    pub fn print(&mut self, text: &str) -> Result<(), CommandError> {
        // What is for programs goes on to a program as it is.
        if self.global.format == Format::Human {
            self.output.results(&self.output.inert(text))
        } else {
            self.output.results(text)
        }
    }

    /// Writes commands for GitHub's runner, which made them harmless itself.
    ///
    /// # Errors
    /// When standard output cannot be written to.
    pub fn print_commands(&mut self, text: &str) -> Result<(), CommandError> {
        self.output.results(text)
    }

    /// Writes a hint or progress, unless it is quiet.
    pub fn hint(&mut self, text: &str) {
        self.output.hint(text);
    }

    /// Says that some records could not be read whole, where a command shows records all the same.
    pub fn warn_of_problems(&mut self, count: usize) {
        if count > 0 {
            let problems = crate::report::counted(count, "problem");
            self.hint(&format!("{problems} in the files; some of it may be missing here. See `flarebook check`."));
        }
    }

    /// Writes a danger that the command goes on in spite of, and the way out.
    pub fn warn(&mut self, message: &str, hint: &str) {
        self.output.warning(message, hint);
    }

    /// Writes an error and the way out.
    pub fn error(&mut self, error: &CommandError) {
        self.output.error(&error.to_string(), error.hint().as_deref());
    }
}
