//! The page itself, its components and its ids.

use super::{HOUR, Home, ID, RECORD, at, one};

#[test]
fn components_without_a_public_name_do_not_exist() {
    let components = "\
a: {public_name: Zebra, group: Website, position: 1}
b: {public_name: Apple, group: Website}
c: {public_name: Mango, group: Website}
d: {public_name: Standing alone, since: 2025-01-01, public_description: What it does, description: internal}
e: {public_name: App, group: Apps}
f: {name: Hidden, group: Secret}
g: {public_name: ' ', group: Secret}
";
    let page = Home::new().with("components.yaml", components).page();
    let names: Vec<&str> = page.components.iter().map(|component| component.name.as_str()).collect();
    assert_eq!(names, ["Standing alone", "App", "Zebra", "Apple", "Mango"]);
    let groups: Vec<(&str, &[usize])> =
        page.groups.iter().map(|group| (group.name.as_str(), &group.components[..])).collect();
    assert_eq!(groups, [("Apps", &[1][..]), ("Website", &[2, 3, 4])]);
    assert_eq!(
        page.components.iter().map(|component| component.group).collect::<Vec<_>>(),
        [None, Some(0), Some(1), Some(1), Some(1)]
    );
    assert_eq!(page.components[0].description.as_deref(), Some("What it does"));
    assert!(!format!("{page:?}").contains("internal"));
}

#[test]
fn settings_that_cannot_be_used_are_as_if_they_were_not_there() {
    let policy = "site: {title: Internal name, public: {url: x, support_url: 'javascript:x', timezone: Mars/Olympus, language: ../x, uptime_weights: {partial_outage: 30}}}\n";
    let page = Home::new().with("flarebook.yaml", policy).page().page;
    assert_eq!((&page.title, &page.url, &page.support_url), (&None, &None, &None));
    assert_eq!((page.zone_name.as_str(), page.language.as_str(), page.stale_after), ("Etc/UTC", "en", 3600));
    assert_eq!(page.weights, crate::publication::Weights::default());
    let policy = "site: {public: {title: Acme status, url: 'https://status.acme.example/', timezone: Asia/Tokyo, language: ja, stale_after: 10m, since: 2026-01-01}}\n";
    let page = Home::new().with("flarebook.yaml", policy).page().page;
    assert_eq!(
        (page.title.as_deref(), page.url.as_deref()),
        (Some("Acme status"), Some("https://status.acme.example"))
    );
    assert_eq!((page.zone_name.as_str(), page.language.as_str(), page.stale_after), ("Asia/Tokyo", "ja", 600));
}

#[test]
fn ids_stay_the_same_whatever_else_there_is_and_change_with_the_key() {
    let ids = |home: Home| {
        let page = home.page();
        let incident = page.incidents.iter().find(|incident| incident.title.is_some()).unwrap();
        let updates: Vec<String> = incident.updates.iter().map(|update| update.id.as_str().to_owned()).collect();
        (incident.id.as_str().to_owned(), page.components[0].id.as_str().to_owned(), updates)
    };
    let home = || Home::new().incident(ID, RECORD, HOUR);
    let before = ids(home());
    assert_eq!(before, ids(home().incident("2026-04-01-earlier", "{title: x, visibility: public}", HOUR)));
    let keyed = ids(home().with("flarebook.yaml", "site: {public: {id_key: pepper}}\n"));
    assert!(before.0 != keyed.0 && before.1 != keyed.1 && before.2 != keyed.2);
    assert_eq!(before.2.len(), 2);
}

#[test]
fn newest_first_and_changed_when_it_last_was() {
    let old = HOUR.replace("2026-05-01", "2026-04-01");
    let home = Home::new().incident(ID, RECORD, HOUR).incident("2026-04-01-old", RECORD, &old);
    let page = home.page();
    assert!(page.incidents[0].started_at > page.incidents[1].started_at);
    assert_eq!(page.page.updated_at, at("2026-05-01T11:00:00Z"));
    assert_eq!(Home::new().page().page.updated_at, at(super::NOW));
    // What the future holds is not a change.
    assert_eq!(home.page_at("2026-04-15T00:00:00Z").page.updated_at, at("2026-04-01T11:00:00Z"));
    assert!(
        one(&Home::new().incident(ID, RECORD, HOUR).page_at("2026-01-01T00:00:00Z")).updated_at
            > at("2026-01-01T00:00:00Z")
    );
}
