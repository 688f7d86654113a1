//! `flarebook check --staged` and `--message`: what git's hooks ask before a commit is made.

use std::path::Path;
use std::process::ExitCode;

use super::check::refuses;
use super::{CommandError, Context};
use crate::corpus::Counts;
use crate::lint::{self, Message, Outcome};
use crate::repo::{IndexFile, Repository, Tree};
use crate::report;
use crate::source::RepoPath;
use crate::source::limits::MAX_RECORD_BYTES;

/// What is staged. Says nothing when that has nothing to do with the records.
pub(super) fn staged(context: &mut Context, strict: bool) -> Result<ExitCode, CommandError> {
    let found = lint::check_staged(context.repository_as_it_is()?.staged(&index_file())?)?;
    let Some((outcome, counts)) = found else { return nothing_to_say(context) };
    context.print(&report::findings(context.format(), &outcome, counts, context.color())?)?;
    let refused = refuses(&outcome, strict);
    if refused {
        context.hint(
            "This is what is staged, whatever the files are like now: mend them, git add them, and commit again.\n\
             To commit all the same: git commit --no-verify",
        );
    }
    Ok(ExitCode::from(u8::from(refused)))
}

/// A commit's message. Says nothing when nothing is wrong with it.
pub(super) fn message(context: &mut Context, file: &Path, strict: bool) -> Result<ExitCode, CommandError> {
    let repository = context.repository_as_it_is()?;
    // Words that were written for another commit; what they name may have another place here.
    if repository.in_progress().is_some() {
        return nothing_to_say(context);
    }
    let message = Message { path: shown(file), text: read(file)?, comment: repository.comment_mark() };
    let on_branches = |id: &str| on_branches(&repository, id);
    let (outcome, counts) = lint::check_message(&message, repository.staged(&index_file())?, &on_branches)?;
    if outcome.diagnostics.is_empty() {
        return nothing_to_say(context);
    }
    context.print(&report::findings(context.format(), &outcome, counts, context.color())?)?;
    let refused = refuses(&outcome, strict);
    if refused {
        context.hint(&format!(
            "Your words are kept; to mend them and commit: git commit --edit --file={}\n\
             To commit as they are: the same with --no-verify",
            file.display()
        ));
    }
    Ok(ExitCode::from(u8::from(refused)))
}

/// For people silence; programs get a report that is empty.
fn nothing_to_say(context: &mut Context) -> Result<ExitCode, CommandError> {
    if context.format() != report::Format::Human {
        let outcome = Outcome { diagnostics: Vec::new(), texts: std::collections::HashMap::new() };
        context.print(&report::findings(context.format(), &outcome, Counts::default(), false)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The index that git tells its hooks to look at.
fn index_file() -> IndexFile {
    IndexFile(std::env::var_os("GIT_INDEX_FILE").filter(|path| !path.is_empty()).map(Into::into))
}

/// The file as reports call it: from where it was named, or by its name alone.
fn shown(file: &Path) -> RepoPath {
    let name = || file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    RepoPath::new(&file.to_string_lossy()).unwrap_or_else(|_| RepoPath::root().join(&name()))
}

fn read(file: &Path) -> Result<String, CommandError> {
    use std::io::Read as _;
    let disk = |reason| CommandError::Disk { path: file.to_owned(), reason };
    let mut bytes = Vec::new();
    let open = std::fs::File::open(file).map_err(disk)?;
    // With `git commit --verbose` a change of any size follows the words.
    open.take(MAX_RECORD_BYTES).read_to_end(&mut bytes).map_err(disk)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// An incident that is not merged yet is on a branch of its own, here or on a remote.
fn on_branches(repository: &Repository, id: &str) -> Vec<Box<dyn Tree>> {
    let name = format!("{}{id}", crate::respond::BRANCHES);
    let branches = repository.branches(&|branch| branch == name).unwrap_or_default();
    let tips = branches.into_iter().filter_map(|branch| branch.tip);
    tips.filter_map(|tip| repository.tree_of(tip.id).ok()).collect()
}
