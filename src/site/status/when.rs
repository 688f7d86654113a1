//! Instants as programs read them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::publication::PublicPage;

/// In the page's zone, to the millisecond: `2026-03-14T10:12:00.000+01:00`, with `Z` on a page in UTC. The vendor's form.
pub(super) fn in_zone(page: &PublicPage, at: Timestamp) -> String {
    let pattern = if is_utc(page) { "%Y-%m-%dT%H:%M:%S%.3fZ" } else { "%Y-%m-%dT%H:%M:%S%.3f%:z" };
    at.to_zoned(page.zone.clone()).strftime(pattern).to_string()
}

/// In UTC, to the second: `2026-03-14T09:12:00Z`.
pub(super) fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// As RSS writes it: `Sat, 14 Mar 2026 09:12:00 +0000`.
pub(super) fn rss(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// As calendars write it: `20260314T091200Z`.
pub(super) fn calendar(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The first instant of a day in the page's zone.
pub(super) fn start_of(page: &PublicPage, day: Date) -> Option<Timestamp> {
    day.to_zoned(page.zone.clone()).ok().map(|zoned| zoned.timestamp())
}

/// The zone's short name at an instant: `UTC`, `CET`.
pub(super) fn zone_name(page: &PublicPage, at: Timestamp) -> String {
    if is_utc(page) { "UTC".to_owned() } else { at.to_zoned(page.zone.clone()).strftime("%Z").to_string() }
}

fn is_utc(page: &PublicPage) -> bool {
    page.zone == TimeZone::UTC || matches!(page.zone_name.as_str(), "UTC" | "Etc/UTC")
}
