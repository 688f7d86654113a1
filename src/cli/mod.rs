//! The command line: doc comments here are the help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod complete;
mod edits;
mod followups;
mod respond;
mod say;
mod see;
mod words;

use crate::model::Moment;
pub use crate::report::Format;
pub use edits::{Attach, Correct, Fold, Set, Unfold};
pub use followups::{AddFollowup, FollowupDeed, FollowupSet, Followups, ListFollowups, PickFollowup};
pub use respond::{Declare, Log, Reach, SetStatus, Sync, Writing};
pub use say::{Ack, Afterwards, Assign, Cancel, Handover, Import, Pir, Promise, Reopen, Review, Sitrep, Step, Update};
pub use see::{Agenda, Due, List, Show};
use words::moment;

/// Incidents as code: declare, log, check, and publish incidents kept as files in a git repository.
#[derive(Debug, Parser)]
#[command(name = "flarebook", version, max_term_width = 100, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    /// Flags that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  flarebook init                                     begin an incident repository here
  flarebook declare \"Login fails for some users\"     a title is all it takes
  flarebook log \"Restarted the login service\"        into the only open incident
  flarebook status mitigated                         users are no longer hurt
  flarebook check                                    every problem in the records, with the way out
  flarebook serve                                    the site, on this machine, updated as you write";

/// Flags that every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Shared options")]
pub struct Global {
    /// Repository to work in [default: the one around the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub repo: Option<PathBuf>,
    /// Time to take as now, RFC 3339; for output that must come out the same again
    #[arg(long, global = true, value_name = "TIME", value_parser = moment, env = "FLAREBOOK_NOW", hide_env = true)]
    pub now: Option<Moment>,
    /// Form of the results
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Colours and underlines
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// No progress and no hints, only results and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin an incident repository; existing files are left as they are
    Init(Init),
    /// Declare an incident: a title is enough
    Declare(Declare),
    /// Write an entry into an incident's timeline
    Log(Log),
    /// Tell people outside the response; on a public incident, the status page says it
    Update(Update),
    /// Report, review, decide: the loop of the response
    Sitrep(Sitrep),
    /// Give a role to somebody, or hand it back
    Assign(Assign),
    /// Ask somebody to take over; they accept with `ack`
    Handover(Handover),
    /// Accept a handover, and hold the roles from then on
    Ack(Ack),
    /// Change an incident's status
    Status(SetStatus),
    /// Users are no longer hurt: status mitigated
    Mitigate(Step),
    /// We are done: status resolved
    Resolve(Step),
    /// It was nothing, or it was another incident: status cancelled
    Cancel(Cancel),
    /// It is back: status investigating
    Reopen(Reopen),
    /// Write down what the review meeting decided
    Review(Review),
    /// Push the commits that wait here, and bring what others have pushed
    Sync(Sync),
    /// Copy pictures, logs and other files into the incident, with an entry that says so
    Attach(Attach),
    /// Put an entry right with a later one
    Correct(Correct),
    /// Change the facts in incident.yaml: title, summary, impact, components …
    Set(Box<Set>),
    /// Follow-ups: write down what must change, and what became of it
    Followup(Followups),
    /// Make one list each of a closed incident's timeline and follow-ups
    Fold(Fold),
    /// Make files of their own of an incident's entries and follow-ups again
    Unfold(Unfold),
    /// List incidents, newest first
    List(List),
    /// Show one incident: status, roles, times, open follow-ups
    Show(Show),
    /// What the record owes now, over all incidents; exit code 1 when something is late
    Due(Due),
    /// The list for the review meeting, as Markdown
    Agenda(Agenda),
    /// Draft the post-incident review from the record; again, refresh what it drafted and nothing else
    Pir(Pir),
    /// Check the records; exit code 1 when there is an error
    Check(Check),
    /// Judge a change: may it be merged? Exit code 1 when the gate says no
    Gate(Gate),
    /// What the GitHub Action runs: reads an event, judges, keeps comment, labels, status and issues in step
    Action(Action),
    /// Build the site
    Build(Build),
    /// Build the site, serve it on this machine, and rebuild it on every change
    Serve(Serve),
    /// Explain a rule
    Explain(Explain),
    /// List the rules with their levels
    Rules,
    /// Print a JSON Schema of the record's files
    Schema(Schema),
    /// Print what makes a shell complete commands, incidents, people, components, severities and roles
    Completions(Completions),
    /// Print a man page, or write all of them
    Man(Man),
}

