//! Check, and build when the record has no errors.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::state::State;
use crate::cmd::context::Clock;
use crate::corpus::{Corpus, Outline};
use crate::diagnostic::Level;
use crate::repo::{RepoError, Repository};
use crate::site::{self, Progress, SiteError, SiteOptions};
use crate::source::RepoPath;
use crate::{lint, report};

/// Builds the site of a repository again and again.
pub(super) struct Builder {
    root: PathBuf,
    state: Arc<State>,
    clock: Clock,
    /// One build at a time: the first, and those of the watching thread.
    building: Mutex<()>,
}

/// What came of one build.
pub(super) struct Built {
    /// For the terminal.
    pub text: String,
}

/// What a check found.
struct Checked {
    found: String,
    broken: bool,
}

fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

impl Builder {
    pub fn new(root: PathBuf, state: Arc<State>, clock: Clock) -> Self {
        Self { root, state, clock, building: Mutex::new(()) }
    }

    /// Checks the record and builds the site. With errors the last good site stays; the first build shows what there is.
    pub fn build(&self) -> Built {
        let _one = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        self.check_and_build()
    }

    fn check_and_build(&self) -> Built {
        let Checked { found, broken } = match self.check(None) {
            Ok(checked) => checked,
            Err(error) => return self.trouble(format!("error: {error}\n")),
        };
        if broken && self.state.site.exists() {
            return self.trouble(found);
        }
        match self.site() {
            Ok(pages) => {
                let text = format!("{}\nBuilt {pages}.", found.trim_end());
                self.state.built(broken.then_some(found));
                Built { text }
            }
            Err(trouble) => self.trouble(trouble),
        }
    }

    /// Builds after these files have changed, and says on standard error what came of it; nobody waits for an answer here.
    ///
    /// Where all is well and only incidents have changed, these alone are checked first, so that the page is soon there; everything is
    /// checked after it.
    pub fn build_and_say(&self, changed: &BTreeSet<RepoPath>) {
        let _one = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.changes_are_sound(changed) {
            return say(&self.check_and_build().text);
        }
        match self.site() {
            Ok(pages) => {
                self.state.built(None);
                say(&format!("Built {pages}."));
            }
            Err(trouble) => return say(&self.trouble(trouble).text),
        }
        match self.check(None) {
            Ok(Checked { found, broken: false }) => say(found.trim_end()),
            Ok(Checked { found, broken: true }) => {
                say(found.trim_end());
                self.state.trouble(found);
            }
            Err(error) => say(&self.trouble(format!("error: {error}\n")).text),
        }
    }

    /// Whether nothing was wrong before, and nothing is wrong with the incidents that these files belong to.
    fn changes_are_sound(&self, changed: &BTreeSet<RepoPath>) -> bool {
        if self.state.is_in_trouble() || !self.state.site.exists() {
            return false;
        }
        let homes = || -> Result<Option<Vec<RepoPath>>, RepoError> {
            let tree = Repository::discover(&self.root)?.tree(None)?;
            let homes: BTreeSet<Option<RepoPath>> =
                changed.iter().map(|file| Corpus::home(&*tree, &file.parent())).collect::<Result<_, _>>()?;
            Ok(homes.into_iter().collect())
        };
        let Ok(Some(homes)) = homes() else { return false };
        self.check(Some(&homes)).is_ok_and(|checked| !checked.broken)
    }

    /// Checks the record, or only the incidents in some folders.
    fn check(&self, folders: Option<&[RepoPath]>) -> Result<Checked, RepoError> {
        let tree = Repository::discover(&self.root)?.tree(None)?;
        let corpus = match folders {
            None => Corpus::load(tree)?,
            Some(folders) => {
                let all = Corpus::incident_folders(&*tree)?;
                let mut corpus = Corpus::load_part(tree, folders, None)?;
                corpus.mind(all);
                corpus
            }
        };
        let outcome = lint::check(&corpus, folders.unwrap_or_default());
        let found = report::human(&outcome, corpus.counts(), false);
        Ok(Checked { found, broken: outcome.count(Level::Error) > 0 })
    }

    /// Builds the site: how many pages there are, or what is wrong.
    fn site(&self) -> Result<String, String> {
        let options = SiteOptions {
            out: self.state.site.clone(),
            repository: Some(self.root.clone()),
            restricted: false,
            now: self.clock.now(),
            cache: Some(self.state.cache.clone()),
            watch: None,
            progress: Progress::default(),
        };
        let outline = Repository::discover(&self.root).and_then(|repository| Outline::open(repository.tree(None)?));
        let built = outline.map_err(SiteError::from).and_then(|outline| site::build(&outline, &options));
        built.map(|built| report::counted(built.pages, "page")).map_err(|error| {
            let hint = error.hint().map_or_else(String::new, |hint| format!("  hint: {hint}\n"));
            format!("error: {error}\n{hint}")
        })
    }

    fn trouble(&self, text: String) -> Built {
        let shown = format!("{}\nThe last good site stays until this is mended.", text.trim_end());
        self.state.trouble(text);
        Built { text: shown }
    }
}
