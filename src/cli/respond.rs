//! Arguments of the commands that write into a record.

use clap::Args;

use super::complete;
use super::say::{Afterwards, Import, Promise};
use super::words::{component_state, promise, time, word};
use crate::model::{ComponentState, EntryKind, Kind, Risk, Status, TimeExpression, Visibility};

/// Arguments of `declare`.
#[derive(Args, Debug)]
#[command(after_help = DECLARE_EXAMPLES)]
pub struct Declare {
    /// What is wrong, in one line
    #[arg(num_args = 0.., value_name = "TITLE")]
    pub title: Vec<String>,
    /// How bad it is; may be left until somebody knows
    #[arg(long, value_name = "ID", add = complete::severities())]
    pub severity: Option<String>,
    /// What is affected; may be given several times
    #[arg(long = "component", value_name = "ID", add = complete::components())]
    pub components: Vec<String>,
    /// What sort of incident
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>, add = complete::words::<Kind>())]
    pub kind: Option<Kind>,
    /// Who may see it
    #[arg(long, value_name = "WHO", value_parser = word::<Visibility>, add = complete::words::<Visibility>())]
    pub visibility: Option<Visibility>,
    /// Who leads
    #[arg(long, value_name = "PERSON", add = complete::people())]
    pub lead: Option<String>,
    /// Who communicates
    #[arg(long, value_name = "PERSON", add = complete::people())]
    pub comms: Option<String>,
    /// Written down afterwards
    #[command(flatten)]
    pub afterwards: Afterwards,
    /// With --commit: onto the branch that is checked out, not onto a new branch incident/ID
    #[arg(long)]
    pub here: bool,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const DECLARE_EXAMPLES: &str = "\
Examples:
  flarebook declare Login fails for some users                a title is all it takes
  flarebook declare \"Login fails\" --severity P1 --component login --lead mary --comms josh
  flarebook declare \"Game day\" --kind drill                  practice
  flarebook declare \"Mail was late\" --retroactive --at \"yesterday 09:10\" --until \"yesterday 10:40\"

A name that nobody here knows does not stop it: the incident is declared, and what is missing is said.";

/// Arguments of `log`.
#[derive(Args, Debug)]
#[command(after_help = LOG_EXAMPLES)]
pub struct Log {
    /// What happened, Markdown
    #[arg(num_args = 0.., value_name = "TEXT", conflicts_with = "from")]
    pub text: Vec<String>,
    /// Many lines at once
    #[command(flatten)]
    pub from: Import,
    /// Set the severity
    #[arg(long, value_name = "ID", add = complete::severities())]
    pub severity: Option<String>,
    /// Who leads from here on
    #[arg(long, value_name = "PERSON", add = complete::people())]
    pub lead: Option<String>,
    /// Who communicates from here on
    #[arg(long, value_name = "PERSON", add = complete::people())]
    pub comms: Option<String>,
    /// What sort of entry
    #[arg(long, value_name = "KIND", value_parser = word::<EntryKind>, add = complete::words::<EntryKind>())]
    pub kind: Option<EntryKind>,
    /// For an action: how dangerous it is
    #[arg(long, value_name = "RISK", value_parser = word::<Risk>, add = complete::words::<Risk>())]
    pub risk: Option<Risk>,
    /// For an action: who gave the go-ahead
    #[arg(long, value_name = "PERSON", add = complete::people())]
    pub approved_by: Option<String>,
    /// How a component is from here on, as in `login=partial_outage`; may be given several times
    #[arg(long = "component", value_name = "ID=STATE", value_parser = component_state)]
    pub components: Vec<(String, ComponentState)>,
    /// When the next word is promised
    #[arg(long, value_name = "TIME", value_parser = promise)]
    pub next_update: Option<Promise>,
    /// Let the public read it
    #[arg(long)]
    pub public: bool,
    /// Command or URL that bears it out; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub evidence: Vec<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const LOG_EXAMPLES: &str = "\
Examples:
  flarebook log Restarted the login service
  flarebook log \"Connections only ever grow\" --kind finding --evidence https://grafana.corp.example/d/login
  flarebook log \"Rolled back\" --kind action --risk safe --approved-by mary --at -10m
  flarebook log \"18 % of sign-ins fail\" --kind impact --severity P0 --component login=partial_outage
  flarebook log --from notes.txt --timezone Europe/Berlin     lines such as `09:41 mary: restarted DA`
  flarebook log --from - --yes < slack-export.json";

/// Arguments of `status`.
#[derive(Args, Debug)]
#[command(after_help = STATUS_EXAMPLES)]
pub struct SetStatus {
    /// investigating, identified, monitoring, mitigated, resolved or cancelled
    #[arg(value_name = "STATE", value_parser = word::<Status>, add = complete::words::<Status>())]
    pub state: Status,
    /// Why, Markdown
    #[arg(num_args = 0.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// Let the public read the text
    #[arg(long)]
    pub public: bool,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const STATUS_EXAMPLES: &str = "\
Examples:
  flarebook status identified \"The deployment of 08:31 did it\"
  flarebook status monitoring

Short forms: `flarebook mitigate`, `resolve`, `cancel`, `reopen`.";

/// Flags of every command that writes into a record.
#[derive(Args, Debug)]
pub struct Writing {
    /// Who it is by [default: the person git says you are]
    #[arg(long, value_name = "PERSON", add = complete::people())]
    pub by: Option<String>,
    /// When it happened: `09:41`, `-15m`, `2026-03-14 09:41`, RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub at: Option<TimeExpression>,
    /// Print the files, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How far it goes
    #[command(flatten)]
    pub reach: Reach,
}

/// How far a change goes: to the disk, into a commit, to everybody.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Reach {
    /// Commit these files, and nothing else
    #[arg(long)]
    pub commit: bool,
    /// Commit and push, on top of what others have pushed meanwhile
    #[arg(long)]
    pub push: bool,
    /// Commit, push, and open the pull request; without a token for GitHub, say where to open it
    #[arg(long)]
    pub pr: bool,
}

/// Arguments of `sync`.
#[derive(Args, Debug)]
#[command(after_help = SYNC_NOTE)]
pub struct Sync {
    /// Say what waits, push nothing
    #[arg(long)]
    pub dry_run: bool,
}

const SYNC_NOTE: &str = "\
A remote that says nothing for a minute is not waited for any longer, here and with --push.
FLAREBOOK_TIMEOUT sets another bound, in seconds; 0 waits for ever.";
