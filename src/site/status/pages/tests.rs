//! The pages of a page that has everything on it, in every language, and of one that has nothing.

use std::collections::BTreeMap;

use crate::model::ComponentState;
use crate::publication::StatusPage;
use crate::site::status::{Look, sample};
use crate::site::templates::Templates;

const LANGUAGES: [&str; 5] = ["de", "en", "es", "fr", "ja"];

fn files(page: &StatusPage, language: &str) -> BTreeMap<String, String> {
    let templates = Templates::new(Vec::new()).unwrap();
    let files = super::files(page, &templates, &Look::plain(language)).unwrap();
    let count = files.len();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let files: BTreeMap<_, _> = files.into_iter().map(|f| (f.path.as_str().to_owned(), text(f.bytes))).collect();
    assert_eq!(files.len(), count, "two files of one name");
    files
}

#[test]
fn every_page_in_every_language() {
    let page = sample::page();
    for language in LANGUAGES {
        let files = files(&page, language);
        let pages: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".html")).collect();
        let wanted = 3 + page.components.len() + page.incidents.len() + page.maintenances.len();
        assert!(pages.len() > wanted, "{language}: {} pages", pages.len());
        for (path, html) in pages {
            assert!(html.contains(&format!("<html lang=\"{language}\" dir=\"ltr\">")), "{language} {path}");
            for forgotten in ["{count}", "{components}", "{moment}", "{date}", "{state}", "{month}", "{percent}"] {
                assert!(!html.contains(forgotten), "{language} {path}: {forgotten}");
            }
            assert_eq!(html.matches("<h1").count(), 1, "{language} {path}");
        }
    }
}

#[test]
fn names_are_text_whatever_they_hold() {
    for (path, html) in files(&sample::page(), "en").iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!html.contains("<b>\"R&D\"") && !html.contains("<script>"), "{path}");
    }
}

#[test]
fn the_version_changes_with_what_is_said_and_not_with_the_clock() {
    let page = sample::page();
    let version = |page: &StatusPage| {
        let json: serde_json::Value = serde_json::from_str(&files(page, "en")["assets/now.json"]).unwrap();
        json["version"].as_str().unwrap().to_owned()
    };
    let mut later = page.clone();
    later.page.generated_at = sample::at("2026-03-14T12:00:30Z");
    assert_eq!(version(&page), version(&later));
    let mut other = page.clone();
    other.components[1].state = ComponentState::MajorOutage;
    assert_ne!(version(&page), version(&other));
}

#[test]
fn the_worst_of_all_comes_first_and_open_trouble_is_never_called_well() {
    use ComponentState::{DegradedPerformance, MajorOutage, UnderMaintenance};
    let mut page = sample::empty();
    let overall = |page: &StatusPage| super::home::overall(page).0;
    assert_eq!(overall(&page), "overall_nothing");
    page.components = vec![sample::component(1, "A", None), sample::component(2, "B", None)];
    assert_eq!(overall(&page), "overall_operational");
    page.components[0].state = UnderMaintenance;
    assert_eq!(overall(&page), "overall_under_maintenance");
    page.components[1].state = DegradedPerformance;
    assert_eq!(overall(&page), "overall_degraded_performance");
    page.components[0].state = MajorOutage;
    assert_eq!(overall(&page), "overall_major_outage");
    let mut open = sample::page();
    open.components.iter_mut().for_each(|component| component.state = ComponentState::Operational);
    open.incidents.iter_mut().for_each(|incident| incident.resolved_at = None);
    assert_eq!(overall(&open), "overall_incident");
    let home = &files(&open, "en")["index.html"];
    assert!(!home.contains("No incidents today.") && !home.contains("All systems operational"), "{home}");
}

#[test]
fn an_empty_page_is_a_page() {
    let files = files(&sample::empty(), "en");
    assert!(files["index.html"].contains("Nothing is listed on this page yet"));
    assert!(files["history/index.html"].contains("Nothing has been published yet."));
    assert!(files["404.html"].contains("href=\"/assets/status.css"), "{}", files["404.html"]);
}
