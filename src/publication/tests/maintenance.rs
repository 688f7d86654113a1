//! Planned work: the plan, the record and the clock.

use super::{Home, at, windows, work};
use crate::model::{ComponentState, Status};
use crate::publication::uptime::Ledger;
use crate::publication::{Progress, StatusPage};

const ID: &str = "2026-05-02-database-move";
const PLAN: &str = "from: 2026-05-02T22:00:00Z, until: 2026-05-03T01:00:00Z";
const ANNOUNCED: &str =
    "- {at: 2026-04-20T10:00:00Z, status: investigating, audience: public, text: We will move the database.}\n";

fn home(plan: &str, timeline: &str) -> Home {
    let record = format!(
        "{{title: x, public_title: Move, kind: maintenance, visibility: public, components: [login], scheduled: {{{plan}}}}}"
    );
    Home::new().incident(ID, &record, timeline)
}

/// Where it stands at different times: how far, when it began and ended.
fn stand(page: &StatusPage) -> String {
    let work = work(page);
    let clock =
        |at: Option<jiff::Timestamp>| at.map_or_else(|| "?".to_owned(), |at| at.strftime("%d %H:%M").to_string());
    let cancelled = if work.cancelled { " cancelled" } else { "" };
    format!("{} {}-{}{cancelled}", work.progress.as_str(), clock(work.began_at), clock(work.ended_at))
}

#[test]
fn by_the_clock_when_nobody_says_anything() {
    let home = home(PLAN, ANNOUNCED);
    for (now, expected, state) in [
        ("2026-05-02T21:59:59Z", "scheduled ?-?", ComponentState::Operational),
        ("2026-05-02T22:00:00Z", "in_progress 02 22:00-?", ComponentState::UnderMaintenance),
        ("2026-05-03T00:59:59Z", "in_progress 02 22:00-?", ComponentState::UnderMaintenance),
        ("2026-05-03T01:00:00Z", "completed 02 22:00-03 01:00", ComponentState::Operational),
        // The clock before anybody had thought of it.
        ("2026-01-01T00:00:00Z", "scheduled ?-?", ComponentState::Operational),
    ] {
        let page = home.page_at(now);
        assert_eq!((stand(&page).as_str(), page.components[0].state), (expected, state), "{now}");
        assert_eq!(work(&page).incident.created_at, at("2026-04-20T10:00:00Z"));
    }
    let page = home.page_at("2026-05-04T00:00:00Z");
    assert_eq!(
        super::updates(&work(&page).incident),
        ["10:00 investigating We will move the database.", "22:00 identified -", "01:00 resolved -"]
    );
    assert_eq!(windows(&page), ["22:00-01:00 under_maintenance"]);
    assert!(page.incidents.is_empty());
}

#[test]
fn the_record_goes_before_the_clock() {
    let begun = "- {at: 2026-05-02T22:10:00Z, status: identified, audience: public, text: We begin.}\n";
    for (timeline, now, expected) in [
        // Begun late, and nobody said that it ended: extended.
        (begun.to_owned(), "2026-05-03T05:00:00Z", "in_progress 02 22:10-?"),
        (
            format!("{begun}- {{at: 2026-05-03T03:00:00Z, status: resolved, text: x}}\n"),
            "2026-05-03T05:00:00Z",
            "completed 02 22:10-03 03:00",
        ),
        // Ended early.
        (
            format!("{begun}- {{at: 2026-05-02T23:00:00Z, status: mitigated, text: x}}\n"),
            "2026-05-02T23:30:00Z",
            "completed 02 22:10-02 23:00",
        ),
        // Ended early, begun by the clock.
        (
            "- {at: 2026-05-02T23:00:00Z, status: mitigated, text: x}\n".to_owned(),
            "2026-05-02T23:30:00Z",
            "completed 02 22:00-02 23:00",
        ),
        // Begun early.
        (begun.replace("T22:10", "T21:30"), "2026-05-02T21:40:00Z", "in_progress 02 21:30-?"),
        (
            format!("{begun}- {{at: 2026-05-02T23:00:00Z, status: monitoring, text: x}}\n"),
            "2026-05-02T23:30:00Z",
            "verifying 02 22:10-?",
        ),
        // `investigating` after its time is a beginning, before it an announcement.
        (ANNOUNCED.replace("2026-04-20T10", "2026-05-02T23"), "2026-05-03T05:00:00Z", "in_progress 02 23:00-?"),
        // Done before its time, and nobody said when it began.
        (
            "- {at: 2026-05-01T23:00:00Z, status: resolved, text: x}\n".to_owned(),
            "2026-05-03T05:00:00Z",
            "completed 01 23:00-01 23:00",
        ),
    ] {
        assert_eq!(stand(&home(PLAN, &timeline).page_at(now)), expected, "{now} {timeline}");
    }
}

