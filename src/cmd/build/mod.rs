//! `flarebook build`.

mod said;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::openly::{self, Surroundings};
use super::progress::Meter;
use super::{CommandError, Context, output};
use crate::cli::{Build, Readers};
use crate::corpus::Corpus;
use crate::repo::{Repository, Tree};
use crate::site::{self, BuildReport, Listener, Progress, PublicReport, Readership, SiteOptions};
use crate::source::glob;

pub(super) fn run(context: &mut Context, arguments: &Build) -> Result<ExitCode, CommandError> {
    let repository = context.repository()?;
    let meter = Arc::new(Meter::new(context.is_quiet()));
    meter.begin("reading", 0);
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
        progress: Progress::to(Arc::clone(&meter) as Arc<dyn Listener>),
    };
    let made = make(context, tree, &repository, &options, arguments);
    // Nothing is said while a bar may stand there.
    let times = meter.end();
    let built = match made? {
        Made::Internal(report) => said::internal(&report, &out),
        Made::Public(report, corpus) => said::public(context, &report, &corpus, &out, arguments),
    };
    said::what_became_of(context, arguments, &live);
    if let Some(page) = &arguments.dump_context {
        let seen = built.seen.ok_or_else(|| CommandError::NoPage(page.clone()))?;
        context.print(&output::pretty(&seen)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let text = if context.json() {
        output::pretty(&said::whole(arguments.audience, &out, built.fields, &live, times))?
    } else {
        built.line
    };
    context.print(&text)?;
    context.warn_of_problems(built.problems);
    Ok(ExitCode::SUCCESS)
}

/// What came of a build.
enum Made {
    Internal(BuildReport),
    Public(PublicReport, Box<Corpus>),
}

fn make(
    context: &mut Context,
    tree: Box<dyn Tree>,
    repository: &Repository,
    options: &SiteOptions,
    arguments: &Build,
) -> Result<Made, CommandError> {
    if arguments.audience != Readers::Public {
        mind_who_reads(context, &*tree, options, arguments.strict)?;
        return Ok(Made::Internal(site::build_tree(tree, options)?));
    }
    let (corpus, history) = (Box::new(Corpus::load(tree)?), repository.authorship()?);
    let built = site::build_public(&corpus, options, &history);
    // A leak's own words are for those who ask for them: logs are read by many.
    let report = built.map_err(|error| if arguments.show_leaks { error.in_full() } else { error })?;
    Ok(Made::Public(report, corpus))
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
