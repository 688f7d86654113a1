//! GitHub over HTTP: octocrab's requests and authentication, with waiting, repeating and paging of our own.
//!
//! What octocrab offers beyond that is not used, for reasons that tests hold: its `graphql` throws away a batch in which one issue is missing,
//! its retries know neither the server's back-off nor which requests may be sent twice, and its models refuse answers with an unknown value.

mod answer;
mod cache;
mod graphql;
mod pace;
mod read;
mod transport;
mod write;

use std::cell::{OnceCell, RefCell};
use std::future::Future;

use http::Method;
use octocrab::Octocrab;
use serde_json::Value;

use super::connect::Settings;
use super::error::GithubError;
use answer::Answer;
use cache::Cache;
use pace::Pace;

/// A connection to GitHub.
pub(super) struct Client {
    runtime: tokio::runtime::Runtime,
    octocrab: Octocrab,
    token: String,
    settings: Settings,
    pace: RefCell<Pace>,
    cache: RefCell<Cache>,
    login: OnceCell<Option<String>>,
}

impl Client {
    /// Prepares the connection; an App asks for its token at once.
    pub(super) fn connect(settings: Settings) -> Result<Self, GithubError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| GithubError::Setting(format!("no runtime: {error}")))?;
        let (octocrab, token) = runtime.block_on(transport::authenticated(&settings))?;
        let pace = RefCell::new(Pace::new(settings.patience));
        let cache = RefCell::new(Cache::new(settings.cache.clone()));
        Ok(Self { runtime, octocrab, token, settings, pace, cache, login: OnceCell::new() })
    }

    fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Reads; asked again when the forge stumbles, and not answered anew when nothing has changed.
    fn get(&self, path: &str) -> Result<Answer, GithubError> {
        self.wait(self.repeated(&Method::GET, path, None))
    }

    /// Reads a list, page after page.
    fn list(&self, path: &str) -> Result<Vec<Value>, GithubError> {
        /// Pages of a hundred; a list of ten thousand is not read to its end by anybody.
        const MOST_PAGES: usize = 100;
        let mut items = Vec::new();
        let mut next = Some(path.to_owned());
        for _ in 0..MOST_PAGES {
            let Some(path) = next else { return Ok(items) };
            let answer = self.get(&path)?;
            let Value::Array(page) = answer.body else { return Err(GithubError::Answer("no list".to_owned())) };
            items.extend(page);
            next = answer.next.map(|url| self.path_of(&url));
        }
        Ok(items)
    }

    /// Writes; a second apart, and never twice.
    fn write(&self, method: &Method, path: &str, body: Option<&Value>) -> Result<Value, GithubError> {
        self.wait(async {
            let until = self.pace.borrow().next_write();
            tokio::time::sleep_until(until).await;
            let result = self.repeated(method, path, body).await;
            self.pace.borrow_mut().has_written();
            result.map(|answer| answer.body)
        })
    }

    /// A link of the forge as a path, so that it is asked where everything is asked: the token goes to no other host.
    fn path_of(&self, url: &str) -> String {
        if let Some(path) = url.strip_prefix(&self.settings.api_url) {
            return path.to_owned();
        }
        let address: Option<http::Uri> = url.parse().ok();
        address.and_then(|address| Some(address.path_and_query()?.to_string())).unwrap_or_else(|| "/".to_owned())
    }

    /// Sends until there is an answer, as far as the request may be sent again and our patience lasts.
    async fn repeated(&self, method: &Method, path: &str, body: Option<&Value>) -> Result<Answer, GithubError> {
        let reads = *method == Method::GET || path == self.settings.graphql_url;
        for attempt in 0.. {
            let result = self.once(method, path, body).await;
            let Err(failure) = result else { return result.map_err(|failure| failure.error) };
            // A write that may have taken effect is not sent again: the next run finds what is there and does the rest.
            let again = if reads { failure.may_pass } else { failure.was_refused_unseen };
            let wait = self.pace.borrow_mut().wait(attempt, &failure).filter(|_| again);
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return Err(failure.error),
            }
        }
        Err(GithubError::Answer("no attempt was made".to_owned()))
    }

    async fn once(&self, method: &Method, path: &str, body: Option<&Value>) -> Result<Answer, answer::Failure> {
        let cached = if *method == Method::GET { self.cache.borrow_mut().get(path) } else { None };
        let etag = cached.as_ref().map(|kept| kept.etag.as_str());
        let target = transport::rooted(&self.settings, path);
        let request = transport::request(&self.octocrab, &self.token, method, &target, body, etag)?;
        let limit = std::time::Duration::from_secs(self.settings.timeout);
        let sent = tokio::time::timeout(limit, async {
            let response = self.octocrab.execute(request).await.map_err(|error| answer::unreachable(&error))?;
            answer::read(response).await
        });
        let raw = sent.await.map_err(|_| answer::timed_out(self.settings.timeout))??;
        if raw.status == 304
            && let Some(kept) = cached
        {
            return Ok(Answer { body: kept.body, next: kept.next });
        }
        let etag = raw.etag.clone();
        let answer = raw.into_answer()?;
        if let Some(etag) = etag.filter(|_| *method == Method::GET) {
            self.cache.borrow_mut().keep(path, etag, &answer);
        }
        Ok(answer)
    }
}