#[test]
fn called_off() {
    let off = |at: &str| format!("- {{at: {at}, status: cancelled, text: not today}}\n");
    // Before it began, and nobody had heard of it.
    assert!(home(PLAN, &off("2026-05-01T10:00:00Z")).page_at("2026-05-04T00:00:00Z").maintenances.is_empty());
    // Before it began, and customers waited for it.
    let page = home(PLAN, &format!("{ANNOUNCED}{}", off("2026-05-01T10:00:00Z"))).page_at("2026-05-04T00:00:00Z");
    assert_eq!(stand(&page), "completed ?-01 10:00 cancelled");
    assert_eq!((work(&page).incident.status, windows(&page).len()), (Status::Cancelled, 0));
    assert_eq!(super::updates(&work(&page).incident)[1..], ["10:00 cancelled -"]);
    // After it began: so long it was under way.
    let page = home(PLAN, &format!("{ANNOUNCED}{}", off("2026-05-02T23:00:00Z"))).page_at("2026-05-04T00:00:00Z");
    assert_eq!(
        (stand(&page).as_str(), windows(&page)),
        ("completed 02 22:00-02 23:00 cancelled", vec!["22:00-23:00 under_maintenance".to_owned()])
    );
}

#[test]
fn without_an_end_it_goes_on_until_somebody_says_so() {
    for plan in [
        "from: 2026-05-02T22:00:00Z",
        "from: 2026-05-02T22:00:00Z, until: 2026-05-02T22:00:00Z",
        "from: 2026-05-02T22:00:00Z, until: unknown",
    ] {
        let page = home(plan, "").page_at("2026-06-01T00:00:00Z");
        assert_eq!((stand(&page).as_str(), work(&page).scheduled_until), ("in_progress 02 22:00-?", None), "{plan}");
    }
    // Without a beginning there is no plan.
    let nothing = home("until: 2026-05-02T22:00:00Z", ANNOUNCED);
    assert!(nothing.page().maintenances.is_empty() && nothing.left_out()[0].contains("does not say when"));
}

#[test]
fn overlapping_and_across_midnight_and_the_change_of_clocks() {
    // Berlin's clocks go forward from 02:00 to 03:00 on 29 March: one hour less between 23:00 and 05:00.
    let night = "from: 2026-03-28T23:00:00+01:00, until: 2026-03-29T05:00:00+02:00";
    let second = "{title: x, kind: maintenance, visibility: public, components: [login], scheduled: {from: 2026-03-29T04:00:00+02:00, until: 2026-03-29T06:00:00+02:00}}";
    let home = home(night, "").incident("2026-03-29-more", second, "");
    let home = home.with("flarebook.yaml", "site: {public: {timezone: Europe/Berlin, since: 2026-01-01}}\n");
    let page = home.page_at("2026-03-30T00:00:00Z");
    assert_eq!(page.maintenances.iter().map(|work| work.progress).collect::<Vec<_>>(), [Progress::Completed; 2]);
    let ledger = Ledger::of_component(&page, 0);
    let hours = |day: &str| ledger.day(day.parse().unwrap()).unwrap().tally.maintenance / 3600;
    assert_eq!((hours("2026-03-28"), hours("2026-03-29")), (1, 5));
    let tally = ledger.day("2026-03-29".parse().unwrap()).unwrap().tally;
    assert_eq!((tally.length / 3600, tally.incidents.len()), (23, 2));
    assert_eq!(tally.uptime(&page.page.weights).map(|uptime| uptime.to_string()).as_deref(), Some("100.00"));
    // While both run, and when the first is over.
    assert_eq!(home.page_at("2026-03-29T02:30:00Z").components[0].state, ComponentState::UnderMaintenance);
    assert_eq!(home.page_at("2026-03-29T03:30:00Z").components[0].state, ComponentState::UnderMaintenance);
    assert_eq!(home.page_at("2026-03-29T04:00:00Z").components[0].state, ComponentState::Operational);
}

#[test]
fn an_outage_during_planned_work_is_an_outage() {
    let timeline = "\
- {at: 2026-05-02T22:00:00Z, status: identified, text: x}
- {at: 2026-05-02T23:00:00Z, components: {login: major_outage}, text: oh no}
- {at: 2026-05-02T23:30:00Z, components: {login: under_maintenance}, text: phew}
- {at: 2026-05-03T00:30:00Z, components: {login: operational}, text: x}
- {at: 2026-05-03T01:00:00Z, status: resolved, text: x}
";
    let page = home(PLAN, timeline).page();
    assert_eq!(
        windows(&page),
        ["22:00-23:00 under_maintenance", "23:00-23:30 major_outage", "23:30-00:30 under_maintenance"]
    );
}
