//! Which incidents are at rest: over, with nothing owed today. What is remembered of them from one run to the next saves reading them.
//!
//! Of ten thousand incidents a hundred are open or owe something. Only these are read; that the others have not changed since they were
//! read, the listing of their files tells.

use std::path::Path;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::owed::AHEAD;
use super::{Shelf, is_over, owes_meeting, owes_pir, shelf};
use crate::corpus::{Corpus, Located, Outline, POLICY_FILE, Read};
use crate::model::{Day, Incident, Pir};
use crate::policy::Policy;
use crate::repo::{Keepsake, RepoError, Stamp, Tree, now_on_disk, short};
use crate::source::RepoPath;

/// The name of the file, and what is in it.
const NAME: &str = "at-rest";
const KIND: &str = "flarebook at rest 1";
/// So many incidents that have to be read although they are at rest cost less than to write down that they are.
const FEW: usize = 16;

/// Which incidents somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that are not closed.
    Open,
    /// Those that may owe something on this day.
    Owing(Day),
}

/// Since when an incident is of no concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Rest {
    closed: bool,
    /// The first day on which it may owe something; `None` when there is none, whatever the day.
    until: Option<i32>,
}

impl Rest {
    fn of(incident: &Incident, policy: &Policy) -> Self {
        let pir = incident.pir.as_ref().map(Pir::state);
        let review = is_over(incident) && (owes_pir(incident, pir, policy) || owes_meeting(incident, policy));
        let now = (shelf(incident) == Shelf::Open || review).then_some(i32::MIN);
        let waiting = incident.followups.iter().filter(|followup| !followup.is_settled());
        let days = waiting.flat_map(|followup| {
            let waiver = followup.record.waiver.as_ref().and_then(|waiver| waiver.until);
            followup.record.due.into_iter().chain(waiver)
        });
        let until = now.into_iter().chain(days.map(|day| number(day.0) - AHEAD)).min();
        Self { closed: incident.state.status.is_closed(), until }
    }

    fn is_wanted(self, wanted: Wanted) -> bool {
        match wanted {
            Wanted::Open => !self.closed,
            Wanted::Owing(day) => self.until.is_some_and(|until| until <= number(day.0)),
        }
    }
}

/// A day as a number.
fn number(day: Date) -> i32 {
    let hours = day.duration_since(Date::ZERO).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

/// What is remembered of an incident: its folder, what the listing said of its files, and its rest.
type Remembered<'b> = (&'b str, u128, Rest);

/// The incidents of a tree that somebody asks for, without those of which it is remembered in `folder` that they are at rest: of these it
/// is only known where they are. More incidents than asked for may be there.
///
/// # Errors
/// When the tree cannot be read.
pub fn awake(tree: Box<dyn Tree>, folder: Option<&Path>, wanted: Wanted) -> Result<Corpus, RepoError> {
    // Before anything is looked at: what is changed from now on shows the next time.
    let began = folder.map_or(0, now_on_disk);
    let outline = Outline::open(tree)?;
    let keepsake = folder.map(|folder| Keepsake::new(folder, NAME, KIND, made_of(&outline)));
    let bytes = keepsake.as_ref().and_then(Keepsake::read).unwrap_or_default();
    let remembered: Vec<Remembered<'_>> = rmp_serde::from_slice(&bytes).unwrap_or_default();
    let looked = outline.incidents.par_iter().map(|located| look(&outline, located, &remembered, wanted));
    let looked: Vec<Looked> = looked.collect::<Result<_, RepoError>>()?;
    if let Some(keepsake) = keepsake.filter(|_| looked.iter().filter(|looked| looked.is_news).count() > FEW) {
        let one = |looked: &Looked| Some((looked.home.clone(), key(looked.stamp.trusted(began)?), looked.rest?));
        let mut all: Vec<(RepoPath, u128, Rest)> = looked.iter().filter_map(one).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let _next_time_more_is_read = rmp_serde::to_vec(&all).map(|body| keepsake.write(&body));
    }
    Ok(outline.into_part(looked.into_iter().filter_map(|looked| looked.read)))
}

fn key(bytes: [u8; 16]) -> u128 {
    u128::from_le_bytes(bytes)
}

/// What is at rest depends on what the policy asks for.
fn made_of(outline: &Outline) -> [u8; 16] {
    let mut key = Sha256::new();
    key.update(outline.corpus.text(&RepoPath::root().join(POLICY_FILE)).unwrap_or_default());
    short(key)
}

/// An incident that was looked at.
struct Looked {
    home: RepoPath,
    stamp: Stamp,
    /// `None` for one that is better read each time: something is wrong with its files.
    rest: Option<Rest>,
    read: Option<Read>,
    /// Whether it had to be read although nobody asked for it.
    is_news: bool,
}

