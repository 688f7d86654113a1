//! Reading: what the trait asks, as requests.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Client;
use crate::gate::{Approval, TrackerFact};
use crate::github::error::GithubError;
use crate::github::forge::{Comment, MarkedIssue, PullRequest, Read, Status, StatusState};
use crate::github::names::{IssueRef, RepoName};

impl Read for Client {
    fn token(&self) -> String {
        self.token.clone()
    }

    fn open_pull_requests(&self, repository: &RepoName) -> Result<Vec<PullRequest>, GithubError> {
        let list = self.list(&format!("/repos/{repository}/pulls?state=open&per_page=100"))?;
        Ok(list.iter().filter_map(pull_request).collect())
    }

    fn approvals(&self, repository: &RepoName, number: u64) -> Result<Vec<Approval>, GithubError> {
        // In order of time; the last word of each counts, a mere comment is no word.
        let mut last: BTreeMap<String, (String, String)> = BTreeMap::new();
        for review in self.list(&format!("/repos/{repository}/pulls/{number}/reviews?per_page=100"))? {
            let (Some(account), Some(state)) = (at(&review, "/user/login"), at(&review, "/state")) else { continue };
            if matches!(state, "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED") {
                let commit = at(&review, "/commit_id").unwrap_or_default();
                last.insert(account.to_owned(), (state.to_owned(), commit.to_owned()));
            }
        }
        let approved = last.into_iter().filter(|(_, (state, _))| state == "APPROVED");
        Ok(approved.map(|(account, (_, commit))| Approval { account, commit }).collect())
    }

    fn comments(&self, repository: &RepoName, number: u64) -> Result<Vec<Comment>, GithubError> {
        let own = self.own_login()?;
        let list = self.list(&format!("/repos/{repository}/issues/{number}/comments?per_page=100"))?;
        let comment = |comment: &Value| {
            let bot = at(comment, "/user/type") == Some("Bot");
            let ours = own.map_or(bot, |own| at(comment, "/user/login") == Some(own));
            Some(Comment {
                id: comment.get("id")?.as_u64()?,
                body: at(comment, "/body").unwrap_or_default().to_owned(),
                ours,
            })
        };
        Ok(list.iter().filter_map(comment).collect())
    }

    fn labels(&self, repository: &RepoName, number: u64) -> Result<Vec<String>, GithubError> {
        let list = self.list(&format!("/repos/{repository}/issues/{number}/labels?per_page=100"))?;
        Ok(list.iter().filter_map(|label| at(label, "/name")).map(ToOwned::to_owned).collect())
    }

    fn has_label(&self, repository: &RepoName, name: &str) -> Result<bool, GithubError> {
        match self.get(&format!("/repos/{repository}/labels/{}", encoded(name))) {
            Ok(_) => Ok(true),
            Err(GithubError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn statuses(&self, repository: &RepoName, commit: &str) -> Result<Vec<Status>, GithubError> {
        let answer = self.get(&format!("/repos/{repository}/commits/{commit}/status?per_page=100"))?;
        let list = answer.body.get("statuses").and_then(Value::as_array).cloned().unwrap_or_default();
        let status = |status: &Value| {
            let state = match at(status, "/state")? {
                "success" => StatusState::Success,
                "failure" => StatusState::Failure,
                "error" => StatusState::Error,
                _ => return None,
            };
            let text = |pointer| at(status, pointer).unwrap_or_default().to_owned();
            Some(Status { context: text("/context"), state, description: text("/description") })
        };
        Ok(list.iter().filter_map(status).collect())
    }

    fn labelled_issues(&self, repository: &RepoName, label: &str) -> Result<Vec<MarkedIssue>, GithubError> {
        let list =
            self.list(&format!("/repos/{repository}/issues?labels={}&state=all&per_page=100", encoded(label)))?;
        let issue = |issue: &Value| {
            let body = at(issue, "/body").unwrap_or_default().to_owned();
            Some(MarkedIssue { number: issue.get("number")?.as_u64()?, url: at(issue, "/html_url")?.to_owned(), body })
        };
        Ok(list.iter().filter_map(issue).collect())
    }

    fn branch(&self, repository: &RepoName, branch: &str) -> Result<Option<(String, String)>, GithubError> {
        let answer = match self.get(&format!("/repos/{repository}/git/ref/heads/{}", path_of(branch))) {
            Ok(answer) => answer,
            Err(GithubError::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        };
        let commit = at(&answer.body, "/object/sha")
            .ok_or_else(|| GithubError::Answer("a branch without a commit".to_owned()))?;
        let answer = self.get(&format!("/repos/{repository}/git/commits/{commit}"))?;
        let tree =
            at(&answer.body, "/tree/sha").ok_or_else(|| GithubError::Answer("a commit without a tree".to_owned()))?;
        Ok(Some((commit.to_owned(), tree.to_owned())))
    }

    fn pull_request_from(&self, repository: &RepoName, branch: &str) -> Result<Option<u64>, GithubError> {
        let head = encoded(&format!("{}:{branch}", repository.owner));
        let list = self.list(&format!("/repos/{repository}/pulls?state=open&head={head}&per_page=100"))?;
        Ok(list.iter().filter_map(|pull| pull.get("number")?.as_u64()).min())
    }

    fn issues(&self, issues: &[IssueRef]) -> BTreeMap<IssueRef, TrackerFact> {
        self.look_at(issues)
    }
}

impl Client {
    /// The account that asks; an App's token has none, and its comments are a bot's.
    fn own_login(&self) -> Result<Option<&str>, GithubError> {
        if self.token.starts_with("ghs_") {
            return Ok(None);
        }
        if self.login.get().is_none() {
            let login = match self.get("/user") {
                Ok(answer) => at(&answer.body, "/login").map(ToOwned::to_owned),
                Err(GithubError::Forbidden(_)) => None,
                // Who cannot tell its own comment from another's would write a second one.
                Err(error) => return Err(error),
            };
            let _ = self.login.set(login);
        }
        Ok(self.login.get().and_then(Option::as_deref))
    }
}

fn pull_request(pull: &Value) -> Option<PullRequest> {
    let commit = |pointer| {
        at(pull, pointer).filter(|sha| sha.bytes().all(|byte| byte.is_ascii_hexdigit())).map(ToOwned::to_owned)
    };
    Some(PullRequest {
        number: pull.get("number")?.as_u64()?,
        head: commit("/head/sha")?,
        base_branch: at(pull, "/base/ref")?.to_owned(),
        base: commit("/base/sha")?,
    })
}

pub(super) fn at<'v>(value: &'v Value, pointer: &str) -> Option<&'v str> {
    value.pointer(pointer).and_then(Value::as_str)
}

/// A text as one part of a path or query.
pub(super) fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// A branch's name, whose slashes are parts of the path.
pub(super) fn path_of(branch: &str) -> String {
    branch.split('/').map(encoded).collect::<Vec<_>>().join("/")
}
