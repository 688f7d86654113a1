//! `flarebook check`.

use std::process::ExitCode;

use super::{CommandError, Context, before_commit};
use crate::cli::Check;
use crate::corpus::{Corpus, Counts};
use crate::diagnostic::Level;
use crate::lint::Outcome;
use crate::source::{PathError, RepoPath};
use crate::{lint, report};

pub(super) fn run(context: &mut Context, arguments: &Check) -> Result<ExitCode, CommandError> {
    if arguments.staged {
        return before_commit::staged(context, arguments.strict);
    }
    if let Some(file) = &arguments.message {
        return before_commit::message(context, file, arguments.strict);
    }
    let corpus = context.corpus(arguments.rev.as_deref())?;
    let only = paths(&corpus, &arguments.paths)?;
    let outcome = lint::check(&corpus, &only);
    let counts = counts(&corpus, &only);
    let text = report::findings(context.format(), &outcome, counts, context.color())?;
    context.print(&text)?;
    // The program ends here: the system takes all of it back at once, faster than value by value.
    std::mem::forget(corpus);
    Ok(ExitCode::from(u8::from(refuses(&outcome, arguments.strict))))
}

/// Whether there is a finding that the exit code tells of.
pub(super) fn refuses(outcome: &Outcome, strict: bool) -> bool {
    outcome.count(Level::Error) + if strict { outcome.count(Level::Warn) } else { 0 } > 0
}

/// The paths that were asked for; one that names nothing would make an empty check look like a clean one.
fn paths(corpus: &Corpus, named: &[String]) -> Result<Vec<RepoPath>, CommandError> {
    let unknown = |name: &str, hint: &str| CommandError::Unknown {
        what: "file or folder",
        name: name.to_owned(),
        hint: hint.to_owned(),
    };
    let mut paths = Vec::new();
    for name in named {
        let path = RepoPath::new(name)
            .map_err(|PathError::Outside(_)| unknown(name, "name it from the root of the repository"))?;
        let top = path.as_str().is_empty();
        if !top && corpus.tree.look(&path)?.is_none() {
            return Err(unknown(name, "name it from the root of the repository, with `/` between its parts"));
        }
        // The root holds everything: no filter.
        if top {
            return Ok(Vec::new());
        }
        paths.push(path);
    }
    Ok(paths)
}

/// How much of the corpus lies in the paths.
fn counts(corpus: &Corpus, only: &[RepoPath]) -> Counts {
    if only.is_empty() {
        return corpus.counts();
    }
    let within = |path: &RepoPath| only.iter().any(|base| path == base || path.below(base).is_some());
    let mut counts = Counts::default();
    for incident in &corpus.incidents {
        let touched = within(&incident.file()) || only.iter().any(|base| base.below(&incident.folder).is_some());
        counts.incidents += usize::from(touched);
        counts.entries += incident.entries.iter().filter(|entry| within(&entry.origin.path)).count();
        counts.followups += incident.followups.iter().filter(|followup| within(&followup.origin.path)).count();
    }
    counts
}
