//! The build: incidents one by one, each loaded, put on its card, made into its page and dropped; then the pages over all of them.
//!
//! What an earlier build left is used again where nothing that a page depends on has changed: see [`kept`]. The result is the same, byte for
//! byte, as that of a build from nothing.

mod incidents;
mod kept;
mod listings;
mod options;
mod searching;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::assemble::{Facts, Key, Keying};
use super::card::{Held, key_of_all};
use super::templates::Templates;
use super::writer::{Filed, SitePath, Stage};
use super::{Progress, SiteError, headers};
use crate::corpus::{COMPONENTS_FILE, Outline, PEOPLE_FILE, POLICY_FILE};
use crate::repo::{Tree, now_on_disk};
use crate::source::RepoPath;
use incidents::{Around, Done, Known};
use kept::{Kept, Leaves, Lists, Part};
use listings::Making;
use rayon::prelude::*;
use searching::SegmentOf;

pub use options::{BuildReport, SiteOptions};

/// Builds the site of a tree.
///
/// The files are the same, byte for byte, for the same record, options and templates, whatever the number of threads and whatever an earlier
/// build left.
///
/// # Errors
/// See [`SiteError`]; the output folder is then as it was.
pub fn build(outline: &Outline, options: &SiteOptions) -> Result<BuildReport, SiteError> {
    build_on(outline, Begun { at: time(options), stage: begin(options)? }, options)
}

/// The same, from a tree whose incidents have not been looked for yet: that is done while the output folder is looked at.
///
/// # Errors
/// See [`SiteError`]; the output folder is then as it was.
pub fn build_tree(tree: Box<dyn Tree>, options: &SiteOptions) -> Result<BuildReport, SiteError> {
    // Before anything is looked at: what is changed from now on shows the next time.
    let at = time(options);
    let (outline, stage) = rayon::join(|| Outline::open(tree), || begin(options));
    build_on(&outline?, Begun { at, stage: stage? }, options)
}

/// A build that has begun.
struct Begun {
    /// The disk's own time.
    at: i64,
    stage: Stage,
}

fn time(options: &SiteOptions) -> i64 {
    options.cache.as_deref().map_or(0, now_on_disk)
}

fn begin(options: &SiteOptions) -> Result<Stage, SiteError> {
    Stage::begin(&options.out, options.repository.as_deref(), options.readership())
}

fn build_on(outline: &Outline, begun: Begun, options: &SiteOptions) -> Result<BuildReport, SiteError> {
    match attempt(outline, begun, options)? {
        Some(report) => Ok(report),
        // What was kept is no good: from nothing, then, and without keeping anything. With no cache nothing of it can be damaged.
        None => {
            let options = SiteOptions { cache: None, ..options.clone() };
            let begun = Begun { at: time(&options), stage: begin(&options)? };
            Ok(attempt(outline, begun, &options)?.unwrap_or_default())
        }
    }
}

/// Builds the site, unless what an earlier build left turns out to be damaged.
fn attempt(outline: &Outline, begun: Begun, options: &SiteOptions) -> Result<Option<BuildReport>, SiteError> {
    let Begun { at, stage } = begun;
    let mut templates = Templates::load(&*outline.corpus.tree)??;
    templates.watch(options.watch.as_deref());
    let base = base(outline, &templates, options);
    let kept = options.cache.as_deref().and_then(|folder| Kept::open(folder, &options.out, base, at));
    let style = assets_version(&templates);
    let progress = options.progress.clone();
    let press = Press {
        outline,
        templates,
        stage,
        held: AtomicUsize::new(0),
        lists: Mutex::default(),
        parts: Mutex::default(),
        progress,
    };
    let Incidents { mut done, segments, heads } = press.incidents(options, kept.as_ref(), style.clone())?;
    let cards: Vec<Arc<Held>> = done.iter_mut().map(Done::take_card).collect();
    let facts = Facts::new(&outline.corpus, &cards, options, style);
    press.progress.begin("open incidents", 0);
    press.open_incidents(&facts, kept.as_ref().is_some_and(|kept| kept.lists.heads == heads), &mut done)?;
    let mut report = incidents::report(&done);
    press.progress.begin("pages over all incidents", 0);
    report.pages += press.listings(&facts, kept.as_ref())?;
    press.search_index(&segments)?;
    press.assets()?;
    report.problems += outline.corpus.problems.len();
    report.restricted = facts.hidden_count();
    report.seen = press.templates.seen();
    if let Some(kept) = kept.as_ref().filter(|kept| kept.is_damaged()) {
        kept.discard();
        return Ok(None);
    }
    let Press { stage, lists, parts, progress, .. } = press;
    progress.begin("putting into place", 0);
    let published = stage.publish()?;
    (report.files, report.removed) = (published.files, published.removed);
    (report.written, report.bytes) = (published.written, published.bytes);
    if let Some(kept) = kept {
        progress.begin("leaving it for the next build", 0);
        let leaves: Vec<Leaves> =
            done.into_iter().zip(&cards).map(|(done, card)| Leaves::of(done, card, kept.began)).collect();
        let pages = lists.into_inner().unwrap_or_else(PoisonError::into_inner);
        let parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
        kept.save(&leaves, &Lists { heads, segments, pages, parts });
    }
    Ok(Some(report))
}

