//! What feed readers and calendars fetch from the internal site: incidents, follow-ups, days to come.

use std::cmp::Reverse;
use std::io;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event as Xml};
use sha2::{Digest, Sha256};

use super::clock::day;
use super::site::{Site, incident_href};
use super::urls::anchor;
use super::{badges, names};
use crate::model::{Day, Followup, Incident, Moment, Precision, Settlement};
use crate::site::SiteError;
use crate::site::card::Card;
use crate::site::feed::calendar::Lines;
use crate::site::feed::xml::{Out, link, text};

/// Entries of a feed, and events of the calendar, at most.
const MOST: usize = 50;
const EVENTS: usize = 500;
/// How long a review stays in the calendar after it was held.
const HELD: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The addresses: incidents, follow-ups, calendar.
const INCIDENTS: &str = "feeds/incidents.atom";
const FOLLOWUPS: &str = "feeds/followups.atom";
const CALENDAR: &str = "calendar.ics";

/// One entry of a feed.
struct Item {
    /// What tells it from every other.
    name: String,
    title: String,
    summary: String,
    /// Its page, from the site's root.
    page: String,
    updated: Timestamp,
}

/// The files: path and content.
pub(in crate::site) fn feeds(site: &Site<'_>) -> Result<Vec<(&'static str, Vec<u8>)>, SiteError> {
    let failed = |file: &'static str| {
        move |reason: io::Error| SiteError::Document { file: file.to_owned(), reason: reason.to_string() }
    };
    let incidents = atom(site, INCIDENTS, "Incidents", incidents(site)).map_err(failed(INCIDENTS))?;
    let followups = atom(site, FOLLOWUPS, "Follow-ups", followups(site)).map_err(failed(FOLLOWUPS))?;
    Ok(vec![(INCIDENTS, incidents), (FOLLOWUPS, followups), (CALENDAR, calendar(site).into_bytes())])
}

/// When something last happened to an incident, as far as its record tells.
fn touched(card: &Card) -> Option<Timestamp> {
    let review = card.incident.record.review.as_ref().and_then(|review| review.at);
    let declared = card.incident.milestones.declared;
    [card.latest, review, declared].into_iter().flatten().filter_map(|at| at.earliest()).max()
}

/// The greatest by their keys, and all that are as great as the last of these; in no order. What is made of each is dear, and most of a
/// long record is not wanted.
fn greatest<K: Ord + Copy, T>(mut all: Vec<(K, T)>, most: usize) -> Vec<(K, T)> {
    if let Some(last) = most.checked_sub(1).filter(|last| *last < all.len()) {
        let (_, (key, _), _) = all.select_nth_unstable_by_key(last, |(key, _)| Reverse(*key));
        let key = *key;
        all.retain(|(other, _)| *other >= key);
    }
    all
}

fn incidents(site: &Site<'_>) -> Vec<Item> {
    let item = |(updated, card): (Timestamp, &Card)| {
        let incident = &card.incident;
        let severity = badges::severity(site.corpus, incident).label;
        let summary = incident.record.summary.clone().unwrap_or_default();
        Item {
            name: format!("incident/{}", incident.id),
            title: incident.title().to_owned(),
            summary: format!("{severity}, {}. {summary}", incident.state.status),
            page: incident_href(incident, ""),
            updated,
        }
    };
    let all = site.all().filter_map(|card| Some((touched(card)?, card))).collect();
    greatest(all, MOST).into_iter().map(item).collect()
}

/// A follow-up is told of again when it changes sides: overdue, waived, settled.
fn followups(site: &Site<'_>) -> Vec<Item> {
    let mut all = Vec::new();
    for card in site.all() {
        let touched = touched(card);
        let updated = |followup| late(site, followup).or(touched);
        all.extend(card.incident.followups.iter().filter_map(|followup| Some((updated(followup)?, (card, followup)))));
    }
    let latest = greatest(all, MOST).into_iter();
    latest.map(|(updated, (card, followup))| followup_item(site, card, followup, updated)).collect()
}