/// Arguments of `init`.
#[derive(Args, Debug)]
#[command(after_help = INIT_EXAMPLES)]
pub struct Init {
    /// Folder to begin in [default: the current one]
    pub folder: Option<PathBuf>,
    /// Severity scheme [default: asked on a terminal, else p0-p2]
    #[arg(long, value_name = "NAME", value_parser = PRESETS)]
    pub preset: Option<String>,
    /// Also write the workflows for GitHub (checks, comment and status, upkeep, site), and an issue form to declare with
    #[arg(long)]
    pub github: bool,
    /// Also have git check what is staged, and what messages name, before each commit; with git's own hooks or with an entry for the
    /// program that manages them [default: that of the program whose settings are there, else git's own]
    #[arg(long, value_enum, value_name = "WHOSE", num_args = 0..=1, require_equals = true, default_missing_value = "auto")]
    pub hooks: Option<Hooks>,
    /// Also write a first incident to practise on, unless there is one already
    #[arg(long)]
    pub drill: bool,
    /// Say what would be written, write nothing
    #[arg(long)]
    pub dry_run: bool,
}

const INIT_EXAMPLES: &str = "\
Examples:
  flarebook init                                     policy, people, components, schemas
  flarebook init --github --preset sev1-5            with workflows and other severities
  flarebook init --hooks                             with checks before each commit, in this clone
  flarebook init --hooks=pre-commit                  with an entry for pre-commit, in every clone
  flarebook init --drill                             with an incident to practise on

Run again, it writes what is missing and changes nothing.";

/// The severity schemes to begin with; the first is the usual one.
pub const PRESETS: [&str; 3] = ["p0-p2", "sev1-5", "critical-major-minor"];

/// Whose hooks check before a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Hooks {
    /// Those of the program whose settings are there, else git's own
    #[value(hide = true)]
    Auto,
    /// Git's own, in this clone
    Git,
    /// An entry in .pre-commit-config.yaml
    PreCommit,
    /// An entry in lefthook.yml
    Lefthook,
}

/// Arguments of `check`.
#[derive(Args, Debug)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct Check {
    /// Files or folders whose findings to report, from the root of the repository [default: all]
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// Exit code 1 when there is a warning, too
    #[arg(long)]
    pub strict: bool,
    /// Look at a commit, branch or tag instead of the working tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// Look at what is staged, as it would be committed: the findings in it, and those that it makes elsewhere
    #[arg(long, conflicts_with_all = ["paths", "rev"])]
    pub staged: bool,
    /// Look at a commit's message: do the incidents and entries in its `Incident:` and `Entry:` lines exist?
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "rev", "staged"])]
    pub message: Option<PathBuf>,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  flarebook check                                    everything, as it is on disk
  flarebook check incidents/2026-03-14-login-errors  one incident
  flarebook check --rev main --format sarif          a branch, for programs
  flarebook check --staged                           what the next commit would hold
  flarebook check --message .git/COMMIT_EDITMSG      what a commit is about to say

`flarebook init --hooks` has git ask the last two before each commit.";

/// Arguments of `gate`.
#[derive(Args, Debug)]
#[command(after_help = GATE_EXAMPLES)]
pub struct Gate {
    /// Commit, branch or tag that the change will be merged into; its policy and roster judge
    #[arg(long, value_name = "REV")]
    pub base: String,
    /// Commit, branch or tag with the change
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    pub head: String,
    /// Show every step to each incident's next status: done, missing, waived
    #[arg(long)]
    pub explain: bool,
    /// What was learnt from the network (states of trackers, approving reviews), as the Action writes it
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// The branch itself moves from base to head, as in a push: nothing of base may be missing from head
    #[arg(long)]
    pub fast_forward: bool,
}

const GATE_EXAMPLES: &str = "\
Examples:
  flarebook gate --base main                         may what is checked out be merged into main?
  flarebook gate --base main --explain               what still stands between each incident and its next status
  flarebook gate --base v1 --head v2 --format json   for programs";