/// Changes with everything that every page may depend on: this program, the templates, the policy, the roster and the catalogue.
fn base(outline: &Outline, templates: &Templates, options: &SiteOptions) -> Key {
    let mut key = Keying::new();
    key.add(&[u8::from(options.restricted)]);
    key.add(&templates.key());
    for name in [POLICY_FILE, PEOPLE_FILE, COMPONENTS_FILE] {
        key.text(&outline.corpus.text(&RepoPath::root().join(name)).unwrap_or_default());
    }
    key.done()
}

/// Changes with style sheet and script, so that no browser shows a new page in an old style.
fn assets_version(templates: &Templates) -> String {
    let mut hash = Sha256::new();
    templates.assets().for_each(|(_, source)| hash.update(source));
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// What turns pages into files.
struct Press<'b> {
    outline: &'b Outline,
    templates: Templates,
    stage: Stage,
    /// How many open incidents are held in memory.
    held: AtomicUsize,
    /// The pages over many incidents: what each was made of, and its file.
    lists: Mutex<BTreeMap<String, (Key, Filed)>>,
    /// The same, many at a time.
    parts: Mutex<BTreeMap<String, Part>>,
    progress: Progress,
}

/// What came of the incidents.
struct Incidents<'o> {
    done: Vec<Done<'o>>,
    segments: Vec<SegmentOf>,
    /// Changes with the head of any of them.
    heads: Key,
}

impl<'b> Press<'b> {
    /// The incidents, the pages of those that are not open, and the search index, segment by segment.
    fn incidents(&self, options: &SiteOptions, kept: Option<&Kept>, style: String) -> Result<Incidents<'b>, SiteError> {
        self.progress.begin("looking for changes", 0);
        let known = incidents::known(self.outline, kept, options.restricted)?;
        self.progress.begin("incidents and search index", known.len());
        let heads = incidents::heads(&known);
        let facts = Facts::new(&self.outline.corpus, &heads, options, style);
        let key_of_heads = key_of_all(known.iter().map(Known::head));
        let around = Around { kept, same_heads: kept.is_some_and(|kept| kept.lists.heads == key_of_heads) };
        let together = searching::together(&facts, known);
        let made = together.into_par_iter().map(|together| self.together(&facts, around, together));
        let made: Vec<(Vec<Done<'b>>, Option<SegmentOf>)> = made.collect::<Result<_, SiteError>>()?;
        let (done, segments): (Vec<Vec<Done<'b>>>, Vec<Option<SegmentOf>>) = made.into_iter().unzip();
        let (done, segments) = (done.into_iter().flatten().collect(), segments.into_iter().flatten().collect());
        Ok(Incidents { done, segments, heads: key_of_heads })
    }

    fn page<P: serde::Serialize>(&self, template: &str, path: &str, page: &P) -> Result<(SitePath, Filed), SiteError> {
        self.write(path, self.templates.render_at(template, path, page)?.as_bytes())
    }

    /// A page over many incidents. One that would be made of the very same stays as an earlier build wrote it.
    fn list<P: serde::Serialize>(
        &self,
        part: &Making<'_, '_>,
        template: &str,
        path: &str,
        page: &P,
    ) -> Result<(), SiteError> {
        let key = Keying::of(template, page);
        let same = |(made_of, _): &&(Key, Filed)| Some(*made_of) == key;
        let filed = match part.kept.and_then(|kept| kept.page(path)).filter(same) {
            Some((_, filed)) if self.keep(path, filed)? => *filed,
            _ => self.page(template, path, page)?.1,
        };
        self.listed(part, path, key.unwrap_or_default(), filed);
        Ok(())
    }

    /// A file over many incidents that has no template.
    fn file(&self, part: &Making<'_, '_>, path: &str, bytes: &[u8]) -> Result<(), SiteError> {
        let (_, filed) = self.write(path, bytes)?;
        self.listed(part, path, 0, filed);
        Ok(())
    }

    fn listed(&self, part: &Making<'_, '_>, path: &str, key: Key, filed: Filed) {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), (key, filed));
        part.files.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    }

    fn keep(&self, path: &str, filed: &Filed) -> Result<bool, SiteError> {
        let path = SitePath::new(path).ok_or_else(|| SiteError::Collision(path.to_owned()))?;
        self.stage.keep(&path, filed)
    }

    /// Gives up a file that was taken over.
    fn give_up(&self, path: &str) {
        if let Some(path) = SitePath::new(path) {
            self.stage.forget(&path);
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(SitePath, Filed), SiteError> {
        let path = SitePath::new(path).ok_or_else(|| SiteError::Collision(path.to_owned()))?;
        let filed = self.stage.write(&path, bytes)?;
        Ok((path, filed))
    }

    fn assets(&self) -> Result<(), SiteError> {
        self.write(headers::FILE, headers::internal().as_bytes())?;
        self.templates
            .assets()
            .try_for_each(|(name, source)| self.write(&format!("assets/{name}"), source.as_bytes()).map(drop))
    }
}

#[cfg(test)]
mod tests;
