//! A page with something of everything and nothing of the record: what the site says by itself, whatever happens.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{
    Change, Group, Progress, PublicComponent, PublicId, PublicIncident, PublicMaintenance, PublicPage, PublicReview,
    PublicText, PublicUpdate, StatusPage, Window,
};
use crate::model::{ComponentState, Status};
use crate::policy::StatuspageImpact;

/// A text with every kind of markup, in words that nobody uses.
const TEXT: &str = "Xyzzya xyzzyb.\n\n## Xyzzyc\n\n- **Xyzzyd**\n- *xyzzye* `xyzzyf`\n\n1. Xyzzyg\n\n> Xyzzyh\n\n\
                    | Xyzzyi | xyzzyj |\n|---|---|\n| xyzzyk | xyzzyl |\n\n```\nxyzzym\n```\n\n[xyzzyn](https://example.invalid/)\n";

/// So many incidents: over a year, so that every month is named.
const INCIDENTS: i64 = 15;

const IMPACTS: [StatuspageImpact; 4] =
    [StatuspageImpact::None, StatuspageImpact::Minor, StatuspageImpact::Major, StatuspageImpact::Critical];

/// The page of a site like this one, with made-up components, incidents and maintenance: every state, every status, every month.
#[must_use]
pub fn specimen(page: &PublicPage) -> StatusPage {
    let now = page.generated_at;
    let states = ComponentState::ALL;
    let components: Vec<PublicComponent> = states.iter().zip(0..).map(|(state, n)| component(now, n, *state)).collect();
    let last = components.len().saturating_sub(1);
    let groups = vec![Group { id: id("group", 0), name: "Xyzzyo".to_owned(), components: vec![last] }];
    StatusPage {
        page: page.clone(),
        groups,
        components: components
            .into_iter()
            .enumerate()
            .map(|(n, it)| PublicComponent { group: (n == last).then_some(0), ..it })
            .collect(),
        incidents: (0..INCIDENTS).map(|n| incident(ago(now, n * 26 * 24), n, n > 5)).collect(),
        maintenances: (0..5).map(|n| maintenance(now, n)).collect(),
    }
}

fn ago(now: Timestamp, hours: i64) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(hours)).unwrap_or(now)
}

/// Twelve letters and digits, of which no two are alike.
fn id(kind: &str, number: i64) -> PublicId {
    PublicId(format!("{:x>10}{:02}", kind.chars().take(6).collect::<String>(), number.rem_euclid(100)))
}

fn text() -> PublicText {
    PublicText(TEXT.to_owned())
}

fn component(now: Timestamp, n: i64, state: ComponentState) -> PublicComponent {
    let states = ComponentState::ALL.iter().filter(|state| **state != ComponentState::Operational);
    let windows = states.zip(1..).map(|(state, days)| Window {
        from: ago(now, days * 24),
        until: Some(ago(now, days * 24 - 1)),
        state: *state,
        because_of: id("incident", days),
    });
    PublicComponent {
        id: id("component", n),
        name: format!("Xyzzyp{n}"),
        description: (n % 2 == 0).then(|| "Xyzzyq.".to_owned()),
        group: None,
        since: Some(Date::constant(2020, 1, 1)),
        state,
        windows: windows.collect(),
    }
}

fn incident(began: Timestamp, n: i64, over: bool) -> PublicIncident {
    let pick = usize::try_from(n).unwrap_or_default();
    let status = if over { Status::Resolved } else { Status::ALL[pick % Status::ALL.len()] };
    let ended = matches!(status, Status::Resolved | Status::Mitigated | Status::Cancelled);
    let later = |minutes: i64| began.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(began);
    let statuses = Status::LADDER.iter().take_while(|step| ended || **step != Status::Mitigated);
    let mut updates: Vec<PublicUpdate> =
        statuses.zip(0..).map(|(step, at)| update(n * 10 + at, later(at * 17), *step)).collect();
    updates.reverse();
    PublicIncident {
        id: id("incident", n),
        title: (n % 3 != 0).then(|| "Xyzzyr".to_owned()),
        summary: (n % 2 == 0).then(text),
        impact: IMPACTS[pick % IMPACTS.len()],
        status,
        started_at: began,
        created_at: later(3),
        monitoring_at: ended.then(|| later(34)),
        impact_ended_at: ended.then(|| later(50)),
        resolved_at: ended.then(|| later(51)),
        updated_at: later(68),
        components: (0..pick % 4).collect(),
        updates,
        review: (n % 4 == 1 && ended).then(|| PublicReview { body: text() }),
        preemptive: n == 7,
    }
}

fn update(n: i64, at: Timestamp, status: Status) -> PublicUpdate {
    let changes = ComponentState::ALL.windows(2).enumerate().map(|(component, pair)| Change {
        component,
        from: pair[0],
        to: pair[1],
    });
    PublicUpdate {
        id: id("update", n),
        at,
        status,
        body: (n % 3 != 2).then(text),
        changes: if n % 2 == 0 { changes.collect() } else { Vec::new() },
        corrected: n % 5 == 1,
    }
}

/// Done, running, running beyond its end, to come, called off.
fn maintenance(now: Timestamp, n: i64) -> PublicMaintenance {
    let start = ago(now, [72, 1, 4, -24, -48][usize::try_from(n).unwrap_or_default() % 5]);
    let until = start.saturating_add(SignedDuration::from_hours(2)).unwrap_or(start);
    let (began, over, cancelled) = (n < 3, n == 0, n == 4);
    let (status, progress) = match n {
        0 => (Status::Resolved, Progress::Completed),
        1 => (Status::Identified, Progress::InProgress),
        2 => (Status::Monitoring, Progress::Verifying),
        4 => (Status::Cancelled, Progress::Completed),
        _ => (Status::Investigating, Progress::Scheduled),
    };
    let incident = incident(start, 20 + n, false);
    PublicMaintenance {
        incident: PublicIncident {
            id: id("maintenance", n),
            status,
            resolved_at: (over || cancelled).then_some(until),
            impact: StatuspageImpact::None,
            ..incident
        },
        scheduled_for: start,
        scheduled_until: (n != 2).then_some(until),
        began_at: began.then_some(start),
        ended_at: over.then_some(until),
        progress,
        cancelled,
    }
}
