//! What every reader must be able to read, whatever somebody called their service.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event as Xml;

use super::files;
use crate::publication::StatusPage;
use crate::site::status::sample;

fn all(page: &StatusPage) -> BTreeMap<String, String> {
    let files = files(&sample::filled(page)).unwrap().into_iter();
    files.map(|file| (file.path.to_string(), String::from_utf8(file.bytes).unwrap())).collect()
}

/// The texts of every element of this name, in order; panics where the XML is not well formed.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut text, mut open) = (Vec::new(), String::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Xml::Start(element) => {
                open.push(element.name().as_ref().to_owned());
                text.clear();
            }
            Xml::Text(part) => text.push_str(&part),
            Xml::GeneralRef(entity) => {
                text.push_str(&quick_xml::escape::unescape(&format!("&{};", &*entity)).unwrap());
            }
            Xml::End(element) => {
                assert_eq!(open.pop().unwrap(), element.name().as_ref());
                if element.name().as_ref() == name {
                    found.push(std::mem::take(&mut text));
                }
            }
            Xml::Eof => return found,
            Xml::Empty(_) | Xml::Decl(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_feed_of_each_kind_for_the_page_and_for_each_component() {
    let files = all(&sample::page());
    let mut expected: Vec<String> =
        ["feed.json", "history.atom", "history.rss", "maintenance.ics"].map(str::to_owned).to_vec();
    for number in 1..=4 {
        let id = sample::id(number);
        expected.extend(
            ["feed.json", "history.atom", "history.rss"].map(|name| format!("components/{}/{name}", id.as_str())),
        );
    }
    expected.sort();
    assert_eq!(files.keys().cloned().collect::<Vec<_>>(), expected);
}

#[test]
fn atom_is_as_readers_of_status_pages_know_it() {
    let files = all(&sample::page());
    let atom = &files["history.atom"];
    let ids = texts(atom, "id");
    assert_eq!(ids[0], "tag:status.example.org,2005:/history");
    assert_eq!(ids[1], "tag:status.example.org,2005:Incident/000000000010");
    assert_eq!(ids.len(), 7);
    let content = &texts(atom, "content")[0];
    assert!(content.starts_with(
        "<p><small>Mar <var data-var='date'>14</var>, <var data-var='time'>10:30</var> CET</small><br><strong>Identified</strong> - It is the database.</p>"
    ), "{content}");
    assert!(content.contains("<strong>Investigating</strong> <em>(put right by a later update)</em> - Signing in is <strong>slow</strong> &amp; shaky"), "{content}");
    assert!(atom.contains("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
    let planned = texts(atom, "content").into_iter().filter(|content| content.contains("SCHEDULED EVENT")).count();
    assert_eq!(planned, 4);
    assert!(atom.contains("THIS SCHEDULED EVENT WAS CANCELLED"));
}

#[test]
fn hostile_names_come_through_without_what_xml_cannot_hold() {
    let page = sample::page();
    let kept = sample::HOSTILE.replace('\u{7}', "");
    for (path, text) in all(&page) {
        if path.ends_with(".atom") || path.ends_with(".rss") {
            let titles = texts(&text, "title");
            assert!(!text.contains("]]>") && !text.contains('\u{7}'), "{path}");
            assert!(
                path.contains("0003") || path.contains("0004") || titles.iter().any(|title| title.contains(&kept)),
                "{path}: {titles:?}"
            );
        }
    }
    let feed: serde_json::Value = serde_json::from_str(&all(&page)["feed.json"]).unwrap();
    assert_eq!(feed["items"][0]["title"], sample::HOSTILE);
}

#[test]
fn rss_has_dates_that_readers_parse_and_addresses_that_work() {
    let files = all(&sample::page());
    assert_eq!(texts(&files["history.rss"], "pubDate")[1], "Sat, 14 Mar 2026 09:15:00 +0000");
    assert_eq!(texts(&files["history.rss"], "guid")[0], "https://status.example.org/incidents/000000000010/");
    let mut page = sample::page();
    page.page.url = None;
    let files = all(&page);
    assert_eq!(texts(&files["history.rss"], "guid")[0], "tag:status.invalid,2005:Incident/000000000010");
    assert_eq!(texts(&files["history.rss"], "link")[..2], ["./", "incidents/000000000010/"]);
    assert_eq!(texts(&files["components/000000000001/history.rss"], "link")[1], "../../incidents/000000000010/");
    assert!(files["components/000000000001/history.atom"].contains("href=\"../../incidents/000000000010/\""));
}

#[test]
fn a_feed_of_a_component_has_only_what_affects_it() {
    let files = all(&sample::page());
    let ids = |number: u32| texts(&files[&format!("components/{}/history.atom", sample::id(number).as_str())], "id");
    assert_eq!(ids(1).len(), 1 + 2);
    assert_eq!(ids(3).len(), 1);
    assert_eq!(ids(4).len(), 1 + 4);
}

#[test]
fn an_empty_page_has_empty_feeds() {
    let files = all(&sample::empty());
    assert_eq!(files.len(), 4);
    assert_eq!(texts(&files["history.atom"], "entry").len(), 0);
    assert_eq!(texts(&files["history.atom"], "updated"), ["2026-03-14T12:00:00Z"]);
    assert!(files["maintenance.ics"].ends_with("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"), "a calendar must hold something");
}

#[test]
fn at_most_fifty_and_the_same_bytes_again() {
    let mut page = sample::page();
    page.incidents = (0..60).map(|_| page.incidents[0].clone()).collect();
    assert_eq!(texts(&all(&page)["history.atom"], "content").len(), 50);
    assert_eq!(files(&page).unwrap(), files(&page).unwrap());
}

#[test]
fn the_calendar_says_what_is_planned_and_what_was() {
    let calendar = &all(&sample::page())["maintenance.ics"];
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let events: Vec<&str> = calendar.split("BEGIN:VEVENT\r\n").skip(1).collect();
    let has = |event: usize, line: &str| {
        assert!(events[event].contains(&format!("{line}\r\n")), "{line} in {}", events[event]);
    };
    has(0, "STATUS:CANCELLED");
    has(1, "UID:000000000000-000000000031@flarebook");
    has(1, "DTSTART:20260320T220000Z");
    has(1, "DTEND:20260321T010000Z");
    has(1, "SEQUENCE:0");
    has(1, "CATEGORIES:Help");
    has(2, "SEQUENCE:2");
    has(2, "LAST-MODIFIED:20260310T090000Z");
    has(3, "DTSTART:20260110T220100Z");
    has(3, "DTEND:20260110T234000Z");
    assert_eq!(events.len(), 4);
}

#[test]
fn what_was_done_long_ago_leaves_the_calendar() {
    let mut page = sample::page();
    page.page.generated_at = sample::at("2027-01-20T12:00:00Z");
    let calendar = &all(&page)["maintenance.ics"];
    assert!(!calendar.contains("SUMMARY:Moved") && calendar.contains("SUMMARY:New disks"));
}

#[test]
fn hostile_names_start_no_line_in_the_calendar() {
    let mut page = sample::page();
    page.components[3].name = "a\r\nEND:VCALENDAR\nX;Y,Z\\".to_owned();
    page.maintenances[1].incident.title = None;
    let calendar = &all(&page)["maintenance.ics"];
    assert_eq!(calendar.matches("\r\nEND:VCALENDAR").count(), 1);
    assert!(calendar.replace("\r\n ", "").contains("SUMMARY:Maintenance of a\\nEND:VCALENDAR\\nX\\;Y\\,Z\\\\\r\n"));
}
