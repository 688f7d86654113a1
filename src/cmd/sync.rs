//! `flarebook sync`: what waits here goes to the others, and what they have done comes here.

use std::process::ExitCode;

use super::{CommandError, Context, landed, landing};
use crate::cli::Sync;
use crate::corpus::INCIDENTS_FOLDER;
use crate::repo::Repository;
use crate::report::counted;
use crate::respond::{self, LandError, Landed, Shared};

pub(super) fn run(context: &mut Context, arguments: &Sync) -> Result<ExitCode, CommandError> {
    let repository = landing::writable(context)?;
    if arguments.dry_run {
        let head = repository.ready_to_commit()?;
        let seen = repository.target(&head.name).ok().and_then(|target| repository.last_seen(&target));
        let waiting = repository.waiting(head.tip, seen).map_err(LandError::from)?;
        let lines: String = waiting.iter().map(|one| format!("waits: {}\n", one.subject)).collect();
        context.print(&lines)?;
        return Ok(ExitCode::SUCCESS);
    }
    let landed = respond::sync(&repository, &mut |tries| landed::progress(context, tries))?;
    let Some(shared) = &landed.shared else { return Ok(ExitCode::SUCCESS) };
    if context.json() {
        let view = serde_json::json!({
            "version": 1,
            "branch": landed.branch,
            "pushed": if shared.failed.is_none() { shared.carried.len() } else { 0 },
            "brought": shared.brought,
        });
        context.print(&super::output::pretty(&view)?)?;
    } else {
        let text = said(&landed, shared);
        context.print(&text)?;
    }
    others(context, &repository, &landed.branch);
    // Named above.
    let quiet = Landed { shared: Some(Shared { carried: Vec::new(), ..landed.shared.unwrap_or_default() }), ..landed };
    landed::explain(context, &quiet);
    Ok(ExitCode::SUCCESS)
}

/// What `sync` leaves alone, and the way out: nobody may think that all of it is with the others.
fn others(context: &mut Context, repository: &Repository, current: &str) {
    let uncommitted = repository.uncommitted(INCIDENTS_FOLDER);
    if uncommitted > 0 {
        let files = counted(uncommitted, "file");
        context.hint(&format!(
            "{files} below {INCIDENTS_FOLDER}/ not committed, so not sent: git add {INCIDENTS_FOLDER} && git commit, then flarebook sync"
        ));
    }
    for branch in repository.waiting_branches(respond::BRANCHES) {
        if branch != current {
            context.hint(&format!("The branch {branch} waits here, too: git switch {branch} && flarebook sync"));
        }
    }
}

fn said(landed: &Landed, shared: &Shared) -> String {
    let mut text = String::new();
    if shared.failed.is_none() && !shared.carried.is_empty() {
        let count = counted(shared.carried.len(), "commit");
        text += &format!("pushed {count}: {}\n", landed::subjects(&shared.carried));
    }
    if shared.brought > 0 {
        text += &format!("brought {} of others\n", counted(shared.brought, "commit"));
    }
    if text.is_empty() && shared.failed.is_none() {
        text = format!("{} is as the others have it\n", landed.branch);
    }
    text
}
