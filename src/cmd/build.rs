//! `flarebook build`.

use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, Context, output};
use crate::cli::Build;
use crate::corpus::Outline;
use crate::report::counted;
use crate::site::{self, BuildReport, SiteOptions};

pub(super) fn run(context: &mut Context, arguments: &Build) -> Result<ExitCode, CommandError> {
    let repository = context.repository()?;
    let outline = Outline::open(repository.tree(arguments.rev.as_deref())?)?;
    let options = SiteOptions {
        out: arguments.out.clone(),
        repository: Some(repository.root().to_owned()),
        now: context.now(),
        cache: repository.private_folder(),
    };
    let built = site::build(&outline, &options)?;
    let text = if context.json() {
        output::pretty(&serde_json::json!({
            "version": 1, "out": arguments.out, "pages": built.pages, "attachments": built.attachments,
            "left_out": built.left_out, "restricted": built.restricted, "removed": built.removed
        }))?
    } else {
        closing_line(&built, &arguments.out)
    };
    context.print(&text)?;
    context.warn_of_problems(built.problems);
    Ok(ExitCode::SUCCESS)
}

fn closing_line(built: &BuildReport, out: &Path) -> String {
    let mut parts = vec![counted(built.pages, "page")];
    for (count, what) in [(built.attachments, "attachment"), (built.removed, "file")] {
        if count > 0 {
            let note = if what == "file" { " of an earlier build removed" } else { "" };
            parts.push(format!("{}{note}", counted(count, what)));
        }
    }
    if built.restricted > 0 {
        parts.push(format!("{} left out", counted(built.restricted, "restricted incident")));
    }
    parts.extend(built.left_out.iter().map(|path| format!("{path} left out: too large, or not a plain file")));
    format!("built {} in {}\n", parts.join(", "), out.display())
}
