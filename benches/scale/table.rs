//! The table.

use std::fmt;

use corpus_gen::Written;

use crate::process::Measured;
use crate::subject::Subject;

/// One line of it.
pub struct Row {
    pub subject: Subject,
    pub measured: Measured,
}

/// What all subjects took with one corpus.
pub struct Table {
    corpus: Written,
    rows: Vec<Row>,
}

impl Table {
    pub fn new(corpus: Written) -> Self {
        Self { corpus, rows: Vec::new() }
    }

    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    fn seconds(&self, subject: Subject) -> Option<f64> {
        let row = self.rows.iter().find(|row| row.subject == subject)?;
        Some(row.measured.time.as_secs_f64())
    }

    fn line(&self, row: &Row, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = row.measured.time.as_secs_f64();
        let times = |subject| ratio(seconds, self.seconds(subject));
        writeln!(
            f,
            "{:<8}{seconds:>10.3}{:>13.0}{:>9.1}{:>10}{:>9}{:>9}",
            row.subject.name(),
            f64::from(self.corpus.incidents) / seconds,
            megabytes(self.corpus.bytes) / seconds,
            row.measured.peak.map_or_else(|| "-".to_owned(), |peak| format!("{:.0}", mebibytes(peak))),
            times(Subject::Read),
            times(Subject::Parse),
        )
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["what", "seconds", "incidents/s", "MB/s", "peak MiB", "× read", "× parse"];
        let [what, seconds, incidents, megabytes, peak, read, parse] = heads;
        writeln!(f, "{what:<8}{seconds:>10}{incidents:>13}{megabytes:>9}{peak:>10}{read:>9}{parse:>9}")?;
        self.rows.iter().try_for_each(|row| self.line(row, f))
    }
}

fn ratio(seconds: f64, baseline: Option<f64>) -> String {
    baseline.map_or_else(|| "-".to_owned(), |baseline| format!("{:.1}", seconds / baseline))
}

/// Millions of bytes.
#[expect(clippy::cast_precision_loss, reason = "shown with one digit after the point")]
pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "shown without a digit after the point")]
fn mebibytes(kibibytes: u64) -> f64 {
    kibibytes as f64 / 1024.0
}
