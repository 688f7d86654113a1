//! What a writing command says it has done.

use std::fmt::Write as _;

use super::pull_request::{self, PullRequest};
use super::{CommandError, Context};
use crate::repo::{Finished, Repository, Target, Waiting};
use crate::report::counted;
use crate::respond::{Change, Landed, Outcome, Shared};

/// How to report.
pub(super) struct Reported {
    pub dry_run: bool,
    /// Whether the page that opens a pull request is asked for.
    pub wants_page: bool,
    /// What else programs are told.
    pub advice: Option<serde_json::Value>,
}

/// Prints what was written, committed and pushed, and sees to the pull request.
pub(super) fn report(
    context: &mut Context,
    repository: &Repository,
    how: &Reported,
    outcome: &Outcome,
    landed: Option<&Landed>,
) -> Result<(), CommandError> {
    let target = landed.filter(|_| how.wants_page).and_then(|landed| wanted(repository, landed));
    let request = |context: &mut Context| target.map(|target| pull_request::open(context, repository, target, outcome));
    if context.json() {
        let request = request(context);
        context.print(&super::output::pretty(&view(how, outcome, landed, request.as_ref()))?)?;
    } else {
        let mut text = String::new();
        match how.dry_run {
            true => outcome.changes.iter().for_each(|change| text += &would(change)),
            false => text += &did_all(&outcome.changes),
        }
        if let Some(landed) = landed {
            text += &committed(landed);
        }
        // Said before the forge is asked, which may take its time.
        context.print(&text)?;
        if let Some(request) = request(context) {
            request.say(context)?;
        }
    }
    if outcome.changes.is_empty() {
        context.hint("Nothing to write: it is so already.");
    }
    landed.iter().for_each(|landed| explain(context, landed));
    Ok(())
}

/// The branch that a pull request can be opened from.
fn wanted<'l>(repository: &Repository, landed: &'l Landed) -> Option<&'l Target> {
    let shared = landed.shared.as_ref().filter(|shared| shared.failed.is_none())?;
    let target = shared.target.as_ref()?;
    (target.branch != repository.default_branch(&target.remote)).then_some(target)
}

fn view(
    how: &Reported,
    outcome: &Outcome,
    landed: Option<&Landed>,
    request: Option<&PullRequest>,
) -> serde_json::Value {
    let paths: Vec<&str> = outcome.changes.iter().map(|change| change.path().as_str()).collect();
    let mut view = serde_json::json!({ "version": 1, "dry_run": how.dry_run, "written": paths });
    view["incident"] = outcome.incident.as_ref().map(ToString::to_string).into();
    view["entry"] = outcome.entry.as_ref().map(ToString::to_string).into();
    if let Some(advice) = &how.advice {
        view["advice"] = advice.clone();
    }
    if let Some(landed) = landed {
        view["commit"] = landed.commit.map(|commit| commit.to_string()).into();
        view["branch"] = landed.branch.clone().into();
        if let Some(shared) = &landed.shared {
            view["pushed"] = (landed.commit.is_some() && shared.failed.is_none()).into();
            view["remote"] = shared.target.as_ref().map(|target| target.remote.clone()).into();
            view["overtaken"] = shared.overtaken.into();
        }
    }
    match request {
        Some(PullRequest::Open(open)) => view["pull_request"] = open.url.clone().into(),
        Some(PullRequest::ByHand { page: Some(page), .. }) => view["pull_request_page"] = page.clone().into(),
        Some(PullRequest::ByHand { page: None, .. }) | None => {}
    }
    view
}

/// `committed 4f9a2c1 on incident/x`, and where it was pushed to.
fn committed(landed: &Landed) -> String {
    let mut text = String::new();
    let Some(commit) = landed.commit else { return text };
    let _ = writeln!(text, "committed {:.7} on {}", commit.to_string(), landed.branch);
    if let Some(Shared { target: Some(target), failed: None, .. }) = &landed.shared {
        let _ = writeln!(text, "pushed to {}/{}", target.remote, target.branch);
    }
    text
}

