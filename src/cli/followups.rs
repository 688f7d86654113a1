//! Arguments of `followup`: what must change, and what became of it.

use clap::{Args, Subcommand};

use super::respond::Writing;
use super::words::{day, word};
use crate::model::{Day, FollowupKind};

/// Arguments of `followup`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Followups {
    /// What to do.
    #[command(subcommand)]
    pub deed: FollowupDeed,
}

const EXAMPLES: &str = "\
Examples:
  flarebook followup add \"Alert on login errors\" --owner infra --due 2026-03-28 --kind detect
  flarebook followup list                            everything that is not settled yet
  flarebook followup done alert-on --evidence https://github.com/acme/infra/pull/915
  flarebook followup drop alert-on \"The service is switched off in May\"
  flarebook followup move 2026-03-14-login-errors/alert-on https://github.com/acme/web/issues/1203

A follow-up is named by its id, its file, or a part of id or title that only one has; with its incident before a slash
where it is not the incident of this branch or the only open one.";

/// What to do with a follow-up.
#[derive(Debug, Subcommand)]
pub enum FollowupDeed {
    /// Write down what must change
    Add(AddFollowup),
    /// List what is not settled, of all incidents
    List(ListFollowups),
    /// Somebody is at it; also takes up again what was settled
    Start(PickFollowup),
    /// It is done, and there is something that shows it
    Done(FollowupDone),
    /// It will not be done
    Drop(FollowupDrop),
    /// It lives on elsewhere
    Move(FollowupMove),
    /// It is the same as another
    Duplicate(FollowupDuplicate),
    /// Let the incident be resolved before it is settled
    Waive(FollowupWaive),
    /// Change its title, owner, due date, tracker …
    Set(FollowupSet),
}

/// Arguments of `followup add`.
#[derive(Args, Debug)]
pub struct AddFollowup {
    /// What will be different, in one line
    #[arg(required = true, num_args = 1.., value_name = "TITLE")]
    pub title: Vec<String>,
    /// What it is for: repair, prevent, detect, mitigate or process
    #[arg(long, value_name = "KIND", value_parser = word::<FollowupKind>)]
    pub kind: Option<FollowupKind>,
    /// Person or team who sees to it
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Day by which it is to be settled
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub due: Option<Day>,
    /// URL of the ticket, or `new` to have one opened
    #[arg(long, value_name = "URL")]
    pub tracker: Option<String>,
    /// It need not be settled before the incident is resolved; it then needs owner, due date and tracker
    #[arg(long)]
    pub no_blocking: bool,
    /// Anything else, Markdown
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

/// Arguments of `followup list`.
#[derive(Args, Debug)]
pub struct ListFollowups {
    /// Only those of this incident
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// Only those of this person or team
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Only those whose day has passed
    #[arg(long)]
    pub overdue: bool,
    /// Also those that are settled
    #[arg(long)]
    pub all: bool,
    /// Look at a commit, branch or tag instead of the working tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
}

/// Which follow-up, and the flags of every command that writes.
#[derive(Args, Debug)]
pub struct PickFollowup {
    /// The follow-up: its id, its file, or a part of id or title
    #[arg(value_name = "FOLLOWUP")]
    pub name: String,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

/// Arguments of `followup done`.
#[derive(Args, Debug)]
pub struct FollowupDone {
    /// Which follow-up
    #[command(flatten)]
    pub pick: PickFollowup,
    /// Pull request, commit or URL that shows it; may be given several times
    #[arg(long, value_name = "URL")]
    pub evidence: Vec<String>,
}

/// Arguments of `followup drop`.
#[derive(Args, Debug)]
pub struct FollowupDrop {
    /// Which follow-up
    #[command(flatten)]
    pub pick: PickFollowup,
    /// Why not
    #[arg(required = true, num_args = 1.., value_name = "REASON")]
    pub reason: Vec<String>,
}

/// Arguments of `followup move`.
#[derive(Args, Debug)]
pub struct FollowupMove {
    /// Which follow-up
    #[command(flatten)]
    pub pick: PickFollowup,
    /// Where it lives on: a URL, another follow-up, an incident
    #[arg(value_name = "TO")]
    pub to: String,
}

/// Arguments of `followup duplicate`.
#[derive(Args, Debug)]
pub struct FollowupDuplicate {
    /// Which follow-up
    #[command(flatten)]
    pub pick: PickFollowup,
    /// What it is the same as: another follow-up, an incident, a URL
    #[arg(value_name = "OF")]
    pub of: String,
}

/// Arguments of `followup waive`.
#[derive(Args, Debug)]
pub struct FollowupWaive {
    /// Which follow-up
    #[command(flatten)]
    pub pick: PickFollowup,
    /// Why it can wait
    #[arg(required = true, num_args = 1.., value_name = "REASON")]
    pub reason: Vec<String>,
    /// Last day on which the leave holds
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: Day,
}

/// Arguments of `followup set`.
#[derive(Args, Debug)]
pub struct FollowupSet {
    /// Which follow-up
    #[command(flatten)]
    pub pick: PickFollowup,
    /// Another title
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// What it is for
    #[arg(long, value_name = "KIND", value_parser = word::<FollowupKind>)]
    pub kind: Option<FollowupKind>,
    /// Person or team who sees to it
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Day by which it is to be settled
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub due: Option<Day>,
    /// URL of the ticket, or `new` to have one opened
    #[arg(long, value_name = "URL")]
    pub tracker: Option<String>,
    /// Whether it must be settled before the incident is resolved
    #[arg(long, value_name = "BOOL", action = clap::ArgAction::Set)]
    pub blocking: Option<bool>,
    /// Anything else, Markdown
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Take a fact away: `owner`, `due`, `tracker` …; may be given several times
    #[arg(long, value_name = "KEY")]
    pub clear: Vec<String>,
}
