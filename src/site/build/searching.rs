//! The search index, segment by segment; one in which nothing has changed stays as an earlier build wrote it.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Press;
use super::incidents::{Around, Done, Known};
use crate::site::SiteError;
use crate::site::assemble::{Facts, Key, Keying};
use crate::site::card::Card;
use crate::site::search::{self, SegmentFacts, Terms};
use crate::site::writer::{Filed, SitePath};

/// A segment, and what it was made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SegmentOf {
    /// What the index says of it.
    pub facts: SegmentFacts,
    /// Changes with its incidents.
    content: Key,
    files: Vec<(SitePath, Filed)>,
}

/// Incidents that are next to each other in the order of ids and are searched together.
pub(super) struct Together<'o> {
    /// The segment's key; incidents before the first that is shown have none.
    key: Option<String>,
    pub known: Vec<Known<'o>>,
}

/// Puts incidents together, segment by segment.
pub(super) fn together<'o>(facts: &Facts<'_>, known: Vec<Known<'o>>) -> Vec<Together<'o>> {
    let ids: Vec<&str> = facts.cards.keys().copied().collect();
    let ranges = search::ranges(ids.iter().copied()).into_iter();
    let mut starts = ranges.filter_map(|(key, range)| Some((key, *ids.get(range.start)?))).peekable();
    let mut all: Vec<Together<'o>> = Vec::new();
    for known in known {
        if let Some((key, _)) = starts.next_if(|(_, first)| *first == known.id()) {
            all.push(Together { key: Some(key), known: Vec::new() });
        }
        match all.last_mut() {
            Some(last) => last.known.push(known),
            None => all.push(Together { key: None, known: vec![known] }),
        }
    }
    all
}

impl Press<'_> {
    /// The incidents of a segment, and the pages of those that are not open; then what the search reads of them.
    pub(super) fn together<'o>(
        &self,
        facts: &Facts<'_>,
        around: Around<'_>,
        together: Together<'o>,
    ) -> Result<(Vec<Done<'o>>, Option<SegmentOf>), SiteError> {
        let Together { key, known } = together;
        let mut done: Vec<Done<'o>> = known
            .into_par_iter()
            .map(|known| self.one(facts, around, known).inspect(|_| self.progress.step()))
            .collect::<Result<_, SiteError>>()?;
        let shown: Vec<&Done<'_>> = done.iter().filter(|done| done.is_shown(facts)).collect();
        let segment = key
            .filter(|_| !shown.is_empty())
            .map(|key| self.segment(facts, &key, &shown, around.kept.and_then(|kept| kept.segment(&key))));
        let segment = segment.transpose()?;
        // Words are the larger part of all that is known; they are needed no more.
        done.iter_mut().for_each(Done::forget_terms);
        Ok((done, segment))
    }

    /// The file that names the segments.
    pub(super) fn search_index(&self, segments: &[SegmentOf]) -> Result<(), SiteError> {
        let all: Vec<SegmentFacts> = segments.iter().map(|segment| segment.facts.clone()).collect();
        let (path, bytes) = search::index(&all);
        self.write(&path, &bytes).map(drop)
    }

    fn segment(
        &self,
        facts: &Facts<'_>,
        key: &str,
        incidents: &[&Done<'_>],
        old: Option<&SegmentOf>,
    ) -> Result<SegmentOf, SiteError> {
        let mut content = Keying::new();
        for done in incidents {
            content.text(done.id());
            content.key(done.content);
        }
        let content = content.done();
        if let Some(old) = old.filter(|old| old.content == content)
            && self.keep_segment(old)?
        {
            return Ok(old.clone());
        }
        let terms: Vec<std::borrow::Cow<'_, Terms>> =
            incidents.par_iter().map(|done| self.terms(done)).collect::<Result<_, SiteError>>()?;
        let with_terms: Vec<(&Card, &Terms)> =
            incidents.iter().zip(&terms).filter_map(|(done, terms)| Some((done.card()?, &**terms))).collect();
        let made = search::segment(key, &with_terms, facts.corpus);
        let files: Result<_, SiteError> = made.files.iter().map(|(path, bytes)| self.write(path, bytes)).collect();
        Ok(SegmentOf { facts: made.facts, content, files: files? })
    }

    /// Takes over the files of a segment; `false` when one of them is no longer there as it was.
    fn keep_segment(&self, old: &SegmentOf) -> Result<bool, SiteError> {
        for (at, (path, filed)) in old.files.iter().enumerate() {
            if !self.stage.keep(path, filed)? {
                old.files.iter().take(at).for_each(|(path, _)| self.stage.forget(path));
                return Ok(false);
            }
        }
        Ok(true)
    }
}
