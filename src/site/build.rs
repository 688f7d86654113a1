//! The build: pages in parallel, each rendered and written before the next is begun.

use std::path::PathBuf;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::SiteError;
use super::assemble::{self, Attachments, Site};
use super::card::Card;
use super::search;
use super::templates::Templates;
use super::writer::{SitePath, Stage};
use crate::corpus::Corpus;
use crate::model::{Incident, Visibility};
use crate::repo::FileKind;
use crate::source::RepoPath;
use crate::source::limits::MAX_ATTACHMENT_BYTES;

/// What to build, and where.
#[derive(Debug, Clone)]
pub struct SiteOptions {
    /// The folder to write into.
    pub out: PathBuf,
    /// The folder of the repository: neither it nor the record in it is ever written into.
    pub repository: Option<PathBuf>,
    /// Whether restricted incidents are shown too, for those who are told.
    pub restricted: bool,
    /// The instant that the site speaks for; the only thing in it that is not in the record.
    pub now: Timestamp,
}

/// What a build did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Pages written.
    pub pages: usize,
    /// Files written: pages, attachments, style sheet and the like.
    pub files: usize,
    /// Attachments copied.
    pub attachments: usize,
    /// Attachments left out because they are too large, or not plain files.
    pub left_out: Vec<RepoPath>,
    /// Incidents left out because they are restricted.
    pub restricted: usize,
    /// Files of an earlier build that the site no longer has.
    pub removed: usize,
}

/// Builds the site of a corpus.
///
/// The files are the same, byte for byte, for the same record, options and templates, whatever the number of threads.
///
/// # Errors
/// See [`SiteError`]; the output folder is then as it was.
pub fn build(corpus: &Corpus, options: &SiteOptions) -> Result<BuildReport, SiteError> {
    let templates = Templates::load(&*corpus.tree)??;
    let cards: Vec<Card> = corpus.incidents.iter().map(Card::of).collect();
    let site = Site::new(corpus, &cards, options, assets_version(&templates));
    let builder =
        Builder { corpus, site, templates, stage: Stage::begin(&options.out, options.repository.as_deref())? };
    let mut report = builder.incidents()?;
    report.pages += builder.top_level()?;
    builder.assets()?;
    let left_out = |incident: &&Incident| !options.restricted && incident.visibility() == Visibility::Restricted;
    report.restricted = corpus.incidents.iter().filter(left_out).count();
    let published = builder.stage.publish()?;
    (report.files, report.removed) = (published.written, published.removed);
    Ok(report)
}

/// Changes with style sheet and script, so that no browser shows a new page in an old style.
fn assets_version(templates: &Templates) -> String {
    let mut hash = Sha256::new();
    templates.assets().for_each(|(_, source)| hash.update(source));
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

struct Builder<'c> {
    corpus: &'c Corpus,
    site: Site<'c>,
    templates: Templates,
    stage: Stage,
}

