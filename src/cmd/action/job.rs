//! What a job knows: the event, the repository, who asks, and where its outputs go.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;

use crate::cli::Action;
use crate::cmd::{CommandError, Context, gate};
use crate::gate::Facts;
use crate::github::{Event, Forge, RepoName, Settings, connect};
use crate::repo::{Access, Repository};
use crate::source::one_line;

/// A job.
pub(super) struct Job {
    /// What happened.
    pub event: Event,
    /// The repository on this machine.
    pub local: Repository,
    /// The repository on the forge.
    pub home: Option<RepoName>,
    /// The forge, when it may be asked.
    pub forge: Option<Box<dyn Forge>>,
    /// Why it may not.
    pub why_no_forge: Option<String>,
    /// The forge's pages: `https://github.com`.
    pub server: String,
    /// The branch that changes go into.
    pub default_branch: Option<String>,
    /// The page of this run.
    pub run_url: Option<String>,
    /// What authenticates a fetch.
    pub access: Option<Access>,
    /// Facts that were given.
    pub facts: Option<Facts>,
    /// Whether to write nothing.
    pub plan: bool,
    /// Whether GitHub's runner reads what is printed.
    pub in_workflow: bool,
    /// Files of the runner.
    pub files: Files,
    /// What was found and done, for the outputs.
    pub tally: Tally,
}

/// Files that GitHub's runner gives a step.
pub(super) struct Files {
    /// For `name=value` lines.
    pub output: Option<PathBuf>,
    /// For Markdown.
    pub summary: Option<PathBuf>,
    /// A folder for files of our own.
    pub temporary: Option<PathBuf>,
}

/// Counted over a run.
#[derive(Default)]
pub(super) struct Tally {
    pub errors: Cell<usize>,
    pub warnings: Cell<usize>,
    pub writes: Cell<usize>,
    pub facts: RefCell<Option<Facts>>,
}

impl Job {
    /// From flags and environment.
    pub fn from(context: &Context, arguments: &Action) -> Result<Self, CommandError> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let path = arguments.event.clone().or_else(|| variable("GITHUB_EVENT_PATH").map(PathBuf::from));
        let path = path.ok_or(CommandError::NotSaid("what happened (--event FILE)"))?;
        let text = std::fs::read_to_string(&path).map_err(|reason| CommandError::Disk { path, reason })?;
        let kind = arguments.event_name.clone().or_else(|| variable("GITHUB_EVENT_NAME"));
        let kind = kind.unwrap_or_else(|| guess(&text).to_owned());
        let event = Event::parse(&kind, &text)?;
        let home =
            variable("GITHUB_REPOSITORY").and_then(|name| RepoName::parse(&name)).or_else(|| Event::repository(&text));
        let server = variable("GITHUB_SERVER_URL").unwrap_or_else(|| "https://github.com".to_owned());
        let facts = arguments.facts.as_deref().map(gate::facts).transpose()?;
        let settings = match (&home, arguments.offline) {
            (Some(home), false) => Settings::from_environment(home, variable)?,
            _ => None,
        };
        let why_no_forge = why_no_forge(arguments.offline, home.is_some(), settings.is_some());
        let forge = settings.map(connect).transpose()?;
        let access = forge.as_ref().map(|forge| Access { server: server.clone(), token: forge.token() });
        let run_url =
            home.as_ref().zip(variable("GITHUB_RUN_ID")).filter(|(_, id)| id.bytes().all(|byte| byte.is_ascii_digit()));
        let run_url = run_url.map(|(home, id)| format!("{server}/{home}/actions/runs/{id}"));
        let file = |name| variable(name).map(PathBuf::from);
        Ok(Self {
            event,
            local: context.repository_as_it_is()?,
            home,
            forge,
            why_no_forge,
            server,
            default_branch: default_branch(&text).or_else(|| variable("GITHUB_REF_NAME")),
            run_url,
            access,
            facts,
            plan: arguments.plan,
            in_workflow: variable("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
            files: Files {
                output: file("GITHUB_OUTPUT"),
                summary: file("GITHUB_STEP_SUMMARY"),
                temporary: file("RUNNER_TEMP"),
            },
            tally: Tally::default(),
        })
    }

    /// The forge and our repository on it, when both are there.
    pub fn reach(&self) -> Option<(&dyn Forge, &RepoName)> {
        self.forge.as_deref().zip(self.home.as_ref())
    }
}

fn why_no_forge(offline: bool, has_home: bool, has_token: bool) -> Option<String> {
    let why = match (offline, has_home, has_token) {
        (true, ..) => "--offline",
        (_, false, _) => "nobody says which repository this is (GITHUB_REPOSITORY)",
        (.., false) => "there is no token (GITHUB_TOKEN)",
        _ => return None,
    };
    Some(one_line(why))
}

/// The default branch, where the event says it.
fn default_branch(event: &str) -> Option<String> {
    let payload: serde_json::Value = serde_json::from_str(event).ok()?;
    payload.pointer("/repository/default_branch")?.as_str().map(ToOwned::to_owned)
}

/// The kind of an event by its look, for whoever tries one on a laptop.
fn guess(text: &str) -> &'static str {
    let has =
        |key: &str| serde_json::from_str::<serde_json::Value>(text).is_ok_and(|payload| payload.get(key).is_some());
    let kinds = [
        ("pull_request", "pull_request"),
        ("merge_group", "merge_group"),
        ("before", "push"),
        ("issue", "issues"),
        ("schedule", "schedule"),
    ];
    kinds.into_iter().find(|(key, _)| has(key)).map_or("workflow_dispatch", |(_, kind)| kind)
}
