//! Arguments of the commands that write into a record.

use clap::Args;

use super::words::{moment, word};
use crate::model::{EntryKind, Kind, Moment, Status, Visibility};

/// Arguments of `declare`.
#[derive(Args, Debug)]
pub struct Declare {
    /// What is wrong, in one line
    #[arg(required = true, num_args = 1.., value_name = "TITLE")]
    pub title: Vec<String>,
    /// How bad it is; may be left until somebody knows
    #[arg(long, value_name = "ID")]
    pub severity: Option<String>,
    /// What is affected; may be given several times
    #[arg(long = "component", value_name = "ID")]
    pub components: Vec<String>,
    /// What sort of incident
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>)]
    pub kind: Option<Kind>,
    /// Who may see it
    #[arg(long, value_name = "WHO", value_parser = word::<Visibility>)]
    pub visibility: Option<Visibility>,
    /// Who leads
    #[arg(long, value_name = "PERSON")]
    pub lead: Option<String>,
    /// Who communicates
    #[arg(long, value_name = "PERSON")]
    pub comms: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

/// Arguments of `log`.
#[derive(Args, Debug)]
pub struct Log {
    /// What happened, Markdown
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// Set the severity
    #[arg(long, value_name = "ID")]
    pub severity: Option<String>,
    /// Who leads from here on
    #[arg(long, value_name = "PERSON")]
    pub lead: Option<String>,
    /// Who communicates from here on
    #[arg(long, value_name = "PERSON")]
    pub comms: Option<String>,
    /// What sort of entry
    #[arg(long, value_name = "KIND", value_parser = word::<EntryKind>)]
    pub kind: Option<EntryKind>,
    /// Let the public read it
    #[arg(long)]
    pub public: bool,
    /// Command or URL that bears it out; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub evidence: Vec<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

/// Arguments of `status`.
#[derive(Args, Debug)]
pub struct SetStatus {
    /// investigating, identified, monitoring, mitigated, resolved or cancelled
    #[arg(value_name = "STATE", value_parser = word::<Status>)]
    pub state: Status,
    /// Why, Markdown
    #[arg(num_args = 0.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

/// Flags of every command that writes into a record.
#[derive(Args, Debug)]
pub struct Writing {
    /// Who it is by [default: the person git says you are]
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// When it happened [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub at: Option<Moment>,
    /// Print the files, write nothing
    #[arg(long)]
    pub dry_run: bool,
}
