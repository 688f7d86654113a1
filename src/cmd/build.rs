//! `flarebook build`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::openly::{self, Surroundings};
use super::{CommandError, Context, output};
use crate::cli::{Build, Readers};
use crate::corpus::{Corpus, LiveBranch, Outline};
use crate::publication::LeftOut;
use crate::repo::{Authorship, Tree};
use crate::report::counted;
use crate::site::{self, BuildReport, PublicReport, Readership, SiteOptions};
use crate::source::glob;

/// What was built, in both forms of the results.
struct Built {
    line: String,
    fields: Value,
    problems: usize,
    /// What the template of the page that was asked for was given.
    seen: Option<Value>,
}

pub(super) fn run(context: &mut Context, arguments: &Build) -> Result<ExitCode, CommandError> {
    let repository = context.repository()?;
    let revision = arguments.rev.as_deref();
    let mut tree = repository.tree(revision)?;
    let mut live = Vec::new();
    if !arguments.live.is_empty() {
        let wanted = |name: &str| arguments.live.iter().any(|pattern| glob::fits(pattern, name));
        let (corpus, branches) = Corpus::load(tree)?.with_live(&repository, revision, &wanted)?;
        (tree, live) = (corpus.tree, branches);
    }
    // Who only wants to see a page's data gets no site.
    let aside = arguments.dump_context.as_ref().map(|_| tempfile::tempdir()).transpose();
    let aside = aside.map_err(|reason| CommandError::Disk { path: std::env::temp_dir(), reason })?;
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from(folder(arguments.audience)));
    let out = aside.as_ref().map_or(out, |aside| aside.path().join("site"));
    let options = SiteOptions {
        out: out.clone(),
        repository: Some(repository.root().to_owned()),
        restricted: arguments.audience == Readers::Restricted,
        now: context.now(),
        cache: repository.private_folder().filter(|_| aside.is_none()),
        watch: arguments.dump_context.clone(),
    };
    let built = match arguments.audience {
        Readers::Public => public(context, &Corpus::load(tree)?, &options, &repository.authorship()?, arguments)
            .map_err(|error| in_full(error, arguments))?,
        Readers::Internal | Readers::Restricted => {
            mind_who_reads(context, &*tree, &options, arguments.strict)?;
            internal(&site::build(&Outline::open(tree)?, &options)?, &out)
        }
    };
    say_what_became_of(context, arguments, &live);
    if let Some(page) = &arguments.dump_context {
        let seen = built.seen.ok_or_else(|| CommandError::NoPage(page.clone()))?;
        context.print(&output::pretty(&seen)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let text = if context.json() {
        output::pretty(&whole(arguments.audience, &out, built.fields, &live))?
    } else {
        built.line
    };
    context.print(&text)?;
    context.warn_of_problems(built.problems);
    Ok(ExitCode::SUCCESS)
}

/// Says loudly, or refuses, when what is for the team seems to be on its way to everybody.
fn mind_who_reads(
    context: &mut Context,
    tree: &dyn Tree,
    options: &SiteOptions,
    strict: bool,
) -> Result<(), CommandError> {
    let root = options.repository.as_deref().unwrap_or(Path::new("."));
    let signs = openly::signs(&Surroundings::of_this_process(), tree, root, &options.out);
    if strict && !signs.is_empty() {
        return Err(CommandError::Openly(signs));
    }
    for sign in signs {
        context.warn(
            &format!("this site is for the team, and it looks as if everybody will read it: {sign}"),
            openly::WAY_OUT,
        );
    }
    Ok(())
}

/// Where a site goes unless somebody says where: no two audiences share a folder, so that none gets what is for another.
const fn folder(readers: Readers) -> &'static str {
    match readers {
        Readers::Internal => "site",
        Readers::Public => "site-public",
        Readers::Restricted => "site-restricted",
    }
}

const fn readership(readers: Readers) -> Readership {
    match readers {
        Readers::Internal => Readership::Internal,
        Readers::Public => Readership::Public,
        Readers::Restricted => Readership::Restricted,
    }
}

