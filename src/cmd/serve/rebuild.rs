//! Check, and build when the record has no errors.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::state::State;
use crate::cmd::context::Clock;
use crate::corpus::{Corpus, Outline};
use crate::diagnostic::Level;
use crate::repo::Repository;
use crate::site::{self, SiteError, SiteOptions};
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

impl Builder {
    pub fn new(root: PathBuf, state: Arc<State>, clock: Clock) -> Self {
        Self { root, state, clock, building: Mutex::new(()) }
    }

    /// Checks the record and builds the site. With errors the last good site stays; the first build shows what there is.
    pub fn build(&self) -> Built {
        let _one = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        let corpus = Repository::discover(&self.root).and_then(|repository| Corpus::load(repository.tree(None)?));
        let corpus = match corpus {
            Ok(corpus) => corpus,
            Err(error) => return self.trouble(format!("error: {error}\n")),
        };
        let outcome = lint::check(&corpus, &[]);
        let found = report::human(&outcome, corpus.counts(), false);
        let broken = outcome.count(Level::Error) > 0;
        if broken && self.state.site.exists() {
            return self.trouble(found);
        }
        let now = self.clock.now();
        let options = SiteOptions {
            out: self.state.site.clone(),
            repository: Some(self.root.clone()),
            restricted: false,
            now,
            cache: Some(self.state.cache.clone()),
            watch: None,
        };
        let outline = Repository::discover(&self.root).and_then(|repository| Outline::open(repository.tree(None)?));
        match outline.map_err(SiteError::from).and_then(|outline| site::build(&outline, &options)) {
            Ok(built) => {
                let pages = report::counted(built.pages, "page");
                let text = format!("{}\nBuilt {pages}.", found.trim_end());
                self.state.built(broken.then_some(found));
                Built { text }
            }
            Err(error) => {
                let hint = error.hint().map_or_else(String::new, |hint| format!("  hint: {hint}\n"));
                self.trouble(format!("error: {error}\n{hint}"))
            }
        }
    }

    /// Builds, and says on standard error what came of it. Nobody waits for an answer here.
    pub fn build_and_say(&self) {
        let built = self.build();
        let _ = writeln!(std::io::stderr(), "{}", built.text);
    }

    fn trouble(&self, text: String) -> Built {
        let shown = format!("{}\nThe last good site stays until this is mended.", text.trim_end());
        self.state.trouble(text);
        Built { text: shown }
    }
}
