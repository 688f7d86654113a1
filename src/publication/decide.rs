//! Who decides what goes public: the record, and where it is in doubt, nobody.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::corpus::Corpus;
use crate::model::{Audience, Entry, Incident, Kind, Moment, PirState, Status, Tlp, Visibility};
use crate::source::{ProblemKind, RepoPath};

/// An incident that asks to be public and is kept off the page, because what decides cannot be relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its folder.
    pub folder: RepoPath,
    /// Why.
    pub reason: &'static str,
}

/// The decisions over one corpus at one instant.
pub(super) struct Decisions<'c> {
    corpus: &'c Corpus,
    /// The kinds of problem by file.
    problems: BTreeMap<&'c RepoPath, BTreeSet<ProblemKind>>,
}

impl<'c> Decisions<'c> {
    pub fn new(corpus: &'c Corpus) -> Self {
        let mut problems: BTreeMap<&RepoPath, BTreeSet<ProblemKind>> = BTreeMap::new();
        for problem in &corpus.problems {
            problems.entry(&problem.path).or_default().insert(problem.problem.kind);
        }
        Self { corpus, problems }
    }

    /// The incidents that are public, in the order of the corpus. Of those with one id, which a check reports, the first.
    pub fn public(&self, now: Timestamp, zone: &TimeZone) -> Vec<&'c Incident> {
        let mut seen = BTreeSet::new();
        let public = self.corpus.incidents.iter().filter(|incident| wants(incident, now, zone));
        public.filter(|incident| self.doubt(incident).is_none() && seen.insert(&incident.id)).collect()
    }

    /// The incidents that want to be public and are in doubt.
    pub fn left_out(&self, now: Timestamp, zone: &TimeZone) -> Vec<LeftOut> {
        let wanting = self.corpus.incidents.iter().filter(|incident| wants(incident, now, zone));
        let doubtful = wanting.filter_map(|incident| {
            let reason = self.doubt(incident)?;
            Some(LeftOut { folder: incident.folder.clone(), reason })
        });
        // Of a file that cannot be read nobody knows what it wants.
        let unread = self.corpus.incidents.iter().filter(|incident| self.corpus.is_unread(&incident.file()));
        let unread = unread.map(|incident| LeftOut { folder: incident.folder.clone(), reason: UNREAD });
        let mut all: Vec<LeftOut> = doubtful.chain(unread).collect();
        all.sort_by(|a, b| a.folder.cmp(&b.folder));
        all.dedup_by(|a, b| a.folder == b.folder);
        all
    }

    /// Why an incident's wish cannot be relied on. A misspelt `tlp` or `publish_after` reads as if it were not there: then nothing is
    /// published rather than too much. A faulty entry costs only itself; a list of them that cannot be read costs the end of the story.
    fn doubt(&self, incident: &Incident) -> Option<&'static str> {
        let of = |name: &str| self.kinds(&incident.folder.join(name));
        if of("incident.yaml").any(|kind| !matches!(kind, ProblemKind::ByteOrderMark | ProblemKind::LineEndings)) {
            return Some("its incident.yaml has problems, and may not say what was meant");
        }
        // One with nothing in it says that nothing has happened yet.
        if of("timeline.yaml").any(|kind| kind.costs_the_file() && kind != ProblemKind::EmptyFile) {
            return Some("its timeline.yaml cannot be read");
        }
        (incident.kind() == Kind::Maintenance && scheduled_from(incident).is_none())
            .then_some("it is maintenance and does not say when: `scheduled: {from: …}` is missing")
    }

    fn kinds<'s>(&'s self, path: &RepoPath) -> impl Iterator<Item = ProblemKind> + use<'s, 'c> {
        self.problems.get(path).into_iter().flatten().copied()
    }

    /// Whether the public may read an entry of a public incident. A file that says something twice may have said both.
    pub fn is_told(&self, entry: &Entry) -> bool {
        let said_twice = self.kinds(&entry.origin.path).any(|kind| kind == ProblemKind::DuplicateKey);
        entry.audience() == Audience::Public && !said_twice
    }

    /// The review for customers, when it is approved and beyond doubt.
    pub fn review<'i>(&self, incident: &'i Incident) -> Option<&'i str> {
        let review = incident.public_pir.as_ref().filter(|review| review.state() == PirState::Approved)?;
        let doubtful = self.kinds(&review.path).any(|kind| kind.costs_the_file() || kind == ProblemKind::DuplicateKey);
        Some(review.body.trim()).filter(|body| !doubtful && !body.is_empty())
    }
}

const UNREAD: &str = "its incident.yaml cannot be read, so nobody knows whether it is public";

/// Whether an incident says that it is public, by this instant.
fn wants(incident: &Incident, now: Timestamp, zone: &TimeZone) -> bool {
    let record = &incident.record;
    incident.visibility() == Visibility::Public
        && incident.kind() != Kind::Drill
        && record.tlp.is_none_or(|tlp| tlp == Tlp::Clear)
        && record.publish_after.is_none_or(|after| has_come(after, now, zone))
}

/// Whether a time has come. A mere day, month or year comes with its first day on the page's calendar; an unknown time never.
fn has_come(moment: Moment, now: Timestamp, zone: &TimeZone) -> bool {
    let Some(earliest) = moment.earliest() else { return false };
    if moment.is_whole() {
        return earliest <= now;
    }
    let day = earliest.to_zoned(TimeZone::UTC).date();
    day.to_zoned(zone.clone()).is_ok_and(|begins| begins.timestamp() <= now)
}

/// When maintenance is planned to begin.
pub(super) fn scheduled_from(incident: &Incident) -> Option<Timestamp> {
    incident.record.scheduled.as_ref()?.from?.earliest()
}

/// The public incidents that turned out to be another public one, which is none of these itself: what they did is counted there.
pub(super) fn duplicates<'c>(public: &[&'c Incident]) -> BTreeSet<&'c str> {
    let target = |incident: &'c Incident| incident.record.duplicate_of.as_deref();
    let originals: BTreeSet<&str> = public
        .iter()
        .filter(|incident| target(incident).is_none() && incident.state.status != Status::Cancelled)
        .map(|incident| incident.id.as_str())
        .collect();
    let doubles = public.iter().filter(|incident| target(incident).is_some_and(|id| originals.contains(id)));
    doubles.map(|incident| incident.id.as_str()).collect()
}
