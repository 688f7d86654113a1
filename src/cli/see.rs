//! Arguments of the commands that look at records.

use clap::Args;

use super::complete;

/// Arguments of `list`.
#[derive(Args, Debug)]
pub struct List {
    /// Only those that are not resolved or cancelled
    #[arg(long)]
    pub open: bool,
    /// Look at a commit, branch or tag instead of the working tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
}

/// Arguments of `show`.
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
pub struct Show {
    /// The incident's id, or as much of it as is unique [default: the one of this branch, or the only open one]
    #[arg(add = complete::incidents())]
    pub id: Option<String>,
    /// The briefing for somebody who joins now: what is broken and for whom, who is who, what was tried, what is pending
    #[arg(long)]
    pub brief: bool,
    /// Look at a commit, branch or tag instead of the working tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
}

const SHOW_EXAMPLES: &str = "\
Examples:
  flarebook show login              the one incident with `login` in its id
  flarebook show --brief            the briefing about the incident that is open";

/// Arguments of `due`.
#[derive(Args, Debug)]
#[command(after_help = DUE_EXAMPLES)]
pub struct Due {
    /// Only this incident
    #[arg(long, value_name = "ID", add = complete::incidents())]
    pub incident: Option<String>,
    /// Only what is late
    #[arg(long)]
    pub late: bool,
    /// Look at a commit, branch or tag instead of the working tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
}

const DUE_EXAMPLES: &str = "\
Examples:
  flarebook due                     everything that is owed now, and what comes due within a week
  flarebook due --late --quiet      for a reminder: exit code 1 when something is late";

/// Arguments of `agenda`.
#[derive(Args, Debug)]
#[command(after_help = AGENDA_EXAMPLES)]
pub struct Agenda {
    /// How far to look back for incidents of which nobody owes a review
    #[arg(long, value_name = "DAYS", default_value_t = 14, value_parser = clap::value_parser!(i32).range(0..=3650))]
    pub days: i32,
    /// Look at a commit, branch or tag instead of the working tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
}

const AGENDA_EXAMPLES: &str = "\
Examples:
  flarebook agenda                  the list for the review meeting, as Markdown
  flarebook agenda > agenda.md      to send around";
