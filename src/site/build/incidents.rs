//! The pages of incidents, one by one.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::kept::{Kept, Stored};
use super::{BuildReport, Press};
use crate::corpus::{Located, Outline};
use crate::model::Incident;
use crate::repo::{FileKind, RepoError, Stamp};
use crate::site::SiteError;
use crate::site::assemble::{self, Attachments, Facts, Key, Lookup, SpeaksFor};
use crate::site::card::{Card, Head, Held};
use crate::site::search::{self, Terms};
use crate::site::writer::{Filed, SitePath};
use crate::source::RepoPath;
use crate::source::limits::MAX_ATTACHMENT_BYTES;

/// So many open incidents are held in memory until everything else is known; more are loaded again.
const MOST_HELD: usize = 128;

/// What is known of an incident before it is looked at.
pub(super) struct Known<'o> {
    located: &'o Located,
    stamp: Stamp,
    /// What an earlier build left, and whether the listing says that nothing has changed since.
    stored: Option<(Stored, bool)>,
    /// Its card; until it is loaded, only what its own record says.
    head: Arc<Held>,
}

/// An incident that was looked at.
pub(super) struct Done<'o> {
    located: &'o Located,
    pub stamp: Stamp,
    pub content: Key,
    card: Option<Arc<Held>>,
    pub problems: usize,
    /// What its page was made of and into; `None` when it has none, or not yet.
    pub page: Option<PageOf>,
    /// Whether it is open, and its page waits for all the others.
    waits: bool,
    held: Option<Incident>,
    /// The page that an earlier build made of it while it was open.
    old: Option<PageOf>,
    made: bool,
    /// Whether the cheap key of what is like it is another now, though the answer is not.
    similar_moved: bool,
    /// Where all that was kept of it stands, when nothing of that has changed.
    pub same: Option<Range<usize>>,
    /// Its words; those of an incident that was not loaded are in the index of an earlier build.
    terms: Option<Terms>,
}

/// A page, and what it depends on beside the incident's own files.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::site) struct PageOf {
    /// What it looked up of other incidents.
    pub lookups: BTreeSet<Lookup>,
    /// What it was told.
    pub told: Key,
    /// Which incidents it was told are like it, and a key that says cheaply that nothing of that has changed.
    pub similar: (Key, Key),
    /// The time that it speaks for.
    pub time: SpeaksFor,
    /// What the page of an open incident was told of the others that are open.
    pub open: Option<Key>,
    /// Its files: the page first, then attachments.
    pub files: Vec<(SitePath, Filed)>,
    /// Attachments that were left out.
    pub left_out: Vec<RepoPath>,
}

/// What is known around an incident that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Around<'k> {
    /// What an earlier build left.
    pub kept: Option<&'k Kept>,
    /// Whether no page is told anything else by the records of other incidents than it was then.
    pub same_heads: bool,
}

/// An attachment: its name below the folder of pages, and its file.
type Copied = (String, (SitePath, Filed));

/// Finds out what is known: from an earlier build where the listing has not changed, else from the incident's own record.
pub(super) fn known<'o>(
    outline: &'o Outline,
    kept: Option<&Kept>,
    restricted: bool,
) -> Result<Vec<Known<'o>>, RepoError> {
    let look = |located: &'o Located| {
        let stamp = located.stamp();
        let stored = kept.and_then(|kept| Some((kept, kept.take(&located.home)?))).map(|(kept, stored)| {
            let same = stored.stamp == Some(u128::from_le_bytes(stamp.key));
            (kept, stored, same)
        });
        let head = match &stored {
            // One that was not shown left no card; where it still is not, nobody asks for one.
            Some((kept, stored, true)) if stored.card.is_some() || (stored.head.restricted && !restricted) => {
                kept.held(stored.head.clone(), stored.card)
            }
            _ => Held::of_record(&located.id, &located.home, outline.record(located)?),
        };
        let (head, stored) = (Arc::new(head), stored.map(|(_, stored, same)| (stored, same)));
        Ok(Known { located, stamp, stored, head })
    };
    outline.incidents.par_iter().map(look).collect()
}

pub(super) fn heads(known: &[Known<'_>]) -> Vec<Arc<Held>> {
    known.iter().map(|known| Arc::clone(&known.head)).collect()
}

impl Known<'_> {
    pub fn head(&self) -> &Head {
        self.head.head()
    }

    pub fn id(&self) -> &str {
        self.located.id.as_str()
    }
}

