//! How long processes took.

use std::fmt;
use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The times of several runs of one command.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Runs it once more; the time is the whole life of the process. With any other exit code it has not done its work.
    pub fn add(&mut self, command: &mut Command, codes: &[i32]) -> io::Result<()> {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status()?;
        self.0.push(start.elapsed());
        if status.code().is_some_and(|code| codes.contains(&code)) {
            Ok(())
        } else {
            Err(io::Error::other(format!("{command:?}: {status}")))
        }
    }

    fn best(&self) -> f64 {
        self.0.iter().min().copied().map_or(f64::NAN, milliseconds)
    }

    fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted.get(sorted.len() / 2).copied().map_or(f64::NAN, milliseconds)
    }

    /// What these took beyond others: best, median, and the ratio of the medians.
    pub fn beyond(&self, other: &Self) -> String {
        let (best, median) = (self.best() - other.best(), self.median() - other.median());
        format!("{best:>9.1}{median:>11.1}{:>8.1}", self.median() / other.median())
    }
}

/// Best and median.
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>9.1}{:>11.1}", self.best(), self.median())
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
