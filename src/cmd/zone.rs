//! In which zone times without one are meant.

use jiff::tz::TimeZone;

use super::Context;
use crate::corpus::Corpus;
use crate::model::Day;
use crate::overview::Today;

/// A zone, and where it comes from.
pub(super) struct Zone {
    /// The zone.
    pub zone: TimeZone,
    /// Its name.
    pub name: String,
    /// Whether nobody said it, so that it is UTC.
    pub is_guess: bool,
}

/// The zone of a person, as people.yaml has it; else the site's, as flarebook.yaml has it; else UTC.
pub(super) fn of(corpus: &Corpus, person: Option<&str>) -> Zone {
    let person = person.and_then(|handle| corpus.people.get(handle)).and_then(|person| person.timezone.as_deref());
    let named = [person, corpus.policy.site.timezone.as_deref()].into_iter().flatten();
    let mut known = named.filter_map(|name| by_name(name.trim()));
    known.next().unwrap_or_else(|| Zone { zone: TimeZone::UTC, name: "UTC".to_owned(), is_guess: true })
}

/// A zone by its name in the IANA database.
pub(super) fn by_name(name: &str) -> Option<Zone> {
    let zone = TimeZone::get(name).ok()?;
    Some(Zone { zone, name: name.to_owned(), is_guess: false })
}

/// Now, and the day in the zone of the team.
pub(super) fn today(context: &Context, corpus: &Corpus) -> Today {
    let now = context.now();
    Today { now, day: Day(now.to_zoned(of(corpus, None).zone).date()) }
}
