//! Writing: each write of a plan, as requests.

use http::Method;
use serde_json::{Value, json};

use super::Client;
use super::read::{at, encoded, path_of};
use crate::github::error::GithubError;
use crate::github::forge::Apply;
use crate::github::names::RepoName;
use crate::github::plan::Write;

impl Apply for Client {
    fn apply(&self, write: &Write) -> Result<Option<String>, GithubError> {
        let post =
            |path: String, body: Value| self.write(&Method::POST, &path, Some(&body)).map(|answer| seen(&answer));
        match write {
            Write::Comment { repository, number, body } => {
                post(format!("/repos/{repository}/issues/{number}/comments"), json!({ "body": body }))
            }
            Write::EditComment { repository, id, body } => {
                let path = format!("/repos/{repository}/issues/comments/{id}");
                self.write(&Method::PATCH, &path, Some(&json!({ "body": body }))).map(|answer| seen(&answer))
            }
            Write::AddLabels { repository, number, labels } => {
                post(format!("/repos/{repository}/issues/{number}/labels"), json!({ "labels": labels }))
            }
            Write::RemoveLabel { repository, number, label } => {
                let path = format!("/repos/{repository}/issues/{number}/labels/{}", encoded(label));
                match self.write(&Method::DELETE, &path, None) {
                    // Somebody was faster; it is away.
                    Err(GithubError::NotFound) | Ok(_) => Ok(None),
                    Err(error) => Err(error),
                }
            }
            Write::CreateLabel { repository, label } => {
                let body = json!({"name": label.name, "color": label.color, "description": label.description});
                match post(format!("/repos/{repository}/labels"), body) {
                    // Somebody was faster; it is there.
                    Err(GithubError::Refused { status: 422, message }) if message.contains("already_exists") => {
                        Ok(None)
                    }
                    other => other,
                }
            }
            Write::SetStatus { repository, commit, status, url } => {
                let mut body = json!({
                    "state": status.state.as_str(),
                    "context": status.context,
                    "description": status.description,
                });
                if let (Some(url), Some(map)) = (url, body.as_object_mut()) {
                    map.insert("target_url".to_owned(), json!(url));
                }
                post(format!("/repos/{repository}/statuses/{commit}"), body).map(|_| None)
            }
            Write::OpenIssue { repository, title, body, labels, assignee } => {
                self.open_issue(repository, title, body, labels, assignee.as_deref())
            }
            Write::OpenPullRequest { repository, branch, base, title, body } => {
                let body = json!({"title": title, "head": branch, "base": base, "body": body});
                post(format!("/repos/{repository}/pulls"), body)
            }
            Write::Propose { .. } => self.propose(write),
        }
    }
}

impl Client {
    /// An assignee who may not be assigned there must not keep the issue from being opened.
    fn open_issue(
        &self,
        repository: &RepoName,
        title: &str,
        body: &str,
        labels: &[String],
        assignee: Option<&str>,
    ) -> Result<Option<String>, GithubError> {
        let path = format!("/repos/{repository}/issues");
        let issue =
            |assignees: &[&str]| json!({"title": title, "body": body, "labels": labels, "assignees": assignees});
        let assignees: Vec<&str> = assignee.into_iter().collect();
        match self.write(&Method::POST, &path, Some(&issue(&assignees))) {
            Err(GithubError::Refused { status: 422, .. }) if assignee.is_some() => {
                self.write(&Method::POST, &path, Some(&issue(&[]))).map(|answer| seen(&answer))
            }
            other => other.map(|answer| seen(&answer)),
        }
    }

    /// A tree, a commit, the branch, and the pull request from it.
    fn propose(&self, write: &Write) -> Result<Option<String>, GithubError> {
        let Write::Propose {
            repository,
            branch,
            branch_exists,
            base,
            parent,
            parent_tree,
            files,
            message,
            title,
            body,
            number,
        } = write
        else {
            return Ok(None);
        };
        let post =
            |path: &str, body: &Value| self.write(&Method::POST, &format!("/repos/{repository}/{path}"), Some(body));
        let sha = |answer: &Value| {
            at(answer, "/sha")
                .map(ToOwned::to_owned)
                .ok_or_else(|| GithubError::Answer("an object without a name".to_owned()))
        };
        let items: Vec<Value> = files
            .iter()
            .map(|(path, text)| json!({"path": path, "mode": "100644", "type": "blob", "content": text}))
            .collect();
        let tree = sha(&post("git/trees", &json!({"base_tree": parent_tree, "tree": items}))?)?;
        let commit = sha(&post("git/commits", &json!({"message": message, "tree": tree, "parents": [parent]}))?)?;
        if *branch_exists {
            // The branch is ours and holds nothing but proposals.
            let path = format!("/repos/{repository}/git/refs/heads/{}", path_of(branch));
            self.write(&Method::PATCH, &path, Some(&json!({"sha": commit, "force": true})))?;
        } else {
            post("git/refs", &json!({"ref": format!("refs/heads/{branch}"), "sha": commit}))?;
        }
        match number {
            Some(number) => Ok(Some(format!("#{number}"))),
            None => {
                let body = json!({"title": title, "head": branch, "base": base, "body": body});
                post("pulls", &body).map(|answer| seen(&answer))
            }
        }
    }
}

/// Where what was written can be seen.
fn seen(answer: &Value) -> Option<String> {
    at(answer, "/html_url").map(ToOwned::to_owned)
}
