//! `flarebook init`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use similar::TextDiff;

use super::{CommandError, Context, ask, hooks};
use crate::cli::{Init, PRESETS};
use crate::corpus::{COMPONENTS_FILE, INCIDENTS_FOLDER, POLICY_FILE};
use crate::model::Component;
use crate::policy::{Policy, PolicyRecord};
use crate::repo::{FileKind, NewFile, RepoError, Repository};
use crate::respond::{self, Found, Preset, Signs};
use crate::schema;
use crate::source::limits::MAX_RECORD_BYTES;
use crate::source::{RepoPath, yaml};

/// Where CODEOWNERS may lie; the first that is there counts.
const CODEOWNERS: [&str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];
/// Commits whose authors are taken for people who are still there.
const LATELY: usize = 1_000;
/// Lines of a difference that are shown.
const MOST_LINES: usize = 24;

/// A file that is there already, and how a new one would differ.
struct Kept {
    path: RepoPath,
    difference: String,
}

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
    let found = respond::discover(&repository.as_ref().map(signs).transpose()?.unwrap_or_default());
    let hooks = arguments.hooks.map(|asked| hooks::Plan::new(asked, root, repository.as_ref())).transpose()?;
    let hooks = hooks.unwrap_or_default();
    let mut files = files(context, arguments, root, repository.as_ref(), &found)?;
    files.extend(hooks.files.iter().cloned());
    let (there, new): (Vec<NewFile>, Vec<NewFile>) =
        files.into_iter().partition(|file| root.join(file.path.as_str()).symlink_metadata().is_ok());
    let kept: Vec<Kept> = there.into_iter().map(|file| kept(root, file)).collect();
    if let (false, Some(repository)) = (arguments.dry_run, &repository) {
        repository.write_new_files(&new)?;
    }
    let hooked = hooks.carry_out(root, repository.as_ref(), arguments.dry_run)?;
    context.print(&(written(&new, &kept, arguments.dry_run) + &hooked))?;
    if !arguments.dry_run {
        hooks.say_what_next(context);
        say_what_next(context, arguments, &new, &found);
    }
    Ok(ExitCode::SUCCESS)
}

fn files(
    context: &Context,
    arguments: &Init,
    root: &Path,
    repository: Option<&Repository>,
    found: &Found,
) -> Result<Vec<NewFile>, CommandError> {
    let mut files = respond::begin(&preset(context, arguments, root), found, schema::of_the_record()?);
    files.extend(respond::editor());
    if arguments.github {
        let branch = repository.and_then(Repository::branch).unwrap_or_else(|| "main".to_owned());
        files.extend(respond::workflows(&branch));
        files.push(form(root, &files));
    }
    if arguments.drill && !has_incidents(root) {
        let identity = repository.map(Repository::identity).unwrap_or_default();
        let is_me = |person: &&crate::model::Person| person.name == identity.name && identity.name.is_some();
        let me = found.people.iter().find(|(_, person)| is_me(person)).map(|(handle, _)| handle.as_str());
        files.extend(respond::drill(context.moment(), me)?);
    }
    Ok(files)
}

/// The severity scheme: the one that was said; else, where there is somebody to ask and no policy yet, the one they choose.
fn preset(context: &Context, arguments: &Init, root: &Path) -> Preset {
    let choices =
        ["p0-p2: three, P0 is the worst", "sev1-5: five, SEV1 is the worst", "critical-major-minor: three, in words"];
    let ask = || {
        let begins = !context.is_quiet() && root.join(POLICY_FILE).symlink_metadata().is_err();
        let chosen = begins.then(|| {
            ask::choose(
                "How do you call severities? (flarebook.yaml may change it later)",
                &choices.map(ToOwned::to_owned),
            )
        });
        chosen.flatten().and_then(|at| PRESETS.get(at)).unwrap_or(&PRESETS[0])
    };
    Preset(arguments.preset.clone().unwrap_or_else(|| (*ask()).to_owned()))
}

