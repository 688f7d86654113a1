//! Times, states and updates of incidents.

use super::{HOUR, Home, ID, RECORD, at, one, told, updates, windows};
use crate::model::{ComponentState, Status};
use crate::policy::StatuspageImpact;

#[test]
fn an_hour_of_trouble() {
    let page = told(HOUR);
    let incident = one(&page);
    assert_eq!(incident.title.as_deref(), Some("Errors when signing in"));
    assert_eq!(
        updates(incident),
        ["10:05 investigating We are looking into errors when signing in.", "11:00 mitigated Signing in works again."]
    );
    let changes: Vec<(ComponentState, ComponentState)> = incident
        .updates
        .iter()
        .rev()
        .flat_map(|update| &update.changes)
        .map(|change| (change.from, change.to))
        .collect();
    use ComponentState::{Operational, PartialOutage};
    assert_eq!(changes, [(Operational, PartialOutage), (PartialOutage, Operational)]);
    assert_eq!(windows(&page), ["10:00-11:00 partial_outage"]);
    assert_eq!(page.components[0].windows[0].because_of, incident.id);
    assert_eq!(
        (incident.status, incident.is_open(), incident.impact),
        (Status::Mitigated, false, StatuspageImpact::Major)
    );
    let times = [incident.started_at, incident.created_at, incident.updated_at];
    assert_eq!(times, ["10:00", "10:05", "11:00"].map(|clock| at(&format!("2026-05-01T{clock}:00Z"))));
    assert_eq!(incident.monitoring_at, Some(at("2026-05-01T10:30:00Z")));
    assert_eq!((incident.resolved_at, incident.impact_ended_at), (Some(times[2]), Some(times[2])));
    assert_eq!((incident.components.as_slice(), page.components[0].state), (&[0][..], Operational));
}

#[test]
fn states_without_a_word_of_components_follow_the_severity() {
    for (severity, expected) in [
        ("P0", "10:00-11:00 major_outage"),
        ("P1", "10:00-11:00 partial_outage"),
        ("P2", "10:00-11:00 degraded_performance"),
        ("nobody-knows", "10:00-11:00 degraded_performance"),
    ] {
        assert_eq!(windows(&told(&HOUR.replace("P1", severity))), [expected], "{severity}");
    }
    let pending = HOUR.replace(", severity: P1", "");
    assert_eq!(windows(&told(&pending)), ["10:00-11:00 degraded_performance"]);
    assert_eq!(one(&told(&pending)).impact, StatuspageImpact::Minor);
    // The first severity holds from the beginning of the impact, the next from its entry on.
    let raised = HOUR.replace("status: monitoring", "status: monitoring, severity: P0");
    assert_eq!(windows(&told(&raised)), ["10:00-10:30 partial_outage", "10:30-11:00 major_outage"]);
    let none = "severities: [{id: P1, level: 1, name: x, meaning: x, statuspage_impact: none}]\n";
    let home = Home::new().incident(ID, RECORD, HOUR).with("flarebook.yaml", none);
    assert!(windows(&home.page()).is_empty() && one(&home.page()).impact == StatuspageImpact::None);
}

#[test]
fn states_that_somebody_wrote_down_go_before_the_severity() {
    let with = |entry: &str, changes: &str| HOUR.replace(entry, &format!("{entry}, components: {changes}"));
    for (timeline, expected) in [
        (with("severity: P1", "{login: major_outage}"), &["10:00-11:00 major_outage"][..]),
        (with("status: monitoring", "{login: operational}"), &[]),
        (
            with("severity: P1", "{login: major_outage}")
                .replace("status: monitoring", "components: {login: degraded_performance}"),
            &["10:00-10:30 major_outage", "10:30-11:00 degraded_performance"],
        ),
        // From before the impact began: it counts from then.
        (
            format!("- {{at: 2026-05-01T09:50:00Z, components: {{login: degraded_performance}}, text: x}}\n{HOUR}"),
            &["09:50-11:00 degraded_performance"],
        ),
        // When it is over, it is over.
        (format!("{HOUR}- {{at: 2026-05-01T11:30:00Z, components: {{login: major_outage}}, text: x}}\n"), &[]),
        // Never, as far as anybody knows: from the beginning.
        (
            format!(
                "- {{at: unknown, components: {{login: major_outage, no-such: major_outage, ledger: major_outage}}, text: x}}\n{HOUR}"
            ),
            &["10:00-11:00 major_outage"],
        ),
    ] {
        assert_eq!(windows(&told(&timeline)), expected, "{timeline}");
    }
    let pending = with("severity: P1", "{login: major_outage}").replace("severity: P1, ", "");
    assert_eq!(one(&told(&pending)).impact, StatuspageImpact::Critical);
}

