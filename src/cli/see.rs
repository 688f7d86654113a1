//! Arguments of the commands that look at records.

use clap::Args;

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
pub struct Show {
    /// The incident's id, or as much of it as is unique
    pub id: String,
    /// Look at a commit, branch or tag instead of the working tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
}