/// The issue form, for the policy and the catalogue that are there, else for those that are about to be written.
fn form(root: &Path, files: &[NewFile]) -> NewFile {
    let text = |name: &str| {
        let new = || files.iter().find(|file| file.path.as_str() == name).map(|file| file.text.clone());
        std::fs::read_to_string(root.join(name)).ok().or_else(new).unwrap_or_default()
    };
    let record: PolicyRecord = yaml::read(&text(POLICY_FILE), 0).0.unwrap_or_default();
    let mut components = record.components.clone();
    components.extend(yaml::read_map::<Component>(&text(COMPONENTS_FILE), 0).0);
    respond::issue_form(&Policy::resolve(&record), &components)
}

/// Whether something was declared here before.
fn has_incidents(root: &Path) -> bool {
    let items = std::fs::read_dir(root.join(INCIDENTS_FOLDER)).into_iter().flatten();
    items.flatten().any(|item| item.path().is_dir())
}

/// What the repository says of its people and services.
fn signs(repository: &Repository) -> Result<Signs, CommandError> {
    let tree = repository.tree(None)?;
    let text = |path: &RepoPath| -> Option<String> {
        let file = tree.look(path).ok()?.filter(|file| matches!(file.kind, FileKind::File(_)))?;
        let bytes = tree.read(&file, MAX_RECORD_BYTES).ok()?;
        let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_RECORD_BYTES);
        String::from_utf8(bytes).ok().filter(|_| whole)
    };
    let catalogues = repository.known_files("catalog-info.yaml")?;
    Ok(Signs {
        identity: repository.identity(),
        authors: repository.recent_authors(LATELY)?,
        codeowners: CODEOWNERS.iter().find_map(|path| text(&RepoPath::root().join(path))),
        catalogues: catalogues.iter().filter_map(text).collect(),
    })
}

/// A file that stays, beside what would be written.
fn kept(root: &Path, file: NewFile) -> Kept {
    let there = std::fs::read_to_string(root.join(file.path.as_str())).unwrap_or_default();
    let there = there.replace("\r\n", "\n");
    let diff = TextDiff::from_lines(&there, &file.text);
    let difference = diff.unified_diff().context_radius(1).to_string();
    Kept { path: file.path, difference }
}

fn written(new: &[NewFile], kept: &[Kept], dry_run: bool) -> String {
    let mut text = String::new();
    let verb = if dry_run { "would write" } else { "wrote" };
    for file in new {
        let _ = writeln!(text, "{verb} {}", file.path);
    }
    for Kept { path, difference } in kept {
        if difference.is_empty() {
            let _ = writeln!(text, "kept  {path} (it is as a new one would be)");
            continue;
        }
        let _ = writeln!(text, "kept  {path} (yours; a new one would differ so)");
        let lines: Vec<&str> = difference.lines().collect();
        lines.iter().take(MOST_LINES).for_each(|line| {
            let _ = writeln!(text, "      {line}");
        });
        if let Some(more) = lines.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
            let _ = writeln!(text, "      and {more} lines more");
        }
    }
    text
}

fn say_what_next(context: &mut Context, arguments: &Init, new: &[NewFile], found: &Found) {
    let wrote = |name: &str| new.iter().any(|file| file.path.as_str() == name);
    if wrote("people.yaml") && found.people.len() > 1 {
        context.hint(&format!(
            "\npeople.yaml names {} people whom git knows: take out who is not on call.",
            found.people.len()
        ));
    }
    if wrote("components.yaml") && !found.components.is_empty() {
        let count = crate::report::counted(found.components.len(), "component");
        context.hint(&format!("components.yaml has {count} from CODEOWNERS and catalog-info.yaml: look it through."));
    }
    if arguments.github {
        context
            .hint("\nBefore you commit: where .github/workflows/*.yml say OWNER/flarebook, write whose Action it is.");
    }
    let drilled = new.iter().any(|file| file.path.as_str().ends_with("-first-drill/incident.yaml"));
    context.hint(if drilled {
        "\nNext, to practise: flarebook show, then flarebook assign lead YOU, flarebook log \"What you see\""
    } else {
        "\nNext: flarebook declare \"What is wrong\""
    });
}
