//! The build of the public site: the record is projected, the projection becomes files, the files pass the wall, and only then is anything
//! put where somebody can see it.

use super::status::Look;
use super::templates::Templates;
use super::writer::Stage;
use super::{SiteError, SiteOptions, status};
use crate::corpus::Corpus;
use crate::publication::{LeftOut, Projection, left_out, project};

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
}

/// Builds the public site of a corpus. The same bytes for the same record, options and templates.
///
/// # Errors
/// See [`SiteError`]; the output folder is then as it was.
pub fn build_public(corpus: &Corpus, options: &SiteOptions) -> Result<PublicReport, SiteError> {
    let projection = Projection { now: options.now };
    let page = project(corpus, &projection);
    let templates = Templates::load(&*corpus.tree)??;
    let (look, warnings) = Look::load(&corpus.policy.site, &*corpus.tree, &templates)?;
    let files = status::files(&page, &templates, &look)?;
    // The wall belongs here: before anything is written, every file is searched for what must not be in it.
    let stage = Stage::begin(&options.out, options.repository.as_deref())?;
    let mut report = PublicReport { left_out: left_out(corpus, &projection), warnings, ..PublicReport::default() };
    for file in &files {
        report.pages += usize::from(file.path.as_str().ends_with(".html"));
        report.bytes += file.bytes.len() as u64;
        stage.write(&file.path, &file.bytes)?;
    }
    let published = stage.publish()?;
    (report.files, report.removed) = (published.written, published.removed);
    Ok(report)
}
