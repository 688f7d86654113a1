//! Arguments of the commands that change what is written already.

use std::path::PathBuf;

use clap::Args;

use super::respond::Writing;
use super::words::{time, word};
use crate::model::{Detector, Kind, Status, TimeExpression, Visibility};

/// Arguments of `fold`.
#[derive(Args, Debug)]
pub struct Fold {
    /// The incident's id, or as much of it as is unique
    pub id: String,
    /// Also fold an incident that is still open
    #[arg(long)]
    pub force: bool,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

/// Arguments of `unfold`.
#[derive(Args, Debug)]
pub struct Unfold {
    /// The incident's id, or as much of it as is unique
    pub id: String,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

/// Arguments of `attach`.
#[derive(Args, Debug)]
#[command(after_help = ATTACH_EXAMPLES)]
pub struct Attach {
    /// Pictures, logs and other files; each is copied
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What they show, Markdown
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// Leave in pictures what they tell about place and device
    #[arg(long)]
    pub as_is: bool,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const ATTACH_EXAMPLES: &str = "\
Examples:
  flarebook attach graph.png --text \"Error rate since nine\"
  flarebook attach *.log --incident login-errors

JPEG, PNG, WebP and GIF pictures are copied without camera, place, author and comments; how a JPEG is turned stays.
What HEIC, AVIF, TIFF, SVG, PDF and video files tell stays in them, and is said.";

/// Arguments of `correct`.
#[derive(Args, Debug)]
#[command(after_help = CORRECT_EXAMPLES)]
pub struct Correct {
    /// The entry that is wrong: its id, or a part of id or text that only one has
    #[arg(value_name = "ENTRY")]
    pub entry: String,
    /// What is so, Markdown
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// Another status than the entry says
    #[arg(long, value_name = "STATE", value_parser = word::<Status>)]
    pub status: Option<Status>,
    /// Another severity than the entry says
    #[arg(long, value_name = "ID")]
    pub severity: Option<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const CORRECT_EXAMPLES: &str = "\
Examples:
  flarebook correct 20260314T0915 \"It was shard 3, not shard 2\"
  flarebook correct 20260314T094100Z-4f9a2c \"Users were hurt until 09:52\" --status monitoring

The wrong entry stays as it is and points to this one. Whoever could read it can read the correction.";

/// Arguments of `set`.
#[derive(Args, Debug)]
#[command(after_help = SET_EXAMPLES)]
pub struct Set {
    /// One line that a stranger understands
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// One paragraph, kept current, Markdown
    #[arg(long, value_name = "TEXT")]
    pub summary: Option<String>,
    /// The title for the public page
    #[arg(long, value_name = "TEXT")]
    pub public_title: Option<String>,
    /// The summary for the public page
    #[arg(long, value_name = "TEXT")]
    pub public_summary: Option<String>,
    /// What sort of incident
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>)]
    pub kind: Option<Kind>,
    /// Who may see it
    #[arg(long, value_name = "WHO", value_parser = word::<Visibility>)]
    pub visibility: Option<Visibility>,
    /// A component that is affected as well; may be given several times
    #[arg(long = "component", value_name = "ID")]
    pub components: Vec<String>,
    /// A word to find it by; may be given several times
    #[arg(long = "tag", value_name = "WORD")]
    pub tags: Vec<String>,
    /// What contributed to it; may be given several times
    #[arg(long = "factor", value_name = "WORD")]
    pub factors: Vec<String>,
    /// A component that is not affected after all; may be given several times
    #[arg(long = "remove-component", value_name = "ID")]
    pub no_components: Vec<String>,
    /// A word to find it by no longer; may be given several times
    #[arg(long = "remove-tag", value_name = "WORD")]
    pub no_tags: Vec<String>,
    /// What did not contribute to it; may be given several times
    #[arg(long = "remove-factor", value_name = "WORD")]
    pub no_factors: Vec<String>,
    /// When users began to be hurt
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub started_at: Option<TimeExpression>,
    /// When they ceased to be
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub ended_at: Option<TimeExpression>,
    /// What they noticed, in one line
    #[arg(long, value_name = "TEXT")]
    pub impact: Option<String>,
    /// How many customers were hurt
    #[arg(long, value_name = "NUMBER")]
    pub customers: Option<u64>,
    /// When it was noticed
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub detected_at: Option<TimeExpression>,
    /// Who or what noticed
    #[arg(long, value_name = "WHO", value_parser = word::<Detector>)]
    pub detected_by: Option<Detector>,
    /// The change that set it off: URL of a pull request or commit
    #[arg(long, value_name = "URL")]
    pub caused_by: Option<String>,
    /// The incident that this one turned out to be
    #[arg(long, value_name = "ID")]
    pub duplicate_of: Option<String>,
    /// Where else it is talked about; may be given several times
    #[arg(long = "link", value_name = "NAME=URL", value_parser = link)]
    pub links: Vec<(String, String)>,
    /// Take a fact away: `summary`, `impact.customers`; may be given several times
    #[arg(long, value_name = "KEY")]
    pub clear: Vec<String>,
    /// Incident [default: the one of this branch, or the only open one]
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// By whom and when
    #[command(flatten)]
    pub writing: Writing,
}

const SET_EXAMPLES: &str = "\
Examples:
  flarebook set --summary \"One login in thirty showed an error page.\" --customers 412
  flarebook set --started-at 2026-03-14T09:02:00Z --detected-at 2026-03-14T09:08:00Z --detected-by support
  flarebook set --component session-store --link chat=https://chat.example/c/login-errors
  flarebook set --remove-component shop --remove-tag search
  flarebook set --clear impact.customers --incident 2026-03-14-login-errors

Only the lines of incident.yaml that must change do; comments and order stay. What changes while responding (status,
severity, roles) belongs into the timeline: see `flarebook log`.";

/// A name and an address.
fn link(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, address)) if !name.trim().is_empty() && !address.trim().is_empty() => {
            Ok((name.trim().to_owned(), address.trim().to_owned()))
        }
        _ => Err("write a name, `=` and an address: chat=https://chat.example/c/login-errors".to_owned()),
    }
}
