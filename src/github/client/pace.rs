//! When to ask again, and how fast to write.

use std::time::Duration;

use tokio::time::Instant;

use super::answer::Failure;

/// The forge asks for this much between two writes.
const BETWEEN_WRITES: Duration = Duration::from_secs(1);

/// Attempts of one request.
const MOST_ATTEMPTS: u32 = 4;

/// Keeps the time between writes, and how much longer we are ready to wait.
pub(super) struct Pace {
    last_write: Option<Instant>,
    patience: Duration,
}

impl Pace {
    pub fn new(patience: u64) -> Self {
        Self { last_write: None, patience: Duration::from_secs(patience) }
    }

    /// When the next write may be sent.
    pub fn next_write(&self) -> Instant {
        self.last_write.map_or_else(Instant::now, |last| last + BETWEEN_WRITES)
    }

    /// Counts from when a write was answered: when it reached the forge, only the forge knows.
    pub fn has_written(&mut self) {
        self.last_write = Some(Instant::now());
    }

    /// How long to wait before the next attempt; `None` when there should be none.
    pub fn wait(&mut self, attempt: u32, failure: &Failure) -> Option<Duration> {
        if attempt + 1 >= MOST_ATTEMPTS {
            return None;
        }
        let wait = match failure.retry_after {
            Some(seconds) => Duration::from_secs(seconds),
            None => Duration::from_millis(500 << attempt),
        };
        self.patience = self.patience.checked_sub(wait)?;
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::github::error::GithubError;

    fn failure(retry_after: Option<u64>) -> Failure {
        Failure { error: GithubError::Failing(502), may_pass: true, was_refused_unseen: false, retry_after }
    }

    #[test]
    fn waiting_grows_and_ends() {
        let mut pace = Pace::new(3_600);
        let waits: Vec<u128> =
            (0..9).map_while(|attempt| pace.wait(attempt, &failure(None))).map(|wait| wait.as_millis()).collect();
        assert_eq!(waits, [500, 1_000, 2_000]);
    }

    #[test]
    fn the_forge_says_how_long_and_we_say_how_long_at_most() {
        let mut pace = Pace::new(100);
        assert_eq!(pace.wait(0, &failure(Some(60))), Some(Duration::from_secs(60)));
        assert_eq!(pace.wait(0, &failure(Some(60))), None, "forty seconds of patience are left");
    }
}
