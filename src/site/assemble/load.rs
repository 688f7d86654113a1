//! Time in roles: so that tired leads are noticed, and for nothing else.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::people::{Held, role};
use super::rows::{self, Shelf};
use super::site::Site;
use crate::model::{Elapsed, Moment, Tenure};
use crate::site::card::Card;
use crate::site::page::{Load, RoleTime};

/// How far back the load is looked at.
const WINDOW: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How far back somebody's time on lead counts as lately.
const LATELY: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Incidents led, and hours on lead, from which on a word of care is said.
const OFTEN: usize = 3;
const LONG: i64 = 24 * 3_600;

/// A time in a role, in seconds since the epoch: from, until.
type Span = (i64, i64);

/// When somebody held a role, as far as it is known: who never gave it back held it until the users were well.
fn span(site: &Site<'_>, (card, tenure): &Held<'_>) -> Option<Span> {
    let incident = &card.incident;
    let active = rows::shelf(incident) == Shelf::Open && incident.state.status.is_active();
    let now = active.then(|| Moment::from_timestamp(site.clock.now()));
    let until = tenure.until.or(now).or(incident.milestones.mitigated).or(incident.state.since)?;
    let span = (tenure.from.instant()?.as_second(), until.instant()?.as_second());
    (span.0 < span.1).then_some(span)
}

/// The part of these since `from`, in seconds; what overlaps counts once.
fn seconds(mut spans: Vec<Span>, from: i64) -> i64 {
    spans.sort_unstable();
    let (mut sum, mut reached) = (0, from);
    for (begin, end) in spans {
        sum += (end - begin.max(reached)).max(0);
        reached = reached.max(end);
    }
    sum
}

/// The last 90 days of somebody; `None` when they held no role in them.
pub(super) fn load(site: &Site<'_>, name: &str, held: &[Held<'_>]) -> Option<Load> {
    let since = |back: SignedDuration| site.clock.midnight().checked_sub(back).unwrap_or(Timestamp::MIN).as_second();
    let window = since(WINDOW);
    let mut roles: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for one in held {
        if let Some(span) = span(site, one).filter(|(_, until)| *until > window) {
            roles.entry(&one.1.role).or_default().push(span);
        }
    }
    let all: Vec<Span> = roles.values().flatten().copied().collect();
    let total = seconds(all, window);
    let order = |id: &str| site.corpus.policy.roles.iter().position(|role| role.id == id).unwrap_or(usize::MAX);
    let mut times: Vec<(usize, RoleTime)> = roles
        .into_iter()
        .map(|(id, spans)| (order(id), RoleTime { role: role(site, id), time: hours(seconds(spans, window)) }))
        .collect();
    times.sort_by_key(|(order, _)| *order);
    let care = care(site, name, held, since(LATELY));
    (total > 0).then(|| Load { total: hours(total), roles: times.into_iter().map(|(_, time)| time).collect(), care })
}

/// A word of care when somebody has led often or long lately.
fn care(site: &Site<'_>, name: &str, held: &[Held<'_>], since: i64) -> Option<String> {
    let led: Vec<(&str, Span)> = held
        .iter()
        .filter(|(card, tenure)| tenure.role == "lead" && rows::shelf(&card.incident) != Shelf::Apart)
        .filter_map(|one| Some((one.0.incident.id.as_str(), span(site, one)?)))
        .filter(|(_, (_, until))| *until > since)
        .collect();
    let mut incidents: Vec<&str> = led.iter().map(|(id, _)| *id).collect();
    incidents.dedup();
    let time = seconds(led.iter().map(|(_, span)| *span).collect(), since);
    (incidents.len() >= OFTEN || time >= LONG).then(|| {
        format!("{name} has been on lead a good deal this month. Could somebody else take the next one, or the rest of this one?")
    })
}

/// `lead for 2 h 10 min`.
pub(super) fn in_words(site: &Site<'_>, card: &Card, tenure: &Tenure) -> String {
    let name = role(site, &tenure.role).to_lowercase();
    match span(site, &(card, tenure)) {
        Some((from, until)) => format!("{name} for {}", hours(until - from)),
        None => name,
    }
}

fn hours(seconds: i64) -> String {
    // To the quarter of an hour once it is more than a few: nobody keeps books about this.
    let seconds = if seconds > 4 * 3_600 { (seconds + 450) / 900 * 900 } else { seconds / 60 * 60 };
    Elapsed { seconds, approximate: false }.in_words()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overlaps_counts_once() {
        assert_eq!(seconds(vec![(0, 100), (50, 150), (200, 210)], 0), 160);
        assert_eq!(seconds(vec![(0, 100), (20, 30)], 90), 10);
        assert_eq!(seconds(Vec::new(), 0), 0);
        assert_eq!([hours(59), hours(4_000), hours(20_000)], ["0 min", "1 h 6 min", "5 h 30 min"]);
    }
}
