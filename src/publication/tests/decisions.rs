//! What is public, and what is kept off the page.

use super::{HOUR, Home, ID, RECORD, at, one, told, updates};

#[test]
fn nothing_is_public_unless_it_says_so() {
    for (record, shown) in [
        ("{title: x, visibility: public}", true),
        ("{title: x}", false),
        ("{title: x, visibility: internal}", false),
        ("{title: x, visibility: restricted}", false),
        ("{title: x, visibility: public, kind: security}", true),
        ("{title: x, visibility: public, kind: preemptive}", true),
        ("{title: x, visibility: public, kind: drill}", false),
        ("{title: x, visibility: public, tlp: clear}", true),
        ("{title: x, visibility: public, tlp: green}", false),
        ("{title: x, visibility: public, tlp: amber}", false),
        ("{title: x, visibility: public, tlp: amber+strict}", false),
        ("{title: x, visibility: public, tlp: red}", false),
        ("{title: x, visibility: public, publish_after: 2026-05-10T12:00:00Z}", true),
        ("{title: x, visibility: public, publish_after: 2026-05-10T14:00:00+02:00}", true),
        ("{title: x, visibility: public, publish_after: 2026-05-10T12:00:01Z}", false),
        ("{title: x, visibility: public, publish_after: 2026-05-10}", true),
        ("{title: x, visibility: public, publish_after: 2026-05-11}", false),
        ("{title: x, visibility: public, publish_after: 2026-06}", false),
        ("{title: x, visibility: public, publish_after: unknown}", false),
    ] {
        let home = Home::new().incident(ID, record, HOUR);
        assert_eq!(home.page().incidents.len(), usize::from(shown), "{record}");
        assert_eq!(home.left_out(), [""; 0], "{record}");
        if !shown {
            let page = home.page();
            assert!(page.components.iter().all(|component| component.windows.is_empty()), "{record}");
            assert!(!format!("{page:?}").contains("Signing in works"), "{record}");
        }
    }
}

#[test]
fn a_day_to_publish_after_begins_in_the_zone_of_the_page() {
    let record = "{title: x, visibility: public, publish_after: 2026-05-11}";
    let home = Home::new().incident(ID, record, HOUR);
    let home = home.with("flarebook.yaml", "site: {public: {timezone: America/New_York}}\n");
    assert_eq!(home.page_at("2026-05-11T03:59:59Z").incidents.len(), 0);
    assert_eq!(home.page_at("2026-05-11T04:00:00Z").incidents.len(), 1);
}

#[test]
fn a_record_that_may_not_say_what_was_meant_is_left_out_and_said() {
    for record in [
        "{title: x, visibility: public, tlp: ambre}",
        "{title: x, visibility: public, tpl: red}",
        "{title: x, visibility: public, publish_after: 2026-13-01}",
        "{title: x, visibility: public, publish_after: 2027-01-01T00:00:00}",
        "{title: x, visibility: public, visibility: restricted}",
    ] {
        let home = Home::new().incident(ID, record, HOUR);
        assert_eq!(home.page().incidents, [], "{record}");
        let said = home.left_out();
        assert!(said.len() == 1 && said[0].starts_with(ID), "{record}: {said:?}");
    }
    // What nobody can read may have been public.
    let home = Home::new().incident(ID, "title: [", HOUR);
    assert!(home.page().incidents.is_empty() && home.left_out()[0].contains("cannot be read"));
    // Line ends and byte-order marks change no meaning.
    let home = Home::new().incident(ID, "\u{feff}title: x\r\nvisibility: public\r\n", HOUR);
    assert_eq!((home.page().incidents.len(), home.left_out().len()), (1, 0));
}

#[test]
fn of_a_broken_timeline_nobody_knows_the_end_and_a_broken_entry_costs_itself() {
    let home = Home::new().incident(ID, RECORD, "- {at: [");
    assert!(home.page().incidents.is_empty() && home.left_out()[0].contains("timeline.yaml"));
    let home = Home::new().incident(ID, RECORD, HOUR);
    let home = home
        .with(&format!("incidents/{ID}/timeline/20260501T103000Z-aaaa.md"), "---\naudience: public\nat: [\n---\nx\n");
    assert_eq!(updates(one(&home.page())).len(), 2);
}

#[test]
fn an_entry_that_says_two_things_is_not_told() {
    let entry = "---\nat: 2026-05-01T10:30:00Z\naudience: internal\naudience: public\n---\nperhaps a secret\n";
    let home = Home::new().with(&format!("incidents/{ID}/incident.yaml"), RECORD);
    let home = home.with(&format!("incidents/{ID}/timeline/20260501T103000Z-aaaa.md"), entry);
    assert!(one(&home.page()).updates.is_empty());
}

#[test]
fn of_one_id_the_first_that_is_public_is_shown() {
    let home = Home::new()
        .with(&format!("incidents/a/{ID}/incident.yaml"), "{title: x, public_title: A}")
        .with(&format!("incidents/b/{ID}/incident.yaml"), "{title: x, public_title: B, visibility: public}")
        .with(&format!("incidents/c/{ID}/incident.yaml"), "{title: x, public_title: C, visibility: public}");
    assert_eq!(one(&home.page()).title.as_deref(), Some("B"));
}

