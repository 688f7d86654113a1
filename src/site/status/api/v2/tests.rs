//! The eight documents against what is known of the vendor's: the same keys in the same order, the same sorts of values.
//!
//! The tables in [`shape`] are facts, gathered from pages of twenty services. Where the pages themselves lie beside the repository, they are held against
//! the same tables, so that the tables cannot drift from what clients really get.

mod captures;
mod shape;

use serde_json::Value;

use super::files;
use crate::model::ComponentState;
use crate::publication::StatusPage;
use crate::site::status::sample;

const NAMES: [&str; 8] = [
    "summary",
    "status",
    "components",
    "incidents",
    "incidents/unresolved",
    "scheduled-maintenances",
    "scheduled-maintenances/upcoming",
    "scheduled-maintenances/active",
];

fn documents(page: &StatusPage) -> Vec<(String, Value)> {
    let files = files(&sample::filled(page)).unwrap();
    files.into_iter().map(|file| (file.path.to_string(), serde_json::from_slice(&file.bytes).unwrap())).collect()
}

fn document(page: &StatusPage, name: &str) -> Value {
    let path = format!("api/v2/{name}.json");
    documents(page).into_iter().find(|(one, _)| *one == path).unwrap().1
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().trim_start_matches('0')).collect()
}

#[test]
fn eight_documents_of_the_vendors_shape() {
    for page in [sample::page(), sample::empty(), without_address(), many()] {
        let documents = documents(&page);
        let names: Vec<String> = NAMES.iter().map(|name| format!("api/v2/{name}.json")).collect();
        assert_eq!(documents.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>(), names);
        for (path, document) in &documents {
            let faults = shape::faults(path, document);
            assert!(faults.is_empty(), "{}", faults.join("\n"));
        }
    }
}

#[test]
fn planted_faults_are_found() {
    let summary = document(&sample::page(), "summary");
    let planted: [(&str, Value); 7] = [
        ("/status/indicator", "bad".into()),
        ("/status/description", "All is well".into()),
        ("/page/updated_at", "2026-03-14T11:30:00Z".into()),
        ("/components/0/position", 256.into()),
        ("/components/0/id", "UPPER-CASE-1".into()),
        ("/incidents/0/shortlink", Value::Null),
        ("/scheduled_maintenances/0/incident_updates/0/status", "investigating".into()),
    ];
    for (at, wrong) in planted {
        let mut summary = summary.clone();
        *summary.pointer_mut(at).unwrap() = wrong;
        assert_eq!(shape::faults("summary", &summary).len(), 1, "{at}");
    }
    for (object, key) in
        [("", "status"), ("/page", "url"), ("/components/1", "start_date"), ("/incidents/0", "monitoring_at")]
    {
        let mut summary = summary.clone();
        summary.pointer_mut(object).unwrap().as_object_mut().unwrap().shift_remove(key);
        assert_eq!(shape::faults("summary", &summary).len(), 1, "{object}: {key}");
    }
}

fn without_address() -> StatusPage {
    let mut page = sample::page();
    page.page.url = None;
    page.page.title = None;
    page
}

/// Three hundred components in one group.
fn many() -> StatusPage {
    let mut page = sample::empty();
    page.components = (100..400).map(|number| sample::component(number, &format!("Part {number}"), Some(0))).collect();
    let group = crate::publication::Group { id: sample::id(9), name: "All".to_owned(), components: (0..300).collect() };
    page.groups = vec![group];
    page
}

#[test]
fn places_stay_below_256_and_groups_list_what_is_in_them() {
    let components = document(&many(), "components")["components"].clone();
    let all = components.as_array().unwrap();
    assert_eq!(all.len(), 301);
    assert!(all.iter().all(|one| (1..=255).contains(&one["position"].as_u64().unwrap())));
    assert_eq!((&all[0]["group"], all[0]["components"].as_array().unwrap().len()), (&Value::Bool(true), 300));
    assert!(all[1..].iter().all(|one| one["group_id"] == all[0]["id"] && one.get("components").is_none()));
}

#[test]
fn a_group_is_as_bad_as_its_worst_component() {
    let components = document(&sample::page(), "components")["components"].clone();
    assert_eq!(ids(&components), ["1", "2", "90", "3", "4"]);
    assert_eq!(components[2]["status"], "under_maintenance");
    assert_eq!(components[2]["components"], serde_json::json!(["000000000003", "000000000004"]));
}

