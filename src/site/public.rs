//! The build of the public site: the record is projected, the projection becomes files, the files pass the wall, and only then is anything
//! put where somebody can see it.

use super::deciding::can_decide;
use super::status::{Look, Overall, PublicFile};
use super::templates::Templates;
use super::wall::{self, Secrets};
use super::writer::Stage;
use super::{Readership, SiteError, SiteOptions, headers, status};
use crate::corpus::Corpus;
use crate::publication::{LeftOut, Projection, StatusPage, left_out, project, specimen};
use crate::repo::Authorship;

/// What a public build did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicReport {
    /// Pages among the files.
    pub pages: usize,
    /// Files written.
    pub files: usize,
    /// Their length in bytes, all together.
    pub bytes: u64,
    /// Incidents that ask to be public, or may, and were left out.
    pub left_out: Vec<LeftOut>,
    /// What the policy or `templates/` ask for that could not be done as they ask.
    pub warnings: Vec<String>,
    /// Files of an earlier build that the site no longer has.
    pub removed: usize,
    /// What the template of the watched page was given; `None` when there is no such page.
    pub seen: Option<serde_json::Value>,
}

/// Builds the public site of a corpus. The same bytes for the same record, options and templates. `history` is what git names: commits, people,
/// branches, none of which may be in it.
///
/// # Errors
/// See [`SiteError`]; the output folder is then as it was.
pub fn build_public(corpus: &Corpus, options: &SiteOptions, history: &Authorship) -> Result<PublicReport, SiteError> {
    can_decide(corpus)?;
    let projection = Projection { now: options.now };
    let progress = &options.progress;
    progress.begin("what goes public", 0);
    let page = project(corpus, &projection);
    progress.begin("pages", 0);
    let mut templates = Templates::load(&*corpus.tree)??;
    templates.watch(options.watch.as_deref());
    let (look, warnings) = Look::load(&corpus.policy.site, &*corpus.tree, &templates)?;
    let files = all(&page, &templates, &look)?;
    let seen = templates.seen();
    progress.begin("search for leaks", 0);
    // Before anything is written, every file is searched for what must not be in it.
    let secrets = secrets(corpus, &page, history, &templates, look)?;
    wall::check(&secrets, &files).map_err(|leaks| SiteError::Leak { leaks, shown: false })?;
    let stage = Stage::begin(&options.out, options.repository.as_deref(), Readership::Public)?;
    progress.begin("putting into place", files.len());
    let mut report =
        PublicReport { left_out: left_out(corpus, &projection), warnings, seen, ..PublicReport::default() };
    for file in &files {
        report.pages += usize::from(file.path.as_str().ends_with(".html"));
        stage.write(&file.path, &file.bytes)?;
        progress.step();
    }
    let published = stage.publish()?;
    (report.files, report.bytes, report.removed) = (published.files, published.bytes, published.removed);
    Ok(report)
}

/// What must not be in any file. What a site like this one says whatever the record holds is told from a page with made-up content; the logo
/// is no part of it: it may tell by itself who drew it.
fn secrets(
    corpus: &Corpus,
    page: &StatusPage,
    history: &Authorship,
    templates: &Templates,
    look: Look,
) -> Result<Secrets, SiteError> {
    let made_up = specimen(&page.page);
    let plain = Look::plain(&page.page.language);
    let built_in = all(&made_up, &Templates::new(Vec::new())?, &plain)?;
    let own = all(&made_up, templates, &look.without_logo())?;
    let overall = Overall::ALL.iter().map(|overall| overall.description());
    let messages = plain.words.fixed();
    let sentences = overall.chain(messages.values().copied());
    Ok(Secrets::of(&[corpus], page, history).besides_built_in(&built_in).besides_sentences(sentences).besides(&own))
}

/// All files of the site: what is made from the page, and what a server should say with it.
fn all(page: &StatusPage, templates: &Templates, look: &Look) -> Result<Vec<PublicFile>, SiteError> {
    let mut files = status::files(page, templates, look)?;
    files.push(PublicFile::new(headers::FILE, headers::public(&files))?);
    Ok(files)
}