/// Arguments of `action`.
#[derive(Args, Debug)]
#[command(after_help = ACTION_EXAMPLES)]
pub struct Action {
    /// The event's file [default: $GITHUB_EVENT_PATH]
    #[arg(long, value_name = "FILE")]
    pub event: Option<PathBuf>,
    /// The kind of event: pull_request, push, issues, schedule, merge_group, workflow_dispatch
    /// [default: $GITHUB_EVENT_NAME, else what the file looks like]
    #[arg(long, value_name = "KIND")]
    pub event_name: Option<String>,
    /// Say what would be written to GitHub, write nothing
    #[arg(long)]
    pub plan: bool,
    /// Judge by these facts instead of looking them up
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Look nothing up and write nothing; what needs the network is listed as not looked at
    #[arg(long)]
    pub offline: bool,
}

const ACTION_EXAMPLES: &str = "\
Examples:
  flarebook action                                     in a workflow; the environment says the rest
  flarebook action --event event.json --plan           on a laptop: what would it say and write?
  flarebook action --event event.json --offline        the verdict alone, from git

Who asks: GITHUB_TOKEN, or FLAREBOOK_APP_ID with FLAREBOOK_APP_PRIVATE_KEY. Where: GITHUB_API_URL, HTTPS_PROXY.
How long: FLAREBOOK_TIMEOUT and FLAREBOOK_PATIENCE, in seconds. FLAREBOOK_CACHE keeps answers from run to run.";

/// Who a site is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Readers {
    /// The team: everything but restricted incidents
    Internal,
    /// Everybody: the status page, and nothing that is not marked for it
    Public,
    /// Those who are told: everything
    Restricted,
}

/// Arguments of `build`.
#[derive(Args, Debug)]
#[command(after_help = BUILD_EXAMPLES)]
pub struct Build {
    /// Who will read it
    #[arg(long, value_enum, default_value_t = Readers::Internal)]
    pub audience: Readers,
    /// Folder to write into; what it holds besides an earlier build is left alone [default: site, or site-public or site-restricted as the
    /// audience is]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Add the incidents of branches that are not merged yet, here or on a remote, whose names fit the pattern: `*` is anything but `/`,
    /// `**` anything at all; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub live: Vec<String>,
    /// Refuse what would otherwise be a warning
    #[arg(long)]
    pub strict: bool,
    /// Of a public site, say by name what was left out, and when something internal would be in it, say the very words; not where others
    /// read the log
    #[arg(long)]
    pub show_leaks: bool,
    /// Build from a commit, branch or tag instead of the working tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// Print a report for programs: pages, bytes, how long each part took; the same as --format json
    #[arg(long, value_name = "FORM", value_parser = ["json"])]
    pub report: Option<String>,
    /// Print what the template of a page is given, as JSON, and build nothing; for those who write templates of their own
    #[arg(long, value_name = "PAGE")]
    pub dump_context: Option<String>,
}

const BUILD_EXAMPLES: &str = "\
Examples:
  flarebook build                                          the internal site, into site/
  flarebook build --audience public --out /srv/status      the status page
  flarebook build --audience public --live 'incident/*'    with incidents of open branches";

/// Arguments of `serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 4321)]
    pub port: u16,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The rule's id, as in a finding's brackets
    pub rule: String,
}

/// Arguments of `schema`.
#[derive(Args, Debug)]
pub struct Schema {
    /// flarebook, people, components, incident, entry, timeline, followup, followups or pir
    pub name: Option<String>,
    /// Write all of them into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub out: Option<PathBuf>,
}

/// Arguments of `completions`.
#[derive(Args, Debug)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub struct Completions {
    /// bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL")]
    pub shell: String,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  source <(flarebook completions bash)                      for this shell; into ~/.bashrc for all
  flarebook completions fish > ~/.config/fish/completions/flarebook.fish";

/// Arguments of `man`.
#[derive(Args, Debug)]
#[command(after_help = MAN_EXAMPLES)]
pub struct Man {
    /// A command's own page [default: the program's]
    pub command: Option<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}

const MAN_EXAMPLES: &str = "\
Examples:
  flarebook man declare | man -l -                          read one
  flarebook man --out /usr/local/share/man/man1             for everybody on this machine";

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