#[test]
fn what_is_open_what_is_over_and_what_is_to_come() {
    let page = sample::page();
    let incidents = |name| document(&page, name)["incidents"].clone();
    let maintenances = |name| document(&page, name)["scheduled_maintenances"].clone();
    assert_eq!(ids(&incidents("incidents")), ["10", "20"]);
    assert_eq!(ids(&incidents("incidents/unresolved")), ["10"]);
    assert_eq!(ids(&incidents("summary")), ["10"]);
    assert_eq!(ids(&maintenances("scheduled-maintenances")), ["34", "31", "32", "35"]);
    assert_eq!(ids(&maintenances("scheduled-maintenances/upcoming")), ["31"]);
    assert_eq!(ids(&maintenances("scheduled-maintenances/active")), ["32"]);
    assert_eq!(ids(&maintenances("summary")), ["32", "31"], "the next first");
    assert_eq!(document(&page, "status")["status"]["description"], "Partial System Outage");
}

#[test]
fn an_incident_tells_what_each_update_changed() {
    let incident = document(&sample::page(), "incidents")["incidents"][0].clone();
    assert_eq!((&incident["status"], &incident["impact"]), (&"identified".into(), &"critical".into()));
    assert_eq!(incident["shortlink"], "https://status.example.org/incidents/000000000010/");
    let states = |update: usize| {
        let affected = incident["incident_updates"][update]["affected_components"].as_array().unwrap();
        affected
            .iter()
            .map(|one| [&one["old_status"], &one["new_status"]].map(|state| state.as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(states(0), [["degraded_performance", "major_outage"], ["operational", "operational"]]);
    assert_eq!(states(1), [["operational", "degraded_performance"], ["operational", "operational"]]);
    assert_eq!(ids(&incident["components"]), ["1", "2"]);
}

#[test]
fn a_review_is_the_newest_update_and_nobodys_title_is_guessed() {
    let incident = document(&sample::page(), "incidents")["incidents"][1].clone();
    assert_eq!((&incident["name"], &incident["status"]), (&"Incident affecting Sign-in".into(), &"postmortem".into()));
    let updates = incident["incident_updates"].as_array().unwrap();
    let told: Vec<&str> = updates.iter().map(|update| update["status"].as_str().unwrap()).collect();
    assert_eq!(told, ["postmortem", "resolved", "investigating"]);
    assert_eq!(updates[1]["body"], "This is over.", "nobody wrote words");
}

#[test]
fn a_member_of_a_group_is_named_with_it() {
    let page = sample::page();
    let going = document(&page, "scheduled-maintenances/active")["scheduled_maintenances"][0].clone();
    assert_eq!(going["incident_updates"][0]["affected_components"][0]["name"], "Web - Help");
    assert_eq!((&going["status"], &going["impact"]), (&"in_progress".into(), &"maintenance".into()));
    assert_eq!(going["scheduled_for"], "2026-03-14T12:30:00.000+01:00", "in the page's zone");
    assert_eq!(going["incident_updates"][1]["status"], "scheduled");
}

#[test]
fn at_most_fifty() {
    let mut page = sample::page();
    page.incidents = (0..60).map(|_| page.incidents[0].clone()).collect();
    assert_eq!(document(&page, "incidents")["incidents"].as_array().unwrap().len(), 50);
    assert_eq!(
        document(&page, "incidents/unresolved")["incidents"].as_array().unwrap().len(),
        60,
        "nothing open is hidden"
    );
}

#[test]
fn utc_is_written_as_z() {
    let mut page = sample::page();
    page.page.zone = jiff::tz::TimeZone::UTC;
    page.page.zone_name = "Etc/UTC".to_owned();
    assert_eq!(document(&page, "status")["page"]["updated_at"], "2026-03-14T11:30:00.000Z");
}

#[test]
fn the_same_page_makes_the_same_bytes_and_names_come_through_whole() {
    let page = sample::page();
    assert_eq!(files(&page).unwrap(), files(&page).unwrap());
    assert_eq!(document(&page, "components")["components"][1]["name"], sample::HOSTILE);
}

#[test]
fn a_page_without_components_is_as_its_incidents_are() {
    let mut page = sample::page();
    page.components.clear();
    page.groups.clear();
    assert_eq!(document(&page, "status")["status"]["indicator"], "critical");
    page.components = vec![sample::component(1, "Sign-in", None)];
    page.components[0].state = ComponentState::Operational;
    assert_eq!(document(&page, "status")["status"]["indicator"], "none");
}
