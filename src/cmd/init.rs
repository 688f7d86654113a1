//! `flarebook init`.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::{CommandError, Context};
use crate::cli::Init;
use crate::repo::{NewFile, RepoError, Repository, write_new_files};
use crate::respond::{self, Preset};
use crate::schema;

pub(super) fn run(context: &mut Context, arguments: &Init) -> Result<ExitCode, CommandError> {
    let folder = arguments.folder.clone().unwrap_or_else(|| context.folder());
    if !arguments.dry_run {
        std::fs::create_dir_all(&folder).map_err(|reason| CommandError::Disk { path: folder.clone(), reason })?;
    }
    let repository = match Repository::discover(&folder) {
        Err(RepoError::NotFound(_)) if !arguments.dry_run => Some(Repository::create(&folder)?),
        Err(RepoError::NotFound(_) | RepoError::Folder { .. }) if arguments.dry_run => None,
        found => Some(found?),
    };
    if repository.as_ref().is_some_and(Repository::is_bare) {
        return Err(CommandError::Bare);
    }
    let root = repository.as_ref().map_or(folder.as_path(), Repository::root);
    let identity = repository.as_ref().map(Repository::identity).unwrap_or_default();
    let mut files = respond::begin(&Preset(arguments.preset.clone()), &identity, schema::of_the_record()?);
    if arguments.github {
        let branch = repository.as_ref().and_then(Repository::branch).unwrap_or_else(|| "main".to_owned());
        files.extend(respond::workflows(&branch));
    }
    let (kept, new): (Vec<NewFile>, Vec<NewFile>) =
        files.into_iter().partition(|file| root.join(file.path.as_str()).exists());
    if !arguments.dry_run {
        write_new_files(root, &new)?;
    }
    context.print(&written(&new, &kept, arguments.dry_run))?;
    if !arguments.dry_run {
        if arguments.github {
            context.hint(
                "\nBefore you commit: where .github/workflows/*.yml say OWNER/flarebook, write whose Action it is.",
            );
        }
        context.hint("\nNext: flarebook declare \"What is wrong\"");
    }
    Ok(ExitCode::SUCCESS)
}

fn written(new: &[NewFile], kept: &[NewFile], dry_run: bool) -> String {
    let mut text = String::new();
    let verb = if dry_run { "would write" } else { "wrote" };
    for file in new {
        let _ = writeln!(text, "{verb} {}", file.path);
    }
    for file in kept {
        let _ = writeln!(text, "kept  {} (it was there already)", file.path);
    }
    text
}
