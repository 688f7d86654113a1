//! Our own documents.

use serde_json::Value;

use super::files;
use crate::publication::StatusPage;
use crate::site::status::sample;

fn document(page: &StatusPage, path: &str) -> Value {
    let file = files(page).unwrap().into_iter().find(|file| file.path.as_str() == path).unwrap();
    serde_json::from_slice(&file.bytes).unwrap()
}

#[test]
fn a_document_for_each_incident_and_each_planned_work() {
    let paths: Vec<String> = files(&sample::page()).unwrap().iter().map(|file| file.path.to_string()).collect();
    let ids = [10, 35, 34, 32, 31, 20].map(|number| format!("incidents/{}", sample::id(number).as_str()));
    let names = ["status", "history", "uptime"].map(str::to_owned).into_iter().chain(ids);
    let mut expected: Vec<String> = names.map(|name| format!("api/flarebook/v1/{name}.json")).collect();
    expected.insert(3, "embed.json".to_owned());
    assert_eq!(paths, expected);
    assert_eq!(files(&sample::empty()).unwrap().len(), 4);
    assert_eq!(files(&sample::page()).unwrap(), files(&sample::page()).unwrap());
}

#[test]
fn texts_come_as_markdown_html_and_words() {
    let incident = &document(&sample::page(), "api/flarebook/v1/incidents/000000000010.json")["incident"];
    let body = &incident["updates"][1]["body"];
    assert_eq!(body["markdown"], "Signing in is **slow** & shaky ]]>.");
    assert_eq!(body["html"], "<p>Signing in is <strong>slow</strong> &amp; shaky ]]&gt;.</p>\n");
    assert_eq!(body["plain"], "Signing in is slow & shaky ]]>.");
    assert_eq!(incident["windows"].as_array().unwrap().len(), 2);
    assert_eq!(incident["windows"][1]["until"], Value::Null);
    let over = &document(&sample::page(), "api/flarebook/v1/incidents/000000000020.json")["incident"];
    assert_eq!(over["review"]["markdown"], "## What happened\n\nA certificate ran out.");
    assert_eq!(over["updates"][0]["body"], Value::Null, "nobody wrote words, and here nobody makes some up");
}

#[test]
fn a_day_holds_what_happened_in_it() {
    let mut page = sample::page();
    let uptime = document(&page, "api/flarebook/v1/uptime.json");
    let component = &uptime["components"][0];
    let days = component["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[89]["date"]), (90, &"2026-03-14".into()));
    // Midnight in Berlin to now are 13 hours; 2.5 of them down.
    assert_eq!((&days[89]["counted"], &days[89]["major_outage"]), (&(13 * 3600).into(), &9000.into()));
    assert_eq!(days[89]["uptime"], 80.76);
    assert_eq!(days[89]["incidents"], serde_json::json!(["000000000010"]));
    assert_eq!(component["uptime"].as_f64().map(|figure| figure < 100.0), Some(true));
    // Nobody said since when there is data.
    page.components[0].since = None;
    let uptime = document(&page, "api/flarebook/v1/uptime.json");
    assert_eq!(uptime["components"][0]["uptime"], Value::Null);
    assert_eq!(uptime["components"][2]["days"][89]["worst"], Value::Null);
}

#[test]
fn what_was_over_long_ago_is_only_in_the_history() {
    let mut page = sample::page();
    page.page.generated_at = sample::at("2026-06-01T12:00:00Z");
    let ids = |path: &str, key: &str| {
        let document = document(&page, path);
        document[key].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("api/flarebook/v1/history.json", "incidents").len(), 6);
    assert_eq!(ids("api/flarebook/v1/status.json", "incidents").len(), 4);
    assert_eq!(ids("embed.json", "current").len(), 3);
}
