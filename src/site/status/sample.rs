//! A page for tests: two components alone, a group of two, incidents and planned work of every sort, and names that are hard to write down.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::model::{ComponentState, Status};
use crate::policy::StatuspageImpact;
use crate::publication::{
    Change, Group, Progress, PublicComponent, PublicId, PublicIncident, PublicMaintenance, PublicPage, PublicReview,
    PublicText, PublicUpdate, StatusPage, Weights, Window,
};

/// A name with everything that has a meaning somewhere: markup, quotes, the end of a CDATA section, a control character, emoji, and
/// letters that run the other way.
pub const HOSTILE: &str = "<b>\"R&D\"</b> 'x' ]]> \u{7}\u{1f642} \u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd}, a;b\\c";

/// The instant written like this.
pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn text(words: &str) -> PublicText {
    PublicText::made_up(words)
}

pub fn id(number: u32) -> PublicId {
    PublicId::made_up(&format!("{number:0>12}"))
}

/// A page without anything on it.
pub fn empty() -> StatusPage {
    let now = at("2026-03-14T12:00:00Z");
    let page = PublicPage {
        id: id(0),
        title: Some("Acme".to_owned()),
        description: None,
        url: Some("https://status.example.org".to_owned()),
        support_url: None,
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        zone_name: "Europe/Berlin".to_owned(),
        language: "en".to_owned(),
        generated_at: now,
        updated_at: now,
        since: None,
        stale_after: 3600,
        weights: Weights::default(),
    };
    StatusPage { page, groups: vec![], components: vec![], incidents: vec![], maintenances: vec![] }
}

pub fn component(number: u32, name: &str, group: Option<usize>) -> PublicComponent {
    PublicComponent {
        id: id(number),
        name: name.to_owned(),
        description: None,
        group,
        since: None,
        state: ComponentState::Operational,
        windows: vec![],
    }
}

pub fn incident(number: u32, title: &str, status: Status, from: &str) -> PublicIncident {
    PublicIncident {
        id: id(number),
        title: Some(title.to_owned()),
        summary: None,
        impact: StatuspageImpact::Minor,
        status,
        started_at: at(from),
        created_at: at(from),
        monitoring_at: None,
        impact_ended_at: None,
        resolved_at: None,
        updated_at: at(from),
        components: vec![],
        updates: vec![],
        review: None,
        preemptive: false,
    }
}

pub fn update(number: u32, when: &str, status: Status, body: Option<&str>) -> PublicUpdate {
    PublicUpdate { id: id(number), at: at(when), status, body: body.map(text), changes: vec![], corrected: false }
}

fn maintenance(number: u32, title: &str, from: &str, until: &str) -> PublicMaintenance {
    let incident = incident(number, title, Status::Investigating, "2026-03-10T09:00:00Z");
    PublicMaintenance {
        incident: PublicIncident { impact: StatuspageImpact::None, components: vec![3], ..incident },
        scheduled_for: at(from),
        scheduled_until: Some(at(until)),
        began_at: None,
        ended_at: None,
        progress: Progress::Scheduled,
        cancelled: false,
    }
}

/// A page as the rooms for programs get it: with titles for everything.
pub fn filled(page: &StatusPage) -> StatusPage {
    super::titles::filled(page, &super::words::Words::new("en", &[]).0).into_owned()
}

/// A page with one of everything.
pub fn page() -> StatusPage {
    let mut page = empty();
    page.groups.push(Group { id: id(90), name: "Web".to_owned(), components: vec![2, 3] });
    page.components = vec![
        PublicComponent { since: Some(date(2025, 6, 1)), ..component(1, "Sign-in", None) },
        component(2, HOSTILE, None),
        component(3, "Shop", Some(0)),
        component(4, "Help", Some(0)),
    ];
    page.incidents = vec![open(), over()];
    page.maintenances = maintenances();
    let window = |from, until: Option<&str>, state, of| Window {
        from: at(from),
        until: until.map(at),
        state,
        because_of: id(of),
    };
    page.components[0].state = ComponentState::MajorOutage;
    page.components[0].windows = vec![
        window("2026-02-01T08:00:00Z", Some("2026-02-01T09:00:00Z"), ComponentState::PartialOutage, 20),
        window("2026-03-14T09:12:00Z", Some("2026-03-14T09:30:00Z"), ComponentState::DegradedPerformance, 10),
        window("2026-03-14T09:30:00Z", None, ComponentState::MajorOutage, 10),
    ];
    page.components[3].state = ComponentState::UnderMaintenance;
    page.components[3].windows = vec![window("2026-03-14T11:30:00Z", None, ComponentState::UnderMaintenance, 32)];
    page.page.updated_at = at("2026-03-14T11:30:00Z");
    page
}