impl Builder<'_> {
    fn is_shown(&self, incident: &Incident) -> bool {
        self.site.shown.get(incident.id.as_str()).is_some_and(|card| card.folder == incident.folder)
    }

    /// The pages of incidents, with their attachments.
    fn incidents(&self) -> Result<BuildReport, SiteError> {
        let all: Vec<&Incident> = self.corpus.incidents.iter().filter(|incident| self.is_shown(incident)).collect();
        let reports: Result<Vec<BuildReport>, SiteError> =
            all.into_par_iter().map(|incident| self.incident(incident)).collect();
        let sum = |mut sum: BuildReport, one: BuildReport| {
            sum.pages += one.pages;
            sum.attachments += one.attachments;
            sum.left_out.extend(one.left_out);
            sum
        };
        Ok(reports?.into_iter().fold(BuildReport::default(), sum))
    }

    fn incident(&self, incident: &Incident) -> Result<BuildReport, SiteError> {
        let mut report = BuildReport { pages: 1, ..BuildReport::default() };
        let folder = assemble::page_folder(&incident.id);
        let mut attachments = Attachments::default();
        for file in &incident.attachments {
            match self.attachment(incident, &folder, file)? {
                Some(published) => {
                    attachments.add(file.clone(), &published);
                    report.attachments += 1;
                }
                None => report.left_out.push(file.clone()),
            }
        }
        let page = assemble::incident(&self.site, incident, &attachments);
        self.page("incident.html", &format!("{folder}/index.html"), &page)?;
        Ok(report)
    }

    /// Copies an attachment; its name below the page, or `None` when it is not copied.
    fn attachment(&self, incident: &Incident, folder: &str, file: &RepoPath) -> Result<Option<String>, SiteError> {
        let tree = &self.site.corpus.tree;
        let Some(found) = tree.look(file)? else { return Ok(None) };
        if !matches!(found.kind, FileKind::File(length) if length <= MAX_ATTACHMENT_BYTES) {
            return Ok(None);
        }
        let bytes = tree.read(&found, MAX_ATTACHMENT_BYTES)?;
        let Some(name) = assemble::published(incident, file, &bytes) else { return Ok(None) };
        let Some(path) = SitePath::new(&format!("{folder}/{name}")) else { return Ok(None) };
        match self.stage.write(&path, &bytes) {
            // Two attachments that would be published under one name: the first stays, the page goes on.
            Err(SiteError::Collision(_)) => Ok(None),
            written => written.map(|()| Some(name)),
        }
    }

    /// The pages over all incidents; returns how many.
    fn top_level(&self) -> Result<usize, SiteError> {
        let overview = assemble::overview(&self.site);
        self.page("index.html", "index.html", &overview.index)?;
        overview.years.par_iter().try_for_each(|(file, page)| self.page("year.html", file, page))?;
        self.page("followups.html", "followups.html", &assemble::followups(&self.site))?;
        self.page("learning.html", "learning.html", &assemble::learning(&self.site))?;
        self.page("handbook.html", "handbook.html", &assemble::handbook(&self.site))?;
        let years: Vec<(String, String)> =
            overview.years.iter().map(|(file, page)| (page.year.title.clone(), file.clone())).collect();
        self.page("search.html", "search.html", &assemble::search(&self.site, &years))?;
        self.search_index()?;
        let missing = self.site.missing();
        missing.iter().try_for_each(|page| self.page("404.html", "404.html", page))?;
        Ok(5 + overview.years.len() + usize::from(missing.is_some()))
    }

    /// The files that the search reads.
    fn search_index(&self) -> Result<(), SiteError> {
        let shown: Vec<&Incident> = self.corpus.incidents.iter().filter(|incident| self.is_shown(incident)).collect();
        let terms: Vec<search::Terms> = shown.par_iter().map(|incident| search::terms(incident, self.corpus)).collect();
        let cards: Vec<(&Card, &search::Terms)> = self.site.cards.values().copied().zip(&terms).collect();
        let ranges = search::ranges(self.site.cards.keys().copied());
        let facts: Result<Vec<search::Facts>, SiteError> = ranges
            .into_par_iter()
            .map(|(key, range)| {
                let made = search::segment(&key, cards.get(range).unwrap_or_default(), self.corpus);
                made.files.iter().try_for_each(|(path, bytes)| self.write(path, bytes))?;
                Ok(made.facts)
            })
            .collect();
        let (path, bytes) = search::index(&facts?);
        self.write(&path, &bytes)
    }

    fn assets(&self) -> Result<(), SiteError> {
        self.templates.assets().try_for_each(|(name, source)| self.write(&format!("assets/{name}"), source.as_bytes()))
    }

    fn page<P: Serialize>(&self, template: &str, path: &str, page: &P) -> Result<(), SiteError> {
        self.write(path, self.templates.render(template, page)?.as_bytes())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), SiteError> {
        let path = SitePath::new(path).ok_or_else(|| SiteError::Collision(path.to_owned()))?;
        self.stage.write(&path, bytes)
    }
}
