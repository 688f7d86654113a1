//! `flarebook schema`.

use std::process::ExitCode;

use super::{CommandError, Context};
use crate::cli::Schema;
use crate::schema;
use crate::source::{did_you_mean, one_of};

pub(super) fn run(context: &mut Context, arguments: &Schema) -> Result<ExitCode, CommandError> {
    let files = schema::files()?;
    if let Some(folder) = &arguments.out {
        let disk = |reason| CommandError::Disk { path: folder.clone(), reason };
        for (name, text) in &files {
            let path = folder.join(name);
            path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(disk)?;
            std::fs::write(path, text).map_err(disk)?;
            context.print(&format!("wrote {name}\n"))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let names = || schema::NAMES.iter().copied();
    let Some(name) = &arguments.name else {
        context.print(&names().map(|name| format!("{name}\n")).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    };
    let file = files.iter().find(|(file, _)| *file == schema::file_name(name));
    let (_, text) = file.ok_or_else(|| CommandError::Unknown {
        what: "schema",
        name: name.clone(),
        hint: did_you_mean(name, names())
            .map_or_else(|| format!("there is {}", one_of(names())), |near| format!("did you mean `{near}`?")),
    })?;
    context.print(text)?;
    Ok(ExitCode::SUCCESS)
}