/// The report for programs: what every build says, and what this one does.
fn whole(readers: Readers, out: &Path, fields: Value, live: &[LiveBranch]) -> Value {
    let branch = |branch: &LiveBranch| {
        let incidents: Vec<&str> = branch.incidents.iter().map(crate::model::IncidentId::as_str).collect();
        json!({"ref": branch.reference, "incidents": incidents, "problem": branch.problem})
    };
    let live: Vec<Value> = live.iter().map(branch).collect();
    let mut report = json!({"version": 1, "audience": readership(readers), "out": out});
    if let (Value::Object(report), Value::Object(fields)) = (&mut report, fields) {
        report.extend(fields);
        report.insert("live".to_owned(), Value::Array(live));
    }
    report
}

/// A leak's own words are for those who ask for them: logs are read by many.
fn in_full(error: CommandError, arguments: &Build) -> CommandError {
    match error {
        CommandError::Site(error) if arguments.show_leaks => CommandError::Site(error.in_full()),
        other => other,
    }
}

fn public(
    context: &mut Context,
    corpus: &Corpus,
    options: &SiteOptions,
    history: &Authorship,
    arguments: &Build,
) -> Result<Built, CommandError> {
    for fault in corpus.policy.site.public.faults() {
        context.hint(&format!("flarebook.yaml: site.public.{}: {}; {}", fault.key, fault.message, fault.instead));
    }
    let built = site::build_public(corpus, options, history)?;
    built.warnings.iter().for_each(|warning| context.hint(warning));
    say_left_out(context, &built.left_out, arguments.show_leaks);
    let PublicReport { pages, files, bytes, left_out, warnings, removed, seen } = built;
    let mut parts = vec![counted(pages, "page"), counted(files.saturating_sub(pages), "other file")];
    if removed > 0 {
        parts.push(format!("{} of an earlier build removed", counted(removed, "file")));
    }
    if !left_out.is_empty() {
        parts.push(format!("{} left out", counted(left_out.len(), "incident")));
    }
    let left_out: Vec<Value> = left_out.iter().map(|one| json!({"path": one.folder, "reason": one.reason})).collect();
    let fields = json!({
        "pages": pages, "files": files, "bytes": bytes, "incidents_left_out": left_out, "warnings": warnings, "removed": removed
    });
    Ok(Built {
        line: format!("built the public site: {} in {}\n", parts.join(", "), options.out.display()),
        fields,
        problems: corpus.problems.len(),
        seen,
    })
}

/// What is missing on the public page, by reason; names of folders tell what is internal, and logs are read by many.
fn say_left_out(context: &mut Context, left_out: &[LeftOut], by_name: bool) {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for LeftOut { folder, reason } in left_out {
        if by_name {
            context.hint(&format!("{folder} is not on the public page: {reason}"));
        }
        *reasons.entry(reason).or_default() += 1;
    }
    for (reason, count) in reasons.into_iter().filter(|_| !by_name) {
        let (incidents, are) = (counted(count, "incident"), if count == 1 { "is" } else { "are" });
        context.hint(&format!("{incidents} {are} not on the public page: {reason}; --show-leaks says which"));
    }
}

/// A branch that could not be read is missing on the page, and nobody would know why. Branches and folders have names that tell what is
/// internal: of a public page their number is said, unless they are asked for.
fn say_what_became_of(context: &mut Context, arguments: &Build, live: &[LiveBranch]) {
    let by_name = arguments.audience != Readers::Public || arguments.show_leaks;
    let troubled = live.iter().filter(|branch| branch.problem.is_some()).count();
    if troubled > 0 && !by_name {
        let all = live.len();
        context.hint(&format!(
            "{troubled} of {all} live branches left out or taken in part; --show-leaks says which, and why"
        ));
    }
    for branch in live.iter().filter(|_| by_name) {
        if let Some(problem) = &branch.problem {
            let taken = if branch.incidents.is_empty() { "left out" } else { "taken in part" };
            context.hint(&format!("{} {taken}: {problem}", branch.reference));
        }
    }
    if live.is_empty() && !arguments.live.is_empty() {
        context.hint(&format!("no branch fits --live {}", arguments.live.join(", ")));
    }
}

fn internal(built: &BuildReport, out: &Path) -> Built {
    let fields = json!({
        "pages": built.pages, "made": built.made, "files": built.files, "written": built.written, "bytes": built.bytes,
        "attachments": built.attachments,
        "left_out": built.left_out, "restricted": built.restricted, "removed": built.removed
    });
    Built { line: closing_line(built, out), fields, problems: built.problems, seen: built.seen.clone() }
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
