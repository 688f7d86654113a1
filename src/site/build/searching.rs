//! The search index, segment by segment; one in which nothing has changed stays as an earlier build wrote it.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Press;
use super::incidents::Done;
use super::kept::Kept;
use crate::site::SiteError;
use crate::site::assemble::{Facts, Key, Keying};
use crate::site::card::Card;
use crate::site::search::{self, SegmentFacts, Terms};
use crate::site::writer::{Filed, SitePath};

/// A segment, and what it was made of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SegmentOf {
    /// What the index says of it.
    pub facts: SegmentFacts,
    /// Changes with its incidents.
    content: Key,
    files: Vec<(SitePath, Filed)>,
}

type Shown<'s> = (&'s Card, &'s Done<'s>);

impl Press<'_> {
    /// The files that the search reads.
    pub(super) fn search_index(
        &self,
        facts: &Facts<'_>,
        done: &[Done<'_>],
        kept: Option<&Kept>,
    ) -> Result<Vec<SegmentOf>, SiteError> {
        let by_home: HashMap<&str, &Done<'_>> = done.iter().map(|done| (done.home().as_str(), done)).collect();
        let cards = facts.cards.values().copied();
        let shown: Vec<Shown<'_>> =
            cards.filter_map(|card| Some((card, *by_home.get(card.incident.folder.as_str())?))).collect();
        let ranges = search::ranges(shown.iter().map(|(card, _)| card.incident.id.as_str()));
        let segment = |(key, range): (String, std::ops::Range<usize>)| {
            let incidents = shown.get(range).unwrap_or_default();
            self.segment(facts, &key, incidents, kept.and_then(|kept| kept.segment(&key)))
        };
        let segments: Vec<SegmentOf> = ranges.into_par_iter().map(segment).collect::<Result<_, SiteError>>()?;
        let all: Vec<SegmentFacts> = segments.iter().map(|segment| segment.facts.clone()).collect();
        let (path, bytes) = search::index(&all);
        self.write(&path, &bytes)?;
        Ok(segments)
    }

    fn segment(
        &self,
        facts: &Facts<'_>,
        key: &str,
        incidents: &[Shown<'_>],
        old: Option<&SegmentOf>,
    ) -> Result<SegmentOf, SiteError> {
        let mut content = Keying::new();
        for (card, done) in incidents {
            content.text(card.incident.id.as_str());
            content.add(&done.content);
        }
        let content = content.done();
        if let Some(old) = old.filter(|old| old.content == content)
            && self.keep_segment(old)?
        {
            return Ok(old.clone());
        }
        let terms: Vec<std::borrow::Cow<'_, Terms>> =
            incidents.par_iter().map(|(_, done)| self.terms(done)).collect::<Result<_, SiteError>>()?;
        let with_terms: Vec<(&Card, &Terms)> =
            incidents.iter().zip(&terms).map(|((card, _), terms)| (*card, &**terms)).collect();
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
