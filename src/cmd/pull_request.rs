//! `--pr`: the pull request is opened where a token is at hand; elsewhere it is said where a person opens it, and why.

use super::{CommandError, Context};
use crate::github::{self, GithubError, Home, OpenPullRequest, Write};
use crate::repo::{Repository, Target};
use crate::respond::Outcome;

/// Longest title that GitHub takes, in characters, with some to spare.
const LONGEST_TITLE: usize = 240;

/// What became of it.
pub(super) enum PullRequest {
    /// It is open.
    Open(OpenPullRequest),
    /// A person opens it.
    ByHand {
        /// Where, as far as that is known.
        page: Option<String>,
        /// Why it was not opened from here.
        why: String,
    },
}

/// Opens the pull request of a branch that was pushed, if that can be done from here. That it cannot is no failure: the branch is there.
pub(super) fn open(context: &mut Context, repository: &Repository, target: &Target, outcome: &Outcome) -> PullRequest {
    let title = outcome.subject.strip_prefix("Declare: ").unwrap_or(&outcome.subject);
    let by_hand = |why: String| PullRequest::ByHand { page: repository.pull_request_page(target, title), why };
    let variable = |name: &str| std::env::var(name).ok();
    let home = repository.address(&target.remote).ok_or(github::NoHome::NotGithub);
    let home = match home.and_then(|address| Home::find(&address.host, &address.path, variable)) {
        Ok(home) => home,
        Err(why) => return by_hand(why.to_string()),
    };
    if !context.is_quiet() {
        context.hint("Asking GitHub to open the pull request …");
    }
    let base = repository.default_branch(&target.remote);
    match ask(home, &target.branch, base, title, outcome) {
        Ok(open) => PullRequest::Open(open),
        Err(error) => by_hand(error.hint().map_or_else(|| error.to_string(), |hint| format!("{error} ({hint})"))),
    }
}

fn ask(home: Home, branch: &str, base: String, title: &str, outcome: &Outcome) -> Result<OpenPullRequest, GithubError> {
    let repository = home.settings.repository.clone();
    let wanted = Write::OpenPullRequest {
        repository: repository.clone(),
        branch: branch.to_owned(),
        base,
        title: title.chars().take(LONGEST_TITLE).collect(),
        body: outcome.incident.as_ref().map(|id| body(id.as_str())).unwrap_or_default(),
    };
    let forge = github::connect(home.settings)?;
    github::open_pull_request(&*forge, &home.server, &repository, &wanted, branch)
}

/// What whoever comes upon it can do.
fn body(incident: &str) -> String {
    let id = crate::report::code_span(incident);
    format!(
        "The record of {id}, while it is worked on. Whoever has a clone adds to it on this branch: `flarebook log \"What you see\" --push`."
    )
}

impl PullRequest {
    /// Says it, for people.
    pub fn say(&self, context: &mut Context) -> Result<(), CommandError> {
        match self {
            Self::Open(OpenPullRequest { url, was_open }) => {
                let verb = if *was_open { "open already" } else { "opened" };
                context.print(&format!("pull request {verb}: {url}\n"))
            }
            Self::ByHand { page: Some(page), why } => {
                context.print(&format!("open the pull request: {page}\n"))?;
                context.hint(&format!("It is yours to open: {why}."));
                Ok(())
            }
            Self::ByHand { page: None, .. } => {
                context.hint(
                    "Open the pull request on your forge; from this remote's address nobody can tell where that is.",
                );
                Ok(())
            }
        }
    }
}
