//! Answers of the forge, and what it means when they are none.

use http_body_util::{BodyExt as _, Limited};
use serde_json::Value;

use crate::github::error::GithubError;
use crate::source::one_line;

/// Larger answers are not read.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// An answer that is what was asked for.
pub(super) struct Answer {
    /// Its JSON; null when there is none.
    pub body: Value,
    /// Where the next page is.
    pub next: Option<String>,
}

/// A request without the answer that was asked for.
pub(super) struct Failure {
    /// What went wrong.
    pub error: GithubError,
    /// Whether it may go better later.
    pub may_pass: bool,
    /// Whether the forge turned it away without looking at it: then it may be sent again even when it writes.
    pub was_refused_unseen: bool,
    /// How long the forge asks to wait, in seconds.
    pub retry_after: Option<u64>,
}

impl Failure {
    fn lasting(error: GithubError) -> Self {
        Self { error, may_pass: false, was_refused_unseen: false, retry_after: None }
    }

    fn passing(error: GithubError) -> Self {
        Self { error, may_pass: true, was_refused_unseen: false, retry_after: None }
    }
}

impl From<GithubError> for Failure {
    fn from(error: GithubError) -> Self {
        Self::lasting(error)
    }
}

/// No connection, or one that broke.
pub(super) fn unreachable(error: &octocrab::Error) -> Failure {
    let mut reason: &dyn std::error::Error = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    Failure::passing(GithubError::Network(one_line(&reason.to_string())))
}

/// No answer in time.
pub(super) fn timed_out(seconds: u64) -> Failure {
    Failure::passing(GithubError::TimedOut(seconds))
}

/// What came back, before anybody asks whether it is good.
pub(super) struct Raw {
    pub status: u16,
    pub etag: Option<String>,
    next: Option<String>,
    location: Option<String>,
    limit: RateLimit,
    bytes: Vec<u8>,
}

/// What an answer says of the limits on asking.
struct RateLimit {
    retry_after: Option<u64>,
    remaining: Option<u64>,
    /// Seconds from the answer's own date until the limit is renewed.
    renewed_in: Option<u64>,
}

/// Reads an answer to its end.
pub(super) async fn read<B>(response: http::Response<B>) -> Result<Raw, Failure>
where
    B: http_body::Body<Data = bytes::Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = response.into_parts();
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    let number = |name: &str| text(name).and_then(|value| value.trim().parse::<u64>().ok());
    let now =
        text("date").and_then(|date| jiff::fmt::rfc2822::parse(&date).ok()).map(|date| date.timestamp().as_second());
    let reset = number("x-ratelimit-reset").and_then(|reset| i64::try_from(reset).ok());
    let renewed_in = now.zip(reset).map(|(now, reset)| u64::try_from(reset.saturating_sub(now)).unwrap_or(0));
    let limit =
        RateLimit { retry_after: number("retry-after"), remaining: number("x-ratelimit-remaining"), renewed_in };
    let next = text("link").and_then(|link| next_page(&link));
    let (status, etag, location) = (parts.status.as_u16(), text("etag"), text("location"));
    let body = Limited::new(body, MOST_BYTES).collect().await;
    let body = body.map_err(|error| Failure::passing(GithubError::Network(one_line(&error.to_string()))))?;
    Ok(Raw { status, etag, next, location, limit, bytes: body.to_bytes().to_vec() })
}

/// `<https://…&page=2>; rel="next", <…>; rel="last"`.
fn next_page(link: &str) -> Option<String> {
    let next = link.split(',').find(|part| part.contains("rel=\"next\""))?;
    let (_, rest) = next.split_once('<')?;
    rest.split_once('>').map(|(url, _)| url.to_owned())
}

impl Raw {
    pub fn into_answer(self) -> Result<Answer, Failure> {
        if (200..300).contains(&self.status) {
            if self.bytes.is_empty() {
                return Ok(Answer { body: Value::Null, next: None });
            }
            // An answer that was cut off on its way is as good as none.
            let body = serde_json::from_slice(&self.bytes);
            let body = body.map_err(|error| Failure::passing(GithubError::Answer(format!("no JSON: {error}"))))?;
            return Ok(Answer { body, next: self.next });
        }
        Err(self.failure())
    }

    fn failure(self) -> Failure {
        let message = self.message();
        let slow_down = message.to_ascii_lowercase().contains("rate limit") || self.limit.retry_after.is_some();
        match self.status {
            429 => self.limited(),
            403 if self.limit.remaining == Some(0) || slow_down => self.limited(),
            401 => Failure::lasting(GithubError::Unauthenticated(message)),
            403 => Failure::lasting(GithubError::Forbidden(message)),
            404 => Failure::lasting(GithubError::NotFound),
            410 => Failure::lasting(GithubError::Gone),
            301 | 302 | 307 | 308 => match self.location {
                Some(location) => Failure::lasting(GithubError::Moved(location)),
                None => Failure::lasting(GithubError::Answer("moved to nowhere".to_owned())),
            },
            status @ 500.. => Failure::passing(GithubError::Failing(status)),
            status => Failure::lasting(GithubError::Refused { status, message }),
        }
    }

    /// The limit says when; a secondary limit that does not asks for a minute.
    fn limited(self) -> Failure {
        let primary = self.limit.renewed_in.filter(|_| self.limit.remaining == Some(0));
        let wait = self.limit.retry_after.or(primary).unwrap_or(60);
        let error = GithubError::RateLimited(wait);
        Failure { error, may_pass: true, was_refused_unseen: true, retry_after: Some(wait) }
    }

    /// The forge's own words, with what it says about fields.
    fn message(&self) -> String {
        let body: Value = serde_json::from_slice(&self.bytes).unwrap_or(Value::Null);
        let text = body.get("message").and_then(Value::as_str).unwrap_or("no reason given");
        let errors = body.get("errors").map(|errors| format!(" {errors}")).unwrap_or_default();
        one_line(&format!("{text}{errors}"))
    }
}
