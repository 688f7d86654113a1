//! Arguments of the commands that tell others something, and of those that change who does what and where the incident stands.

use std::path::PathBuf;

use clap::Args;

use super::complete;
use super::respond::Writing;
use super::words::{promise, time, word};
use crate::model::{ReviewOutcome, TimeExpression};

/// Arguments of `update`.
#[derive(Args, Debug)]
#[command(after_help = UPDATE_EXAMPLES)]
pub struct Update {
    /// What people outside the response are told, Markdown
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// When they hear more, or `none` [default: after as long as the severity says]
    #[arg(long, value_name = "TIME", value_parser = promise)]
    pub next_update: Option<Promise>,
    /// For the team alone, not for the status page
    #[arg(long)]
    pub internal: bool,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

/// When the next word is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Then.
    At(TimeExpression),
    /// Not at all.
    None,
}

const UPDATE_EXAMPLES: &str = "\
Examples:
  flarebook update \"Sign-in fails for some. We are on it.\"
  flarebook update \"The cause is found.\" --next-update +20m
  flarebook update \"All is well again.\" --next-update none

On the status page it appears when the incident is public (`visibility: public` in incident.yaml).";

/// Arguments of `sitrep`.
#[derive(Args, Debug)]
#[command(after_help = SITREP_EXAMPLES)]
pub struct Sitrep {
    /// How things stand: what is known, what is not, who does what, when you look again; Markdown
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const SITREP_EXAMPLES: &str = "\
Examples:
  flarebook sitrep \"6 % of sign-ins fail, all on shard 2. Omar looks at it. Next look at 10:20.\"";

/// Arguments of `assign`.
#[derive(Args, Debug)]
#[command(after_help = ASSIGN_EXAMPLES)]
pub struct Assign {
    /// The role, by its id or an alias
    #[arg(value_name = "ROLE", add = complete::roles())]
    pub role: String,
    /// Who holds it from here on: handle, name, `me`; `-` for nobody
    #[arg(value_name = "PERSON", required_unless_present = "release", conflicts_with = "release", add = complete::people())]
    pub people: Vec<String>,
    /// Hand the role back: nobody holds it
    #[arg(long)]
    pub release: bool,
    /// Beside those who hold it already
    #[arg(long, conflicts_with = "release")]
    pub add: bool,
    /// Why, Markdown
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const ASSIGN_EXAMPLES: &str = "\
Examples:
  flarebook assign lead mary               mary leads
  flarebook assign comms me                you speak to everybody outside
  flarebook assign investigator omar --add beside those who are at it
  flarebook assign comms -                 nobody communicates any more";

/// Arguments of `handover`.
#[derive(Args, Debug)]
#[command(after_help = HANDOVER_EXAMPLES)]
pub struct Handover {
    /// Who is asked to take over: handle or name
    #[arg(value_name = "PERSON", add = complete::people())]
    pub to: String,
    /// Where things stand, Markdown
    #[arg(num_args = 0.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const HANDOVER_EXAMPLES: &str = "\
Examples:
  flarebook handover ines \"See the sitrep of 10:00; open: do we restart shard 2?\"
  flarebook ack                            ines accepts, and holds the roles from then on";

/// Arguments of `ack`.
#[derive(Args, Debug)]
#[command(after_help = ACK_EXAMPLES)]
pub struct Ack {
    /// Anything to add, Markdown
    #[arg(num_args = 0.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// The handover, by the name of its entry [default: the latest that nobody has accepted]
    #[arg(long, value_name = "ENTRY")]
    pub handover: Option<String>,
    /// Role to take; may be given several times [default: those of whoever asked]
    #[arg(long = "role", value_name = "ROLE", add = complete::roles())]
    pub roles: Vec<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const ACK_EXAMPLES: &str = "\
Examples:
  flarebook ack                            you accept the latest handover
  flarebook ack \"I have it. Mary, sleep.\"";

/// Arguments of `mitigate` and `resolve`.
#[derive(Args, Debug)]
#[command(after_help = STEP_EXAMPLES)]
pub struct Step {
    /// What ended it, Markdown
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

const STEP_EXAMPLES: &str = "\
Examples:
  flarebook mitigate \"Rolled back; no errors for 15 minutes\"    users are no longer hurt
  flarebook resolve                                             we are done: the gate looks at what is owed";

/// Arguments of `cancel`.
#[derive(Args, Debug)]
#[command(after_help = CANCEL_EXAMPLES)]
pub struct Cancel {
    /// Why it was none, Markdown
    #[arg(long, value_name = "TEXT", required_unless_present = "duplicate_of")]
    pub reason: Option<String>,
    /// The incident that this one turned out to be
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub duplicate_of: Option<String>,
    /// Let the public read the reason
    #[arg(long)]
    pub public: bool,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const CANCEL_EXAMPLES: &str = "\
Examples:
  flarebook cancel --reason \"A test account; nobody is hurt. Thank you for looking.\"
  flarebook cancel --duplicate-of 2026-03-14-login-errors";

/// Arguments of `reopen`.
#[derive(Args, Debug)]
#[command(after_help = REOPEN_EXAMPLES)]
pub struct Reopen {
    /// The incident [default: the one of this branch, or the only open one]
    #[arg(value_name = "ID", add = complete::incidents())]
    pub id: Option<String>,
    /// Why, Markdown
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Let the public read the reason
    #[arg(long)]
    pub public: bool,
    /// The same as ID
    #[arg(long, value_name = "ID", conflicts_with = "id", hide = true, add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const REOPEN_EXAMPLES: &str = "\
Examples:
  flarebook reopen 2026-03-14-login-errors --reason \"The errors are back\"";

/// Arguments of `review`.
#[derive(Args, Debug)]
#[command(after_help = REVIEW_EXAMPLES)]
pub struct Review {
    /// no_action, quick_action or postmortem
    #[arg(value_name = "OUTCOME", value_parser = word::<ReviewOutcome>, add = complete::words::<ReviewOutcome>())]
    pub outcome: ReviewOutcome,
    /// Anything else, in one line
    #[arg(num_args = 0.., value_name = "NOTE")]
    pub note: Vec<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const REVIEW_EXAMPLES: &str = "\
Examples:
  flarebook review postmortem --by andrea --at \"2026-03-20 15:00\"
  flarebook review quick_action \"The alert is set up\" --incident login";

/// Arguments of `pir`.
#[derive(Args, Debug)]
#[command(after_help = PIR_EXAMPLES)]
pub struct Pir {
    /// The incident's id, or as much of it as is unique [default: the one of this branch, or the only open one]
    #[arg(value_name = "ID", add = complete::incidents())]
    pub id: Option<String>,
    /// The same as ID
    #[arg(long, value_name = "ID", conflicts_with = "id", hide = true, add = complete::incidents())]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const PIR_EXAMPLES: &str = "\
Examples:
  flarebook pir 2026-03-14-login-errors     writes pir.md, or refreshes its marked blocks
  flarebook pir login --dry-run             shows what it would write";

/// Arguments of `declare --retroactive`.
#[derive(Args, Debug)]
pub struct Afterwards {
    /// It is over, or has long begun, and is written down afterwards
    #[arg(long, requires = "at")]
    pub retroactive: bool,
    /// With --retroactive: when users were well again
    #[arg(long, value_name = "TIME", value_parser = time, requires = "retroactive")]
    pub until: Option<TimeExpression>,
}

/// Arguments of `log --from`.
#[derive(Args, Debug)]
pub struct Import {
    /// Many lines at once: notes with times, or a chat's export as JSON; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "at")]
    pub from: Option<PathBuf>,
    /// With --from: the zone of times without one [default: yours in people.yaml, else the site's]
    #[arg(long, value_name = "ZONE", requires = "from")]
    pub timezone: Option<String>,
    /// With --from: the lines are read well, write them
    #[arg(long, short = 'y', requires = "from")]
    pub yes: bool,
}
