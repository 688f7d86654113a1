//! `flarebook serve`: the site on this machine, rebuilt and reloaded as the record changes.
//!
//! One thread watches and builds; requests are answered from the last good site. An incident that changes is checked first and everything
//! else after its page is there. While the record has errors the last good site stays, and a
//! panel on every page says what is wrong. The script that reloads is no part of the pages: it is added on the way out.

mod files;
mod http;
mod live;
mod rebuild;
mod state;
mod watch;

use std::process::ExitCode;
use std::sync::Arc;

use super::{CommandError, Context};
use crate::cli::Serve;
use rebuild::Builder;
use state::State;

pub(super) fn run(context: &mut Context, arguments: &Serve) -> Result<ExitCode, CommandError> {
    let repository = context.repository()?;
    if repository.is_bare() {
        return Err(CommandError::Bare);
    }
    let folder = private_folder();
    let folder = folder.map_err(|reason| CommandError::Disk { path: std::env::temp_dir(), reason })?;
    let state = Arc::new(State::new(folder.path()));
    let builder = Arc::new(Builder::new(repository.root().to_owned(), Arc::clone(&state), context.clock()));
    let server = http::listen(arguments.port)?;
    let port = server.port();
    // Listening first: a port that is taken is said at once, not after a build. Watching next: no change is missed while building.
    watch::watch(repository.root(), Arc::clone(&builder))?;
    let first = builder.build();
    context.hint(&first.text);
    context.print(&format!("Serving http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"))?;
    let stop = server.stopper();
    ctrlc::set_handler(move || stop.stop()).map_err(|error| CommandError::Serve { port, reason: error.to_string() })?;
    server.serve(&state);
    Ok(ExitCode::SUCCESS)
}

/// A temporary folder that only this user can look into: the site is the internal one.
fn private_folder() -> std::io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("flarebook-serve-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}