/// The day after the one it was due on, for one that is overdue.
fn late(site: &Site<'_>, followup: &Followup) -> Option<Timestamp> {
    let overdue = followup.settlement(site.clock.today()) == Settlement::Overdue;
    let Day(due) = followup.record.due.filter(|_| overdue)?;
    Some(due.tomorrow().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

fn followup_item(site: &Site<'_>, card: &Card, followup: &Followup, updated: Timestamp) -> Item {
    let settlement = followup.settlement(site.clock.today());
    let state = badges::followup(followup, settlement).label;
    let owner = followup.record.owner.as_deref().map_or("nobody yet", |owner| site.corpus.person_name(owner));
    let due = followup.record.due.map(|due| format!(", due {}", day(due).long)).unwrap_or_default();
    Item {
        name: format!("followup/{}/{}/{state}", card.incident.id, followup.id),
        title: format!("{state}: {}", followup.title()),
        summary: format!("{}{due}. From: {}", names::capital(owner), card.incident.title()),
        page: followup_page(&card.incident, followup),
        updated,
    }
}

fn followup_page(incident: &Incident, followup: &Followup) -> String {
    format!("{}#{}", incident_href(incident, ""), anchor("followup", &followup.id))
}

/// An identifier that stays the same wherever the site is served: a UUID from a digest of the name.
fn urn(name: &str) -> String {
    let mut bytes: Vec<u8> = Sha256::digest(name).iter().take(16).copied().collect();
    // Version 8 (made by the maker's own rule) and the usual variant.
    if let Some(byte) = bytes.get_mut(6) {
        *byte = *byte & 0x0f | 0x80;
    }
    if let Some(byte) = bytes.get_mut(8) {
        *byte = *byte & 0x3f | 0x80;
    }
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The full address of a page where that is known, else the way to it from the feed.
fn href(site: &Site<'_>, page: &str) -> String {
    site.address(page).unwrap_or_else(|| format!("../{page}"))
}

fn atom(site: &Site<'_>, file: &str, title: &str, mut items: Vec<Item>) -> io::Result<Vec<u8>> {
    items.sort_by(|a, b| (Reverse(a.updated), &a.name).cmp(&(Reverse(b.updated), &b.name)));
    items.truncate(MOST);
    let updated = items.first().map_or(Timestamp::UNIX_EPOCH, |item| item.updated);
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    out.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = out.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    root.with_attribute(("xml:lang", "en")).write_inner_content(|out| {
        text(out, "id", &urn(&format!("{file} of {}", site.title())))?;
        text(out, "title", &format!("{title} · {}", site.title()))?;
        text(out, "updated", &utc(updated))?;
        link(out, "self", "application/atom+xml", &href(site, file))?;
        link(out, "alternate", "text/html", &href(site, "index.html"))?;
        out.create_element("author").write_inner_content(|out| text(out, "name", site.title()))?;
        items.iter().try_for_each(|item| entry(site, out, item))
    })?;
    let mut bytes = out.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn entry(site: &Site<'_>, out: &mut Out, item: &Item) -> io::Result<()> {
    out.create_element("entry").write_inner_content(|out| {
        text(out, "id", &urn(&item.name))?;
        text(out, "title", &item.title)?;
        text(out, "updated", &utc(item.updated))?;
        link(out, "alternate", "text/html", &href(site, &item.page))?;
        text(out, "summary", item.summary.trim())
    })?;
    Ok(())
}

/// Days of follow-ups that are not settled, and reviews.
fn calendar(site: &Site<'_>) -> String {
    let mut events: Vec<(String, Vec<(&str, String)>)> = Vec::new();
    let mut due = Vec::new();
    for card in site.all() {
        events.extend(review_event(site, card));
        let open = card.incident.followups.iter().filter(|followup| !followup.is_settled());
        due.extend(open.filter_map(|followup| Some((followup.record.due?.0, (card, followup)))));
    }
    let due = greatest(due, EVENTS).into_iter();
    events.extend(due.map(|(day, (card, followup))| due_event(site, card, followup, day)));
    // The latest stay when there are too many.
    events.sort();
    let skip = events.len().saturating_sub(EVENTS);
    let mut out = Lines::default();
    out.plain("BEGIN", "VCALENDAR");
    out.plain("VERSION", "2.0");
    out.plain("PRODID", "-//Flarebook//Internal site//EN");
    out.plain("CALSCALE", "GREGORIAN");
    out.text("X-WR-CALNAME", &format!("{}: reviews and follow-ups", site.title()));
    for (_, properties) in events.into_iter().skip(skip) {
        out.plain("BEGIN", "VEVENT");
        for (name, value) in properties {
            if matches!(name, "SUMMARY" | "DESCRIPTION") { out.text(name, &value) } else { out.plain(name, &value) }
        }
        out.plain("END", "VEVENT");
    }
    out.plain("END", "VCALENDAR");
    out.0
}

fn review_event(site: &Site<'_>, card: &Card) -> Option<(String, Vec<(&'static str, String)>)> {
    let review = card.incident.record.review.as_ref()?;
    let at = review.at?;
    site.clock.midnight().checked_sub(HELD).ok().filter(|from| at.earliest().is_some_and(|at| at >= *from))?;
    let by = review.by.as_deref().map(|by| format!("Led by {}", site.corpus.person_name(by))).unwrap_or_default();
    let title = format!("Review: {}", card.incident.title());
    Some(event(
        site,
        card,
        &format!("review/{}", card.incident.id),
        begin(at)?,
        &title,
        &by,
        &incident_href(&card.incident, ""),
    ))
}

fn due_event(site: &Site<'_>, card: &Card, followup: &Followup, due: Date) -> (String, Vec<(&'static str, String)>) {
    let owner = followup.record.owner.as_deref().map_or("Nobody owns it yet", |owner| site.corpus.person_name(owner));
    let title = format!("Due: {}", followup.title());
    let words = format!("{owner}. From: {}", card.incident.title());
    let begin = ("DTSTART;VALUE=DATE", due.strftime("%Y%m%d").to_string());
    let name = format!("followup/{}/{}", card.incident.id, followup.id);
    event(site, card, &name, begin, &title, &words, &followup_page(&card.incident, followup))
}

/// When an event begins: an instant, or a whole day.
fn begin(at: Moment) -> Option<(&'static str, String)> {
    match at.precision() {
        Precision::Minute | Precision::Second => Some(("DTSTART", stamp(at.instant()?))),
        Precision::Day => Some(("DTSTART;VALUE=DATE", at.zoned()?.strftime("%Y%m%d").to_string())),
        Precision::Unknown | Precision::Year | Precision::Month => None,
    }
}

fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The event with what it is sorted by: day, then name.
fn event(
    site: &Site<'_>,
    card: &Card,
    name: &str,
    begin: (&'static str, String),
    title: &str,
    words: &str,
    page: &str,
) -> (String, Vec<(&'static str, String)>) {
    let key = format!("{} {name}", begin.1);
    let uid = urn(name).trim_start_matches("urn:uuid:").to_owned();
    // The stamp says when the event was last changed; the record's own time keeps the file the same from build to build.
    let stamped = stamp(touched(card).unwrap_or(Timestamp::UNIX_EPOCH));
    let mut properties = vec![("UID", uid), ("DTSTAMP", stamped), begin, ("SUMMARY", title.to_owned())];
    if !words.is_empty() {
        properties.push(("DESCRIPTION", words.to_owned()));
    }
    properties.extend(site.address(page).map(|address| ("URL", address)));
    properties.push(("TRANSP", "TRANSPARENT".to_owned()));
    (key, properties)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_and_all_that_are_as_great() {
        let all = |most| {
            let mut some: Vec<i32> =
                greatest(vec![(3, ()), (1, ()), (2, ()), (2, ())], most).iter().map(|one| one.0).collect();
            some.sort_unstable();
            some
        };
        assert_eq!((all(1), all(2), all(9), all(0)), (vec![3], vec![2, 2, 3], vec![1, 2, 2, 3], vec![1, 2, 2, 3]));
    }

    #[test]
    fn identifiers_are_uuids() {
        let urn = urn("incident/x");
        assert_eq!((urn.len(), &urn[..9], &urn[23..24]), (45, "urn:uuid:", "8"), "{urn}");
    }
}
