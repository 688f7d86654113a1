//! What must not be public, ready to be looked for.

use std::collections::{HashMap, HashSet};

use super::filter::Filter;
use super::gather::{self, Gathered};
use super::normal::{Word, sequence, unescaped, words};
use super::{Kind, search};
use crate::corpus::Corpus;
use crate::publication::StatusPage;
use crate::repo::Authorship;
use crate::site::status::PublicFile;
use crate::source::RepoPath;

/// So many words in a row make a run; runs are taken every [`STRIDE`] words, so that any eight words of a text hold a whole one.
pub(super) const RUN: usize = 5;
/// See [`RUN`].
pub(super) const STRIDE: usize = 4;

/// What a secret is and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub kind: Kind,
    pub path: Option<RepoPath>,
}

/// A secret of few words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Short {
    /// Its source, as a place in the list.
    pub source: u32,
    /// Whether it may stand nowhere at all.
    pub firm: bool,
    /// Whether it is one short word, which any bytes of a picture may spell.
    pub faint: bool,
}

/// All that must not be public, and what may be said all the same.
pub struct Secrets {
    pub(super) sources: Vec<Source>,
    pub(super) short: HashMap<u64, Short>,
    /// The lengths of [`Self::short`], in words, beyond one.
    pub(super) lengths: Vec<usize>,
    pub(super) ones: Filter,
    pub(super) pairs: Filter,
    /// Runs of longer texts with their sources, sorted.
    pub(super) runs: Vec<(u64, u32)>,
    pub(super) run_filter: Filter,
    /// The first sixteen digits of every commit, sorted.
    pub(super) commits: Vec<u64>,
    /// Words with the word before or after them, as public texts and the site's own words have them.
    said_pairs: HashSet<u64>,
    /// Runs that public texts and the site's own words have.
    said_runs: HashSet<u64>,
}

impl Secrets {
    /// Everything in the record and in git that must not be public, but for what is public anyway. Several corpora: the record, and
    /// those of open branches.
    #[must_use]
    pub fn of(corpora: &[&Corpus], page: &StatusPage, history: &Authorship) -> Self {
        let gathered = gather::all(corpora, page, history);
        let mut secrets = Self::ready(gathered);
        for text in gather::public_texts(page) {
            secrets.hear(&words(&unescaped(text.as_bytes())));
        }
        secrets
    }

    /// Also lets words pass where the site has them whatever it tells: those of the same site with made-up content.
    #[must_use]
    pub fn besides(mut self, site: &[PublicFile]) -> Self {
        views(site).iter().for_each(|view| self.hear(view));
        self
    }

    /// The same for a site that nothing of the record had a hand in. A name that such a site says, as `Status Page`, is not firm any more;
    /// one that somebody wrote into a template of their own is.
    #[must_use]
    pub fn besides_built_in(mut self, site: &[PublicFile]) -> Self {
        for view in views(site) {
            self.hear(&view);
            for hash in search::firm_hits(&self, &view) {
                if let Some(short) = self.short.get_mut(&hash) {
                    short.firm = false;
                }
            }
        }
        self
    }

    /// Lets sentences pass that the site has for states it is not in now.
    #[must_use]
    pub fn besides_sentences<'s>(mut self, sentences: impl Iterator<Item = &'s str>) -> Self {
        for sentence in sentences {
            self.hear(&words(&unescaped(sentence.as_bytes())));
        }
        self
    }

    fn ready(gathered: Gathered) -> Self {
        let Gathered { sources, short, mut runs, mut commits } = gathered;
        runs.sort_unstable();
        runs.dedup_by_key(|(run, _)| *run);
        commits.sort_unstable();
        commits.dedup();
        let mut ready = Self {
            sources,
            lengths: Vec::new(),
            ones: Filter::with_room_for(short.len()),
            pairs: Filter::with_room_for(short.len()),
            run_filter: Filter::with_room_for(runs.len()),
            short: HashMap::with_capacity(short.len()),
            runs,
            commits,
            said_pairs: HashSet::new(),
            said_runs: HashSet::new(),
        };
        for (run, _) in &ready.runs {
            ready.run_filter.insert(*run);
        }
        for (words, secret) in short {
            ready.add(&words, secret);
        }
        ready.lengths.sort_unstable();
        ready
    }

    fn add(&mut self, words: &[u64], secret: Short) {
        match words {
            [] => return,
            [one] => self.ones.insert(*one),
            [first, second, ..] => self.pairs.insert(sequence([*first, *second])),
        }
        if words.len() > 1 && !self.lengths.contains(&words.len()) {
            self.lengths.push(words.len());
        }
        let known = self.short.entry(sequence(words.iter().copied())).or_insert(secret);
        known.firm |= secret.firm;
    }

    /// Takes note of what may be said.
    fn hear(&mut self, words: &[Word]) {
        for pair in words.windows(2) {
            self.said_pairs.insert(pair_of(pair[0], pair[1]));
        }
        for run in words.windows(RUN) {
            self.said_runs.insert(sequence(run.iter().map(|word| word.hash)));
        }
    }

    pub(super) fn is_said(&self, first: Word, second: Word) -> bool {
        self.said_pairs.contains(&pair_of(first, second))
    }

    /// The source of a run that is not said in public.
    pub(super) fn run(&self, hash: u64) -> Option<u32> {
        if !self.run_filter.may_hold(hash) || self.said_runs.contains(&hash) {
            return None;
        }
        let at = self.runs.binary_search_by_key(&hash, |(run, _)| *run).ok()?;
        self.runs.get(at).map(|(_, source)| *source)
    }
}

/// Two words beside each other; one number is as good as another.
fn pair_of(first: Word, second: Word) -> u64 {
    let hash = |word: Word| if word.is_number { 0 } else { word.hash };
    sequence([hash(first), hash(second)])
}

/// The words of files: those of their names, all that they hold, and those that are shown.
fn views(site: &[PublicFile]) -> Vec<Vec<Word>> {
    let mut views = Vec::new();
    for file in site {
        views.push(words(&unescaped(file.path.as_str().as_bytes())));
        let text = search::in_lines(&file.bytes, file.path.as_str());
        let all = words(&unescaped(&text));
        views.push(all.iter().filter(|word| !word.in_tag).copied().collect());
        views.push(all);
    }
    views
}