#[test]
fn the_clock_of_the_outage_follows_the_impact() {
    let with = |impact: &str, timeline: &str| {
        let record = RECORD.replace("title: secret", &format!("impact: {{{impact}}}, title: secret"));
        Home::new().incident(ID, &record, timeline).page()
    };
    let late = "started_at: 2026-05-01T09:40:00Z, ended_at: 2026-05-01T10:45:00Z";
    let page = with(late, HOUR);
    assert_eq!(windows(&page), ["09:40-10:45 partial_outage"]);
    let incident = one(&page);
    assert_eq!(incident.started_at, at("2026-05-01T09:40:00Z"));
    assert_eq!(incident.impact_ended_at, Some(at("2026-05-01T10:45:00Z")));
    assert_eq!(incident.resolved_at, Some(at("2026-05-01T11:00:00Z")));
    // Longer than anybody knew.
    assert_eq!(windows(&with("ended_at: 2026-05-01T11:20:00Z", HOUR)), ["10:00-11:20 partial_outage"]);
    // The wrong way round: no time at all, and no panic.
    let page = with("started_at: 2026-05-01T12:00:00Z, ended_at: 2026-05-01T09:00:00Z", HOUR);
    assert!(windows(&page).is_empty() && one(&page).resolved_at >= Some(one(&page).started_at));
    // Reopened: the end of the first part stays its end.
    let reopened = format!(
        "{HOUR}- {{at: 2026-05-01T12:00:00Z, status: investigating, text: again}}
- {{at: 2026-05-01T13:00:00Z, status: mitigated, text: over}}\n"
    );
    let page = with("ended_at: 2026-05-01T10:45:00Z", &reopened);
    assert_eq!(windows(&page), ["10:00-10:45 partial_outage", "12:00-13:00 partial_outage"]);
    assert_eq!(
        updates(one(&page))[1..],
        ["11:00 mitigated Signing in works again.", "12:00 investigating -", "13:00 mitigated -"]
    );
    assert_eq!(one(&page).resolved_at, Some(at("2026-05-01T13:00:00Z")));
}

#[test]
fn what_still_goes_on_has_no_end() {
    let open = HOUR.lines().take(3).collect::<Vec<_>>().join("\n");
    let page = told(&open);
    let incident = one(&page);
    assert!(incident.is_open() && incident.impact_ended_at.is_none());
    assert_eq!(windows(&page), ["10:00- partial_outage"]);
    assert_eq!(page.components[0].state, ComponentState::PartialOutage);
    // The truth is not held back: an internal entry moves the status, and no words come with it.
    assert_eq!((incident.status, updates(incident).len()), (Status::Monitoring, 1));
    // A clock that is behind the record's sees no less.
    let home = Home::new().incident(ID, RECORD, &open);
    assert_eq!(home.page_at("2026-05-01T09:59:30Z").components[0].state, ComponentState::PartialOutage);
}

#[test]
fn the_end_is_told_without_words_where_nobody_found_any() {
    let end = |entry: &str| {
        let mut lines: Vec<&str> = HOUR.lines().take(3).collect();
        lines.extend(entry.lines());
        updates(one(&told(&lines.join("\n"))))[1..].to_vec()
    };
    assert_eq!(end("- {at: 2026-05-01T11:00:00Z, status: mitigated, text: quiet}"), ["11:00 mitigated -"]);
    let both = "- {at: 2026-05-01T11:00:00Z, status: mitigated, text: quiet}\n- {at: 2026-05-03T09:00:00Z, status: resolved, text: done}";
    assert_eq!(end(both), ["11:00 mitigated -"]);
    // Said a little later, by those who talk to customers.
    let later = "- {at: 2026-05-01T11:00:00Z, status: mitigated, text: quiet}\n- {at: 2026-05-01T11:05:00Z, status: mitigated, audience: public, text: All is well}";
    assert_eq!(end(later), ["11:05 mitigated All is well"]);
    // Words that do not say so.
    let others = "- {at: 2026-05-01T11:00:00Z, status: mitigated, text: quiet}\n- {at: 2026-05-08T11:00:00Z, audience: public, text: Our review}";
    assert_eq!(end(others), ["11:00 mitigated -", "11:00 mitigated Our review"]);
}

#[test]
fn nobody_is_hurt_by_what_is_prevented() {
    let record = RECORD.replace("title: secret", "kind: preemptive, title: secret");
    let timeline = HOUR.replace("severity: P1", "severity: P0, components: {login: major_outage}");
    let page = Home::new().incident(ID, &record, &timeline).page();
    let incident = one(&page);
    assert!(incident.preemptive && windows(&page).is_empty() && incident.impact_ended_at.is_none());
    assert_eq!((incident.impact, incident.components.as_slice()), (StatuspageImpact::None, &[0][..]));
    assert!(incident.updates.iter().all(|update| update.changes.is_empty()));
}

#[test]
fn faulty_times_have_a_place_all_the_same() {
    // No time anywhere: the day in the name.
    let page = told("- {audience: public, status: mitigated, text: Hello}\n");
    let incident = one(&page);
    assert_eq!(
        (incident.started_at, incident.resolved_at),
        (at("2026-05-01T00:00:00Z"), Some(at("2026-05-01T00:00:00Z")))
    );
    assert_eq!(updates(incident), ["00:00 mitigated Hello"]);
    // Not even that: it cannot be placed.
    let home = Home::new().incident("no-date", RECORD, "- {audience: public, text: Hello}\n");
    assert!(home.page().incidents.is_empty());
    // Times as far as they are known.
    let page =
        told("- {at: 2026-05, audience: public, text: Hello}\n- {at: 2026-05-02~, status: mitigated, text: x}\n");
    assert_eq!(windows(&page), ["00:00-00:00 degraded_performance"]);
    // Two entries of one name.
    let page = told(
        "- {id: a, at: 2026-05-01T10:00:00Z, audience: public, text: x}\n- {id: a, at: 2026-05-01T10:00:00Z, audience: public, text: y}\n",
    );
    let ids: std::collections::BTreeSet<_> = one(&page).updates.iter().map(|update| &update.id).collect();
    assert_eq!(ids.len(), 2);
    // An entry without words or news says nothing.
    assert!(one(&told("- {at: 2026-05-01T10:00:00Z, audience: public, text: ' '}\n")).updates.is_empty());
    // No timeline at all.
    assert!(one(&told("")).is_open());
}
