//! The build of the public site: the record is projected, the projection becomes files, the files pass the wall, and only then is anything
//! put where somebody can see it.

use super::status::PublicFile;
use super::wall::{self, Secrets};
use super::writer::Stage;
use super::{SiteError, SiteOptions, status};
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
    /// Files of an earlier build that the site no longer has.
    pub removed: usize,
}

/// Builds the public site of a corpus. The same bytes for the same record, options and templates. `history` is what git names: commits, people,
/// branches, none of which may be in it.
///
/// # Errors
/// See [`SiteError`]; the output folder is then as it was.
pub fn build_public(corpus: &Corpus, options: &SiteOptions, history: &Authorship) -> Result<PublicReport, SiteError> {
    let projection = Projection { now: options.now };
    let page = project(corpus, &projection);
    let files = guarded(corpus, &page, history)?;
    let stage = Stage::begin(&options.out, options.repository.as_deref())?;
    let mut report = PublicReport { left_out: left_out(corpus, &projection), ..PublicReport::default() };
    for file in &files {
        report.pages += usize::from(file.path.as_str().ends_with(".html"));
        report.bytes += file.bytes.len() as u64;
        stage.write(&file.path, &file.bytes)?;
    }
    let published = stage.publish()?;
    (report.files, report.removed) = (published.written, published.removed);
    Ok(report)
}

/// The files of the page, each searched for what must not be in it. What the site says whatever the record holds is told from a page with
/// made-up content.
fn guarded(corpus: &Corpus, page: &StatusPage, history: &Authorship) -> Result<Vec<PublicFile>, SiteError> {
    let files = status::files(page)?;
    let secrets = Secrets::of(&[corpus], page, history).besides(&status::files(&specimen(&page.page))?);
    wall::check(&secrets, &files).map_err(|leaks| SiteError::Leak { leaks, shown: false })?;
    Ok(files)
}
