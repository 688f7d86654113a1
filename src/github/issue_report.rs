//! An issue that reports an incident: what is taken from its event, and what is answered.

use serde_json::Value;

use super::error::GithubError;
use super::forge::{Label, Read};
use super::names::RepoName;
use super::plan::Write;
use crate::model::Moment;
use crate::report::code_span;
use crate::respond::{DECLARE_LABEL, FilledForm, REPORT_LABEL};

/// A report of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueReport {
    /// The issue's number.
    pub number: u64,
    /// Its title: a stranger's text.
    pub title: String,
    /// Its text: a stranger's text.
    pub body: String,
    /// The account that wrote it.
    pub author: String,
    /// When.
    pub at: Moment,
    /// Whether the team stands behind it: its author is of the team, or somebody who may has set the label.
    pub is_accepted: bool,
    /// Whether it is still open.
    pub is_open: bool,
    /// Whether it has the label of reports.
    pub is_labelled: bool,
}

/// Whose reports are declared at once, by what GitHub says of an author.
const TEAM: [&str; 3] = ["OWNER", "MEMBER", "COLLABORATOR"];

impl IssueReport {
    /// Reads an event of an issue; `None` when it reports nothing, or nothing new.
    #[must_use]
    pub fn of_event(payload: &Value) -> Option<Self> {
        let text = |pointer: &str| payload.pointer(pointer).and_then(Value::as_str);
        let body = text("/issue/body").unwrap_or_default();
        let labels = payload.pointer("/issue/labels").and_then(Value::as_array);
        let mut names = labels.into_iter().flatten().filter_map(|label| label.get("name")?.as_str());
        let is_labelled = names.any(|name| name == REPORT_LABEL);
        let accepts = match text("/action")? {
            "opened" if is_labelled || FilledForm::is_one(body) => false,
            // Only whoever may triage can set a label that the form does not set.
            "labeled" if text("/label/name")? == DECLARE_LABEL => true,
            _ => return None,
        };
        let plain =
            |login: &&str| login.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '[' | ']'));
        Some(Self {
            number: payload.pointer("/issue/number")?.as_u64()?,
            title: text("/issue/title")?.to_owned(),
            body: body.to_owned(),
            author: text("/issue/user/login").filter(plain)?.to_owned(),
            at: text("/issue/created_at")?.parse().ok()?,
            is_accepted: accepts || text("/issue/author_association").is_some_and(|word| TEAM.contains(&word)),
            is_open: text("/issue/state") != Some("closed"),
            is_labelled,
        })
    }
}

/// What is answered on the issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// It is declared: the incident, and the page of its pull request where that is known.
    Declared {
        /// The incident's id.
        incident: &'a str,
        /// The page.
        url: Option<&'a str>,
    },
    /// Somebody of the team will look at it.
    Waits,
}

impl Answer<'_> {
    const fn marker(self) -> &'static str {
        match self {
            Self::Declared { .. } => "<!-- flarebook:declared -->",
            Self::Waits => "<!-- flarebook:waits -->",
        }
    }

    fn text(self) -> String {
        match self {
            Self::Declared { incident, url } => {
                let id = code_span(incident);
                let place = url.map_or_else(String::new, |url| format!(": {url}"));
                format!(
                    "**The incident is declared{place}**\n\nIts record is {id}; what happens next is written there. Whoever responds reads this issue too: add here what \
                     you see or hear, and mention the team if nobody answers."
                )
            }
            Self::Waits => format!(
                "**Thank you. Somebody of the team will read this.**\n\nAn incident is declared at once when a member of the team reports it. For yours, one of them adds the label {}; \
                 then it is, and a comment here says where.",
                code_span(DECLARE_LABEL)
            ),
        }
    }
}

/// The comment that says it, unless that was said before.
///
/// # Errors
/// When the forge does not say what is there.
pub fn answer(
    forge: &dyn Read,
    repository: &RepoName,
    number: u64,
    answer: Answer<'_>,
) -> Result<Option<Write>, GithubError> {
    let said = forge.comments(repository, number)?;
    // Anybody can write the marker; only our own words count.
    if said.iter().any(|comment| comment.ours && comment.body.starts_with(answer.marker())) {
        return Ok(None);
    }
    let body = format!("{}\n{}", answer.marker(), answer.text());
    Ok(Some(Write::Comment { repository: repository.clone(), number, body }))
}

/// The label that reports are found by. The form sets it where the repository has it.
///
/// # Errors
/// When the forge does not say what is there.
pub fn label_report(forge: &dyn Read, repository: &RepoName, number: u64) -> Result<Vec<Write>, GithubError> {
    let repository = repository.clone();
    let mut writes = Vec::new();
    if !forge.has_label(&repository, REPORT_LABEL)? {
        let description = "Somebody says that something is wrong".to_owned();
        let label = Label { name: REPORT_LABEL.to_owned(), color: "b60205".to_owned(), description };
        writes.push(Write::CreateLabel { repository: repository.clone(), label });
    }
    writes.push(Write::AddLabels { repository, number, labels: vec![REPORT_LABEL.to_owned()] });
    Ok(writes)
}
