//! What happened on the forge, read from the event's file. Its text comes from whoever made it happen: only numbers, commits and names
//! of repositories and branches are taken, each only in the form it can have.

use serde_json::Value;

use super::issue_report::IssueReport;
use super::names::RepoName;

/// An event that calls for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A pull request was opened or changed.
    PullRequest(PullEvent),
    /// A merge queue asks about a group.
    MergeGroup {
        /// The commit it will be merged onto.
        base: String,
        /// The group's commit.
        head: String,
    },
    /// A branch moved.
    Push {
        /// Where it was; `None` for a new branch.
        before: Option<String>,
        /// Where it is; `None` for one that was deleted.
        after: Option<String>,
        /// The branch.
        branch: String,
        /// The repository's default branch.
        default_branch: String,
    },
    /// Somebody reports an incident in an issue.
    Reported(Box<IssueReport>),
    /// Time passed, an issue changed, somebody asked: everything open is to be looked at again.
    LookAgain,
    /// Nothing that concerns us, and why.
    Other(String),
}

/// What is known of a pull request from its event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullEvent {
    /// Its number.
    pub number: u64,
    /// The commit at the tip of its branch.
    pub head: String,
    /// The commit at the tip of the branch it goes into, when the event was made.
    pub base: String,
    /// Whether it is still open.
    pub is_open: bool,
}

/// An event's file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// It is not JSON.
    #[error("the event is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A kind that looks like a slip of the pen: passing over it would look like a verdict.
    #[error("there is no event `{event}`; did you mean `{near}`?")]
    Kind {
        /// What was written.
        event: String,
        /// What is near.
        near: &'static str,
    },
    /// Something that this kind of event has is missing or of another form.
    #[error("a `{event}` event without a usable `{key}`")]
    Missing {
        /// The kind of event.
        event: String,
        /// The key.
        key: &'static str,
    },
}

/// The kinds of events that call for something.
const KNOWN: [&str; 7] =
    ["pull_request", "pull_request_review", "merge_group", "push", "issues", "schedule", "workflow_dispatch"];

impl Event {
    /// Reads an event of a kind.
    ///
    /// # Errors
    /// When the text is not JSON, or lacks what this kind of event has.
    pub fn parse(kind: &str, text: &str) -> Result<Self, EventError> {
        let payload: Value = serde_json::from_str(text)?;
        let reader = Reader { kind, payload: &payload };
        match kind {
            "pull_request" | "pull_request_review" => reader.pull_request().map(Self::PullRequest),
            "merge_group" => Ok(Self::MergeGroup {
                base: reader.commit("/merge_group/base_sha")?,
                head: reader.commit("/merge_group/head_sha")?,
            }),
            "push" => reader.push(),
            "issues" if let Some(report) = IssueReport::of_event(&payload) => Ok(Self::Reported(Box::new(report))),
            "issues" | "schedule" | "workflow_dispatch" => Ok(Self::LookAgain),
            other if crate::source::did_you_mean(other, KNOWN).is_some() => {
                let near = crate::source::did_you_mean(other, KNOWN).unwrap_or_default();
                Err(EventError::Kind { event: crate::source::one_line(other), near })
            }
            other => Ok(Self::Other(format!("nothing is to be done on a `{}` event", crate::source::one_line(other)))),
        }
    }

    /// The repository that an event names.
    #[must_use]
    pub fn repository(text: &str) -> Option<RepoName> {
        let payload: Value = serde_json::from_str(text).ok()?;
        RepoName::parse(payload.pointer("/repository/full_name")?.as_str()?)
    }
}

struct Reader<'e> {
    kind: &'e str,
    payload: &'e Value,
}

impl Reader<'_> {
    fn missing(&self, key: &'static str) -> EventError {
        EventError::Missing { event: self.kind.to_owned(), key }
    }

    fn text(&self, key: &'static str) -> Result<&str, EventError> {
        self.payload.pointer(key).and_then(Value::as_str).ok_or_else(|| self.missing(key))
    }

    /// A commit's name: forty hexadecimal digits (sixty-four in a SHA-256 repository), and so never an option of a command.
    fn commit(&self, key: &'static str) -> Result<String, EventError> {
        let text = self.text(key)?;
        let fits = matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if fits { Ok(text.to_owned()) } else { Err(self.missing(key)) }
    }

    fn pull_request(&self) -> Result<PullEvent, EventError> {
        let number = self.payload.pointer("/pull_request/number").and_then(Value::as_u64);
        Ok(PullEvent {
            number: number.ok_or_else(|| self.missing("/pull_request/number"))?,
            head: self.commit("/pull_request/head/sha")?,
            base: self.commit("/pull_request/base/sha")?,
            is_open: self.payload.pointer("/pull_request/state").and_then(Value::as_str) != Some("closed"),
        })
    }

    fn push(&self) -> Result<Event, EventError> {
        let zero = |commit: String| if commit.bytes().all(|byte| byte == b'0') { None } else { Some(commit) };
        let reference = self.text("/ref")?;
        let Some(branch) = reference.strip_prefix("refs/heads/") else {
            return Ok(Event::Other("a tag was pushed".to_owned()));
        };
        Ok(Event::Push {
            before: zero(self.commit("/before")?),
            after: zero(self.commit("/after")?),
            branch: branch.to_owned(),
            default_branch: self.text("/repository/default_branch")?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_events_are_refused_or_harmless() {
        assert!(Event::parse("pull_request", "nonsense").is_err());
        assert!(Event::parse("pull_request", "{}").is_err());
        let commit = |sha: &str| format!(r#"{{"merge_group": {{"base_sha": "{sha}", "head_sha": "{sha}"}}}}"#);
        assert!(Event::parse("merge_group", &commit("--upload-pack=touch /tmp/x")).is_err());
        assert!(Event::parse("merge_group", &commit("HEAD")).is_err());
        assert!(Event::parse("merge_group", &commit(&"a".repeat(40))).is_ok());
        assert!(matches!(Event::parse("\u{1b}[2J::error::", "{}"), Ok(Event::Other(why)) if !why.contains('\u{1b}')));
    }
}