fn look(
    outline: &Outline,
    located: &Located,
    remembered: &[Remembered<'_>],
    wanted: Wanted,
) -> Result<Looked, RepoError> {
    let (home, stamp) = (located.home.clone(), located.stamp());
    let known = remembered.binary_search_by_key(&home.as_str(), |(home, ..)| home).ok();
    let known = known.and_then(|place| remembered.get(place)).filter(|(_, key, _)| *key == self::key(stamp.key));
    if let Some((_, _, rest)) = known.filter(|(_, _, rest)| !rest.is_wanted(wanted)) {
        return Ok(Looked { home, stamp, rest: Some(*rest), read: None, is_news: false });
    }
    let read = outline.read(located)?;
    let rest = read.problems.is_empty().then(|| Rest::of(&read.incident, &outline.corpus.policy));
    let is_news = known.is_none() && rest.is_some();
    Ok(Looked { home, stamp, rest, read: Some(read), is_news })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::ToSpan as _;

    use super::*;
    use crate::overview::{Today, of_incident};
    use crate::repo::WorkTree;

    fn tree(root: &Path) -> Box<dyn Tree> {
        Box::new(WorkTree::new(root.to_owned()))
    }

    /// Whatever the showcase and three made-up incidents owe on any day of four years, nobody is at rest who owes something.
    #[test]
    fn who_owes_something_is_never_at_rest() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", "2026-03-01", "done");
        write(folder.path(), "b", "2026-03-01", "open");
        write(folder.path(), "c", "2027-02-28", "in_progress");
        let mut seen = 0;
        for root in [Path::new(env!("CARGO_MANIFEST_DIR")), folder.path()] {
            let corpus = Corpus::load(tree(root)).unwrap();
            for incident in &corpus.incidents {
                let rest = Rest::of(incident, &corpus.policy);
                for days in 0..1_500 {
                    let day = Day(jiff::civil::date(2025, 1, 1).saturating_add(days.days()));
                    let now = day.0.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
                    let pir = incident.pir.as_ref().map(Pir::state);
                    let owes = !of_incident(incident, pir, &corpus.policy, Today { now, day }).is_empty();
                    assert!(!owes || rest.is_wanted(Wanted::Owing(day)), "{} on {}", incident.id, day.0);
                    seen += usize::from(!owes && !rest.is_wanted(Wanted::Owing(day)));
                }
            }
        }
        assert!(seen > 1_000, "some are at rest: {seen}");
    }

    fn write(root: &Path, name: &str, due: &str, state: &str) {
        let home = root.join("incidents").join(format!("2026-01-10-{name}"));
        fs::create_dir_all(&home).unwrap();
        fs::write(home.join("incident.yaml"), format!("title: {name}\n")).unwrap();
        let timeline =
            "- {at: 2026-01-10T09:00Z, status: investigating}\n- {at: 2026-01-10T10:00Z, status: resolved}\n";
        fs::write(home.join("timeline.yaml"), timeline).unwrap();
        fs::write(home.join("followups.yaml"), format!("- {{title: One, state: {state}, due: {due}}}\n")).unwrap();
    }

    #[test]
    fn what_is_remembered_changes_no_answer() {
        let (root, memory) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for number in 0..20 {
            write(root.path(), &format!("n{number:02}"), if number < 5 { "2026-03-01" } else { "2030-01-01" }, "open");
        }
        let owing = |memory: Option<&Path>| {
            let day = Day(jiff::civil::date(2026, 4, 1));
            let corpus = awake(tree(root.path()), memory, Wanted::Owing(day)).unwrap();
            let today = Today { now: "2026-04-01T12:00:00Z".parse().unwrap(), day };
            let debts = crate::overview::of_all(&corpus.incidents, &corpus.policy, today);
            let ids: Vec<String> = debts.iter().map(|debt| debt.incident.id.to_string()).collect();
            (corpus.incidents.len(), ids, corpus.elsewhere().len() + corpus.incidents.len())
        };
        let all = owing(None);
        assert_eq!((all.0, all.1.len(), all.2), (20, 5, 20), "nothing is remembered yet");
        assert_eq!(owing(Some(memory.path())), all);
        let quick = (5, all.1.clone(), 20);
        assert_eq!(owing(Some(memory.path())), quick, "only who owes something is read");
        // Another due day, a new incident, one that is gone, another policy: the answer follows.
        write(root.path(), "n10", "2026-03-02", "open");
        write(root.path(), "new", "2026-03-02", "open");
        fs::remove_dir_all(root.path().join("incidents/2026-01-10-n00")).unwrap();
        let (some, whole) = (owing(Some(memory.path())), owing(None));
        assert_eq!((some.1.clone(), some.2), (whole.1.clone(), whole.2));
        assert_eq!((some.0, some.1.len()), (6, 6));
        fs::write(root.path().join("flarebook.yaml"), "severities: [{id: sev1, name: Bad}]\n").unwrap();
        assert_eq!(owing(Some(memory.path())).1, owing(None).1);
    }
}
