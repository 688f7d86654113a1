//! What can go wrong with the forge. None of it is a verdict: what could not be looked at is said to be unknown.

/// A request to the forge that did not do what it was for.
#[derive(Debug, thiserror::Error)]
pub enum GithubError {
    /// The program was built without the client.
    #[error("this flarebook was built without the GitHub client")]
    NotBuilt,
    /// A setting that cannot be used.
    #[error("{0}")]
    Setting(String),
    /// The forge cannot be reached.
    #[error("the forge cannot be reached: {0}")]
    Network(String),
    /// No answer in time.
    #[error("the forge did not answer within {0} seconds")]
    TimedOut(u64),
    /// The forge asks to wait for longer than we do.
    #[error("the forge's rate limit is used up; it asks to wait {0} seconds")]
    RateLimited(u64),
    /// The forge does not know who asks.
    #[error("the forge does not accept the token: {0}")]
    Unauthenticated(String),
    /// Whoever asks may not do that.
    #[error("the token may not do this: {0}")]
    Forbidden(String),
    /// There is no such thing, or the token may not see it.
    #[error("not there, or the token may not see it")]
    NotFound,
    /// It was deleted.
    #[error("it was deleted")]
    Gone,
    /// It lives elsewhere.
    #[error("it was moved to {0}")]
    Moved(String),
    /// The forge refuses what was sent.
    #[error("the forge refuses it ({status}): {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it says.
        message: String,
    },
    /// The forge fails.
    #[error("the forge fails ({0})")]
    Failing(u16),
    /// An answer that is not what the forge's description promises.
    #[error("the forge answered something unexpected: {0}")]
    Answer(String),
}

impl GithubError {
    /// The way out, where there is one worth saying.
    #[must_use]
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotBuilt => Some("use a released binary, or build it with `cargo build --release --features github`"),
            Self::Forbidden(_) => {
                Some("give the job these `permissions:`, or leave the writing to the scheduled run (docs/github.md)")
            }
            Self::Unauthenticated(_) => Some("check the token; for an App, its id and its private key"),
            Self::Network(_) => Some("check GITHUB_API_URL and HTTPS_PROXY; run it again, nothing is done twice"),
            Self::TimedOut(_) | Self::RateLimited(_) | Self::Failing(_) => {
                Some("run it again later; nothing is done twice")
            }
            Self::Setting(_)
            | Self::NotFound
            | Self::Gone
            | Self::Moved(_)
            | Self::Refused { .. }
            | Self::Answer(_) => None,
        }
    }
}
