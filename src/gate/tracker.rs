//! A follow-up as it really stands: what the record says, and what its tracker says.

use super::change::Change;
use super::facts::{Facts, TrackerFact, TrackerState};
use super::requirements::Judge;
use crate::model::{Day, Followup, FollowupState, Incident};

/// Where a follow-up stands, with the reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Dealt with.
    Settled(String),
    /// Not dealt with, but somebody gave leave that holds.
    Waived(String),
    /// Not dealt with.
    Unsettled(String),
    /// Nobody could look.
    Unknown(String),
}

/// The trackers of an incident's follow-ups, by follow-up; not those that are still to be opened.
pub fn linked_trackers(incident: &Incident) -> impl Iterator<Item = (&Followup, &str)> {
    let there = incident.followups.iter().filter(|followup| followup.wants_issue().is_none());
    there.filter_map(|followup| Some((followup, followup.record.tracker.as_deref()?)))
}

/// What the verdict was made without, in words: trackers that nobody looked at.
#[must_use]
pub fn not_looked_at(change: &Change) -> Vec<String> {
    let trackers = change.head.incidents.iter().flat_map(linked_trackers);
    let unseen = |tracker: &&str| change.facts.as_ref().is_none_or(|facts| !facts.trackers.contains_key(*tracker));
    let mut unseen: Vec<&str> = trackers.map(|(_, tracker)| tracker).filter(unseen).collect();
    unseen.sort_unstable();
    unseen.dedup();
    unseen.into_iter().map(|tracker| format!("the state of {tracker}")).collect()
}

/// How a follow-up stands on `day`.
pub(super) fn standing(followup: &Followup, judge: &Judge<'_>, day: Day) -> Standing {
    let standing = by_tracker(followup, judge.facts).unwrap_or_else(|| by_record(followup));
    if matches!(standing, Standing::Settled(_)) { standing } else { waived(followup, judge, day).unwrap_or(standing) }
}

/// What the record alone says.
fn by_record(followup: &Followup) -> Standing {
    let lacking = followup.lacks();
    if followup.is_settled() && lacking.is_empty() {
        return Standing::Settled(followup.state().in_words());
    }
    if followup.is_settled() {
        let keys: Vec<String> = lacking.iter().map(|(key, _)| format!("`{key}:`")).collect();
        return Standing::Unsettled(format!("it is `{}` without {}", followup.state(), keys.join(" and ")));
    }
    Standing::Unsettled(format!("it is {}", followup.state().in_words()))
}

/// What the tracker says, where somebody looked at it.
fn by_tracker(followup: &Followup, facts: Option<&Facts>) -> Option<Standing> {
    let fact = facts?.trackers.get(followup.record.tracker.as_deref()?)?;
    // Whoever decided against it, or moved it, has settled it; the tracker may stay open for others.
    let dropped = matches!(followup.state(), FollowupState::WontDo | FollowupState::Moved | FollowupState::Duplicate);
    if dropped {
        return None;
    }
    Some(match fact.state {
        TrackerState::Completed => Standing::Settled("its tracker is closed".to_owned()),
        TrackerState::Open if followup.is_settled() => {
            Standing::Unsettled(format!("it is `{}`, but its tracker is still open", followup.state()))
        }
        TrackerState::Open => Standing::Unsettled("its tracker is open".to_owned()),
        TrackerState::NotPlanned => Standing::Unsettled(
            "its tracker was closed as not planned; say so with `state: wont_do`, `reason:` and `by:`".to_owned(),
        ),
        TrackerState::Duplicate => Standing::Unsettled(
            "its tracker was closed as a duplicate; say of what with `state: duplicate` and `to:`".to_owned(),
        ),
        TrackerState::CouldNotLook => Standing::Unknown(why(fact, "the forge could not be asked")),
        // A tracker that is gone proves nothing; the record's own word counts, and when there is none, that is said.
        TrackerState::Deleted | TrackerState::NotVisible if followup.is_settled() => return None,
        TrackerState::Deleted => Standing::Unsettled("its tracker was deleted".to_owned()),
        TrackerState::NotVisible => {
            Standing::Unsettled(why(fact, "its tracker is not there or the token may not see it"))
        }
    })
}

fn why(fact: &TrackerFact, otherwise: &str) -> String {
    fact.reason.clone().unwrap_or_else(|| otherwise.to_owned())
}

fn waived(followup: &Followup, judge: &Judge<'_>, day: Day) -> Option<Standing> {
    let waiver = followup.record.waiver.as_ref()?;
    let until = waiver.until?;
    if until < day {
        return None;
    }
    let by = waiver.by.as_deref().map_or("nobody", |by| judge.name(by));
    let reason = waiver.reason.as_deref().unwrap_or("no reason given");
    Some(Standing::Waived(format!("{by} gave leave until {until}: {reason}")))
}
