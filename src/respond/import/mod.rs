//! Many lines at once: notes that somebody took elsewhere, or an export of a chat, read forgivingly, each line's reading shown before it is
//! written.

mod chat;
mod day;
mod line;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};

use super::append::{append, headline};
use super::{Operation, Outcome, RespondError, find};
use crate::corpus::Corpus;
use crate::model::{EntryRecord, IncidentId, Moment};

/// Lines that are read at once; more is a log file, and no timeline.
const MOST: usize = 5_000;

/// A line as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Where it stands in the text, from 1.
    pub line: usize,
    /// When it happened.
    pub at: Moment,
    /// Who did, saw or said it: a handle.
    pub by: Option<String>,
    /// What happened, Markdown.
    pub text: String,
}

/// What lines without a date or a zone are read by.
#[derive(Clone, Debug)]
pub struct ReadBy {
    /// The zone of times without one; `None` when nobody said.
    pub zone: Option<TimeZone>,
    /// The day of the lines before the first that names one.
    pub day: Date,
    /// Nothing later than this has happened.
    pub now: Timestamp,
}

/// Reads notes, or the export of a chat as JSON.
///
/// # Errors
/// When there is nothing to read, a time needs a zone that nobody said, or a line cannot be placed in time.
pub fn read_lines(corpus: &Corpus, text: &str, read_by: &ReadBy) -> Result<Vec<Reading>, RespondError> {
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    let readings = match trimmed.starts_with(['[', '{']).then(|| chat::read(corpus, trimmed)).flatten() {
        Some(readings) => readings,
        None => line::read(corpus, text, read_by)?,
    };
    if readings.is_empty() {
        return Err(RespondError::Empty("the text"));
    }
    if readings.len() > MOST {
        return Err(RespondError::Lines { line: MOST + 1, reason: format!("there are more than {MOST} lines") });
    }
    // What a clock that runs a little ahead wrote has happened.
    let latest = read_by.now.as_second() + 300;
    let future = readings.iter().find(|reading| reading.at.earliest().is_some_and(|at| at.as_second() > latest));
    match future {
        Some(reading) => {
            let reason = format!("it is read as {}, which lies in the future", reading.at);
            Err(RespondError::Lines { line: reading.line, reason })
        }
        None => Ok(readings),
    }
}

/// Somebody by what a note calls them; nobody when no one person is called that.
fn person(corpus: &Corpus, word: &str) -> Option<String> {
    find::person(corpus, word).ok().map(ToOwned::to_owned)
}

/// Entries for lines that were read; what the timeline has already is not written again.
#[derive(Clone, Debug)]
pub struct LogMany {
    /// The incident.
    pub incident: IncidentId,
    /// The lines.
    pub lines: Vec<Reading>,
    /// What each entry says beside its text.
    pub says: EntryRecord,
}

impl Operation for LogMany {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let mut incident = find::found(corpus, &self.incident)?.clone();
        let (mut changes, mut known) = (Vec::new(), 0);
        for reading in &self.lines {
            let same = |entry: &crate::model::Entry| {
                entry.at().earliest() == reading.at.earliest() && entry.text.trim() == reading.text.trim()
            };
            if incident.entries.iter().any(same) {
                known += 1;
                continue;
            }
            let record = EntryRecord { at: Some(reading.at), by: reading.by.clone(), ..self.says.clone() };
            let appended = append(corpus, &incident, record, &reading.text)?;
            changes.push(appended.change);
            incident = appended.incident;
        }
        let first = self.lines.first().map(|reading| headline(&reading.text)).unwrap_or_default();
        let note = (known > 0).then(|| format!("{known} of {} lines are in the timeline already.", self.lines.len()));
        Ok(Outcome {
            incident: Some(incident.id),
            entry: None,
            subject: format!("Log {} entries: {first}", changes.len()),
            changes,
            notes: note.into_iter().collect(),
        })
    }
}
