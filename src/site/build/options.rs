//! What to build, and what came of it.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::site::{Progress, Readership};
use crate::source::RepoPath;

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
    /// A private folder for what one build leaves for the next; without one, every build begins from nothing.
    pub cache: Option<PathBuf>,
    /// The page whose template's data is asked for, by its path in the site.
    pub watch: Option<String>,
    /// Who hears how far the build is.
    pub progress: Progress,
}

impl SiteOptions {
    /// Who the site is for; the public one is not built by these.
    pub(crate) const fn readership(&self) -> Readership {
        if self.restricted { Readership::Restricted } else { Readership::Internal }
    }
}

/// What a build did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Pages of the site.
    pub pages: usize,
    /// Pages of incidents that were made anew; the others stayed as they were.
    pub made: usize,
    /// Files of the site: pages, attachments, style sheet and the like.
    pub files: usize,
    /// Files that were written; the others were there already, byte for byte.
    pub written: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Attachments of the site.
    pub attachments: usize,
    /// Attachments left out because they are too large, or not plain files.
    pub left_out: Vec<RepoPath>,
    /// Incidents left out because they are restricted.
    pub restricted: usize,
    /// Files of an earlier build that the site no longer has.
    pub removed: usize,
    /// What was wrong with the record's files.
    pub problems: usize,
    /// What the template of the watched page was given; `None` when there is no such page.
    pub seen: Option<serde_json::Value>,
}