fn open() -> PublicIncident {
    let mut worse = update(12, "2026-03-14T09:30:00Z", Status::Identified, Some("It is the database.\n\n- one\n- two"));
    worse.changes =
        vec![Change { component: 0, from: ComponentState::DegradedPerformance, to: ComponentState::MajorOutage }];
    let slow = Change { component: 0, from: ComponentState::Operational, to: ComponentState::DegradedPerformance };
    let first = update(11, "2026-03-14T09:15:00Z", Status::Investigating, Some("Signing in is **slow** & shaky ]]>."));
    PublicIncident {
        impact: StatuspageImpact::Critical,
        created_at: at("2026-03-14T09:15:00Z"),
        updated_at: at("2026-03-14T09:30:00Z"),
        components: vec![0, 1],
        updates: vec![worse, PublicUpdate { corrected: true, changes: vec![slow], ..first }],
        ..incident(10, HOSTILE, Status::Identified, "2026-03-14T09:12:00Z")
    }
}

fn over() -> PublicIncident {
    PublicIncident {
        title: None,
        summary: Some(text("Some could not sign in.")),
        resolved_at: Some(at("2026-02-01T09:00:00Z")),
        monitoring_at: Some(at("2026-02-01T08:40:00Z")),
        updated_at: at("2026-02-03T10:00:00Z"),
        components: vec![0],
        updates: vec![
            update(22, "2026-02-01T09:00:00Z", Status::Mitigated, None),
            update(21, "2026-02-01T08:05:00Z", Status::Investigating, Some("We are looking.")),
        ],
        review: Some(PublicReview { body: text("## What happened\n\nA certificate ran out.") }),
        ..incident(20, "", Status::Resolved, "2026-02-01T08:00:00Z")
    }
}

/// Newest first by beginning: called off, upcoming, going on, done.
fn maintenances() -> Vec<PublicMaintenance> {
    let mut off = maintenance(34, "Called off", "2026-03-21T22:00:00Z", "2026-03-21T23:00:00Z");
    (off.cancelled, off.progress, off.incident.status) = (true, Progress::Completed, Status::Cancelled);
    off.incident.resolved_at = Some(at("2026-03-12T09:00:00Z"));
    let coming = maintenance(31, "New disks", "2026-03-20T22:00:00Z", "2026-03-21T01:00:00Z");
    let mut going = maintenance(32, "Index rebuild", "2026-03-14T11:30:00Z", "2026-03-14T12:30:00Z");
    (going.began_at, going.progress) = (Some(at("2026-03-14T11:30:00Z")), Progress::InProgress);
    let began = PublicUpdate {
        changes: vec![Change { component: 3, from: ComponentState::Operational, to: ComponentState::UnderMaintenance }],
        ..update(36, "2026-03-14T11:30:00Z", Status::Identified, None)
    };
    going.incident.status = Status::Identified;
    going.incident.updates =
        vec![began, update(33, "2026-03-10T09:00:00Z", Status::Investigating, Some("Search may be slow."))];
    let mut done = maintenance(35, "Moved", "2026-01-10T22:00:00Z", "2026-01-10T23:00:00Z");
    (done.began_at, done.ended_at) = (Some(at("2026-01-10T22:01:00Z")), Some(at("2026-01-10T23:40:00Z")));
    (done.progress, done.incident.status) = (Progress::Completed, Status::Resolved);
    done.incident.resolved_at = done.ended_at;
    vec![off, coming, going, done]
}