impl Press<'_> {
    /// One incident, and its page unless it is open.
    pub(super) fn one<'o>(
        &self,
        facts: &Facts<'_>,
        around: Around<'_>,
        known: Known<'o>,
    ) -> Result<Done<'o>, SiteError> {
        let Known { located, stamp, stored, head } = known;
        let shown = facts.shows(located);
        let mut done = Done {
            located,
            stamp,
            content: 0,
            card: None,
            problems: 0,
            page: None,
            waits: false,
            held: None,
            old: None,
            made: false,
            similar_moved: false,
            same: None,
            terms: None,
        };
        if !shown {
            // Nothing of it is on any page but that it is there.
            done.card = Some(head);
            done.same = stored.filter(|(_, same)| *same).map(|(stored, _)| stored.place);
            return Ok(done);
        }
        let incident = match stored {
            Some((stored, true)) => {
                let place = stored.place.clone();
                if self.reuse(facts, around, &mut done, stored, &head)? {
                    done.same = (!done.similar_moved).then_some(place);
                    return Ok(done);
                }
                None
            }
            Some((stored, false)) => {
                let read = self.outline.read(located)?;
                if u128::from_le_bytes(read.content) == stored.content
                    && let Some(kept) = around.kept
                {
                    let held = Arc::new(kept.held(stored.head.clone(), stored.card));
                    if self.reuse(facts, around, &mut done, stored, &held)? {
                        return Ok(done);
                    }
                }
                Some(read)
            }
            None => None,
        };
        let read = incident.map_or_else(|| self.outline.read(located), Ok)?;
        (done.content, done.problems) = (u128::from_le_bytes(read.content), read.problems.len());
        let card = Card::of(&read.incident);
        done.card = Some(Arc::new(match around.kept {
            Some(kept) => kept.hold(card),
            None => Held::new(card, None),
        }));
        done.terms = Some(search::terms(&read.incident, &self.outline.corpus));
        if read.incident.state.status.is_active() {
            done.waits = true;
            done.held = (self.held.fetch_add(1, Ordering::Relaxed) < MOST_HELD).then_some(read.incident);
        } else {
            self.make(facts, &mut done, &read.incident)?;
        }
        Ok(done)
    }

    /// Uses what an earlier build left; `false` when the page has to be made anew.
    fn reuse(
        &self,
        facts: &Facts<'_>,
        around: Around<'_>,
        done: &mut Done<'_>,
        stored: Stored,
        held: &Arc<Held>,
    ) -> Result<bool, SiteError> {
        let Stored { content, problems, page, card, .. } = stored;
        if card.is_none() {
            // It was not shown then, and nothing but its name is known of it.
            return Ok(false);
        }
        let head = held.head();
        if head.active {
            // What its page says of other open incidents is not known yet.
            (done.content, done.problems, done.card, done.waits) = (content, problems, Some(Arc::clone(held)), true);
            done.old = page;
            return Ok(true);
        }
        let Some(mut page) = page else { return Ok(false) };
        let cheap = page.similar.1;
        let told =
            around.same_heads || (page.told == facts.told(head, &page.lookups) && same_similar(facts, head, &mut page));
        if !told || !facts.is_still(page.time) || !self.keep_all(&page)? {
            return Ok(false);
        }
        done.similar_moved = cheap != page.similar.1;
        (done.content, done.problems, done.card, done.page) = (content, problems, Some(Arc::clone(held)), Some(page));
        Ok(true)
    }

    /// Takes over the files of a page; `false` when one of them is no longer there as it was.
    fn keep_all(&self, page: &PageOf) -> Result<bool, SiteError> {
        for (path, filed) in &page.files {
            // What was kept already and is now made anew is the same file, taken twice.
            if !self.stage.keep(path, filed)? {
                for (path, _) in page.files.iter().take_while(|(taken, _)| taken != path) {
                    self.stage.forget(path);
                }
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The pages of open incidents, which name one another.
    pub(super) fn open_incidents(
        &self,
        facts: &Facts<'_>,
        same_heads: bool,
        done: &mut [Done<'_>],
    ) -> Result<(), SiteError> {
        let waiting = done.par_iter_mut().filter(|done| done.waits);
        waiting.try_for_each(|done| {
            if let Some(page) = done.old.take().filter(|page| same_heads && page.open == Some(facts.key_of_open))
                && facts.is_still(page.time)
                && self.keep_all(&page)?
            {
                done.page = Some(page);
                return Ok(());
            }
            done.same = None;
            match done.held.take() {
                Some(incident) => self.make(facts, done, &incident),
                None => {
                    let read = self.outline.read(done.located)?;
                    self.make(facts, done, &read.incident)
                }
            }
        })
    }

    fn make(&self, facts: &Facts<'_>, done: &mut Done<'_>, incident: &Incident) -> Result<(), SiteError> {
        let stem = assemble::page_stem(&incident.id);
        let mut attachments = Attachments::default();
        let (mut files, mut left_out) = (Vec::new(), Vec::new());
        for file in &incident.attachments {
            match self.attachment(incident, &stem, file)? {
                Some((name, written)) => {
                    attachments.add(file.clone(), &name);
                    files.push(written);
                }
                None => left_out.push(file.clone()),
            }
        }
        let site = facts.for_page();
        let page = assemble::incident(&site, incident, &attachments);
        files.insert(0, self.page("incident.html", &format!("{stem}.html"), &page)?);
        let (lookups, told_similar, time) = site.into_lookups();
        let head = Head::of(incident);
        let told = facts.told(&head, &lookups);
        let similar = (told_similar, facts.similar_key(&head));
        let open = incident.state.status.is_active().then_some(facts.key_of_open);
        done.page = Some(PageOf { told, similar, lookups, time, open, files, left_out });
        done.made = true;
        Ok(())
    }

    /// The words of an incident.
    pub(super) fn terms<'d>(&self, done: &'d Done<'_>) -> Result<Cow<'d, Terms>, SiteError> {
        match &done.terms {
            Some(terms) => Ok(Cow::Borrowed(terms)),
            None => {
                let read = self.outline.read(done.located)?;
                Ok(Cow::Owned(search::terms(&read.incident, &self.outline.corpus)))
            }
        }
    }

    /// Copies an attachment; its name below the folder of pages, or `None` when it is not copied.
    fn attachment(&self, incident: &Incident, stem: &str, file: &RepoPath) -> Result<Option<Copied>, SiteError> {
        let tree = &self.outline.corpus.tree;
        let Some(found) = tree.look(file)? else { return Ok(None) };
        if !matches!(found.kind, FileKind::File(length) if length <= MAX_ATTACHMENT_BYTES) {
            return Ok(None);
        }
        let bytes = tree.read(&found, MAX_ATTACHMENT_BYTES)?;
        let Some(name) = assemble::published(incident, file, &bytes) else { return Ok(None) };
        match self.write(&format!("{stem}/{name}"), &bytes) {
            // Two attachments that would be published under one name: the first stays, the page goes on.
            Err(SiteError::Collision(_)) => Ok(None),
            written => {
                let below = stem.strip_prefix("incidents/").unwrap_or(stem);
                written.map(|written| Some((format!("{below}/{name}"), written)))
            }
        }
    }
}

impl Done<'_> {
    pub fn take_card(&mut self) -> Arc<Held> {
        let unread = || Arc::new(Held::of_record(&self.located.id, &self.located.home, Default::default()));
        self.card.take().unwrap_or_else(unread)
    }

    pub fn home(&self) -> &RepoPath {
        &self.located.home
    }

    pub fn id(&self) -> &str {
        self.located.id.as_str()
    }

    pub fn card(&self) -> Option<&Card> {
        self.card.as_deref().map(|held| &**held)
    }

    pub fn is_shown(&self, facts: &Facts<'_>) -> bool {
        facts.shows(self.located)
    }

    pub fn forget_terms(&mut self) {
        self.terms = None;
    }
}

/// Whether a page would be told of the same similar incidents.
fn same_similar(facts: &Facts<'_>, head: &Head, page: &mut PageOf) -> bool {
    let key = facts.similar_key(head);
    let same = page.similar.1 == key || page.similar.0 == facts.told_similar(head);
    page.similar.1 = key;
    same
}

/// What all of them come to.
pub(super) fn report(done: &[Done<'_>]) -> BuildReport {
    let mut report = BuildReport::default();
    for done in done {
        report.problems += done.problems;
        report.made += usize::from(done.made);
        if let Some(page) = &done.page {
            report.pages += 1;
            report.attachments += page.files.len().saturating_sub(1);
            report.left_out.extend(page.left_out.iter().cloned());
        }
    }
    report
}