/// What whoever asked should know beside that.
pub(super) fn explain(context: &mut Context, landed: &Landed) {
    if let Some(from) = &landed.came_from {
        context
            .hint(&format!("You are on the branch {} now. Back to where you were: git switch {from}", landed.branch));
    }
    let Some(shared) = &landed.shared else { return };
    if !shared.carried.is_empty() {
        context.hint(&format!("Also pushed, because it waited here: {}", subjects(&shared.carried)));
    }
    if let Some(behind) = &shared.behind {
        let branch = &landed.branch;
        context.hint(&format!(
            "Your own copy of {branch} stays where it was: {behind}. When that is settled: git switch {branch} && git pull --rebase (or `git stash` before, `git stash pop` after)"
        ));
    }
    let Some(failed) = &shared.failed else { return };
    let hint = failed.hint().unwrap_or_else(|| "push it with `flarebook sync`".to_owned());
    context.warn(&format!("committed here, and not pushed: {failed}"), &hint);
    context.leave_unfinished();
}

/// The first lines of the commits; a few are enough to know them by.
pub(super) fn subjects(commits: &[Waiting]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> =
        commits.iter().rev().take(SHOWN).map(|one| format!("\u{201c}{}\u{201d}", one.subject)).collect();
    let more = commits.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    shown.join(", ") + &more
}

/// Says that others were faster; the first times it is no news.
pub(super) fn progress(context: &mut Context, overtaken: u32) {
    if overtaken == 5 || (overtaken > 0 && overtaken.is_multiple_of(25)) {
        context.hint(&format!("Others are pushing too; {overtaken} times they were faster. Trying again …"));
    }
}

/// Says what was finished for a command that was killed.
pub(super) fn say_finished(context: &mut Context, finished: &Finished) {
    if !finished.files.is_empty() {
        let files = counted(finished.files.len(), "file");
        context.hint(&format!("A command was interrupted here; what it had begun is finished: {files} written."));
    }
    if let Some(commit) = &finished.commit {
        context.hint(&format!(
            "A command was interrupted here; what it had begun is finished: commit {commit:.7}. `flarebook sync` pushes it if it has not arrived."
        ));
    }
    if let Some(commit) = &finished.left {
        let message = format!("a command was interrupted here; its commit {commit:.7} is on no branch");
        context.warn(&message, &format!("if it is missing: git cherry-pick {commit:.12}"));
    }
}

/// So many files of one folder that go are named, one by one; more are counted. `--dry-run` and `--format json` name all.
const NAMED: usize = 4;

/// What was done, in its order; what is alike and in one folder together.
fn did_all(changes: &[Change]) -> String {
    let alike = |one: &Change, other: &Change| verb(one) == verb(other) && one.path().parent() == other.path().parent();
    let runs = changes.chunk_by(alike).map(|run| match run {
        [first @ Change::Remove { .. }, ..] if run.len() > NAMED => {
            format!("{} {} in {}/\n", verb(first), counted(run.len(), "file"), first.path().parent())
        }
        few => few.iter().map(did).collect(),
    });
    runs.collect()
}

fn verb(change: &Change) -> &'static str {
    match change {
        Change::New(_) | Change::Bytes { .. } => "wrote",
        Change::Edit { .. } => "changed",
        Change::Remove { .. } => "removed",
    }
}

fn did(change: &Change) -> String {
    format!("{} {}\n", verb(change), change.path())
}

fn would(change: &Change) -> String {
    match change {
        Change::New(file) => format!("would write {}\n{}\n", file.path, indented(&file.text)),
        Change::Bytes { path, bytes } => format!("would write {path} ({} bytes)\n", bytes.len()),
        Change::Edit { path, was, text } => format!("would change {path}\n{}\n", lines_that_differ(was, text)),
        Change::Remove { path, .. } => format!("would remove {path}\n"),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// What goes and what comes, between the lines that both begin and end with.
fn lines_that_differ(was: &str, text: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (was.lines().collect(), text.lines().collect());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
    let head = same(&mut old.iter().zip(&new));
    let room = old.len().min(new.len()) - head;
    let tail = same(&mut old.iter().rev().zip(new.iter().rev())).min(room);
    let mut shown = String::new();
    for (sign, lines) in [('-', &old), ('+', &new)] {
        for line in &lines[head..lines.len() - tail] {
            let _ = writeln!(shown, "  {sign} {line}");
        }
    }
    shown
}