#[test]
fn only_public_words_of_a_public_incident_get_out() {
    let record = "{title: internal title, summary: internal summary, visibility: public, tags: [internal-tag],
        impact: {summary: internal impact, customers: 4711}, detected: {by: support}, links: {chat: 'https://internal'},
        caused_by: {note: internal cause}, components: [login, ledger]}";
    let timeline = "\
- {at: 2026-05-01T10:00:00Z, by: zoe9, status: investigating, roles: {lead: zoe9}, evidence: [internal evidence], text: internal text}
- {at: 2026-05-01T10:10:00Z, by: zoe9, audience: public, approved_by: zoe9, evidence: [internal evidence], text: Hello}
";
    let home = Home::new().incident(ID, record, timeline).with("people.yaml", "zoe9: {name: Zoe Quist}\n");
    let home =
        home.with(&format!("incidents/{ID}/pir.md"), "---\nstate: approved\nauthor: mary\n---\ninternal review\n");
    let page = home.page();
    let incident = one(&page);
    assert_eq!((&incident.title, &incident.summary, &incident.review), (&None, &None, &None));
    assert_eq!(updates(incident), ["10:10 investigating Hello"]);
    let all = format!("{page:?}");
    for word in ["internal", "zoe9", "Zoe", "4711", "ledger", "Ledger", "Login service", "Elastic", ID] {
        assert!(!all.contains(word), "{word} in {all}");
    }
}

#[test]
fn a_review_is_shown_once_it_is_approved() {
    for (file, text, shown) in [
        ("pir.public.md", "---\nstate: approved\n---\n\n## What happened\n", true),
        ("pir.public.md", "---\nstate: in_review\n---\nText\n", false),
        ("pir.public.md", "---\nauthor: mary\n---\nText\n", false),
        ("pir.public.md", "---\nstate: approved\n---\n\n", false),
        ("pir.public.md", "---\nstate: draft\nstate: approved\n---\nText\n", false),
        ("pir.md", "---\nstate: approved\n---\nText\n", false),
    ] {
        let home = Home::new().incident(ID, RECORD, HOUR).with(&format!("incidents/{ID}/{file}"), text);
        let review = one(&home.page()).review.clone();
        assert_eq!(
            review.map(|review| review.body.as_str().to_owned()),
            shown.then(|| "## What happened".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn corrections_are_marked_when_customers_can_read_them() {
    let timeline = |corrects: &str, audience: &str| {
        format!(
            "- {{id: 20260501T100000Z-aaaa, at: 2026-05-01T10:00:00Z, audience: public, text: All are affected}}
- {{id: 20260501T101000Z-bbbb, at: 2026-05-01T10:10:00Z, audience: {audience}, corrects: {corrects}, text: Some are}}\n"
        )
    };
    let corrected = |corrects: &str, audience: &str| {
        let page = told(&timeline(corrects, audience));
        updates(one(&page)).iter().filter(|update| update.ends_with("corrected")).count()
    };
    assert_eq!(corrected("20260501T100000Z-aaaa", "public"), 1);
    assert_eq!(corrected("20260501T100000Z-aaaa.md", "public"), 1);
    assert_eq!(corrected("20260501T100000Z-aaaa", "internal"), 0);
    assert_eq!(corrected("20260501T101000Z-bbbb", "public"), 0);
    assert_eq!(corrected("nothing", "public"), 0);
    // Only what comes later puts right.
    let page = told(&timeline("20260501T100000Z-aaaa", "public").replace("T10:10", "T09:10"));
    assert!(updates(one(&page)).iter().all(|update| !update.ends_with("corrected")));
}

#[test]
fn false_alarms_and_duplicates_are_shown_only_to_those_who_heard_of_them() {
    let cancelled = |audience: &str| {
        format!(
            "- {{at: 2026-05-01T10:00:00Z, status: investigating, severity: P0, audience: {audience}, text: Hm}}
- {{at: 2026-05-01T10:20:00Z, status: cancelled, text: it was the probe}}\n"
        )
    };
    assert!(told(&cancelled("internal")).incidents.is_empty());
    let page = told(&cancelled("public"));
    let incident = one(&page);
    assert_eq!(updates(incident), ["10:00 investigating Hm", "10:20 cancelled -"]);
    assert_eq!((incident.resolved_at, incident.impact_ended_at), (Some(at("2026-05-01T10:20:00Z")), None));
    assert_eq!(incident.impact, crate::policy::StatuspageImpact::None);
    assert!(page.components.iter().all(|component| component.windows.is_empty()));

    let duplicate = RECORD.replace("title: secret", "duplicate_of: 2026-05-01-original, title: secret");
    let original = |record: &str| {
        let home = Home::new().incident(ID, &duplicate, HOUR);
        home.incident("2026-05-01-original", record, "- {at: 2026-05-01T10:00:00Z, status: investigating, text: x}\n")
            .page()
    };
    // What the original did is counted there, once.
    let page = original(RECORD);
    assert_eq!((page.incidents.len(), page.components[0].windows.len()), (2, 1));
    // Of an original that nobody may see nothing can be counted.
    let page = original("{title: x}");
    assert_eq!((page.incidents.len(), page.components[0].windows.len()), (1, 1));
    // Two that point at each other do not make each other disappear.
    let other = RECORD.replace("title: secret", &format!("duplicate_of: {ID}, title: secret"));
    assert_eq!(original(&other).components[0].windows.len(), 2);
}
