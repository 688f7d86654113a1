//! Pages over many incidents: people, themes, what is like what, what is owed, feeds.

use super::{Home, NOW};

const PEOPLE: &str = "mary: {name: Mary, team: web}\njosh: {name: Josh, team: web}\nIC: {name: Ines}\n";
const COMPONENTS: &str = "\
login: {name: Login, owner: mary, depends_on: [store]}
shop: {name: Shop, owner: web, depends_on: [login]}
store: {name: Store, depends_on: [login]}
alone: {name: Alone}
";
const FIRST: &str = "title: Login fails\ncomponents: [store]\ncontributing_factors: [Missing alert]\ntags: [cache]\n";
const AGAIN: &str = "title: Carts are empty\ncomponents: [login]\ncontributing_factors: [missing-alert]\n";
const DONE: &str = "- {title: Alert on errors, kind: prevent, state: done, evidence: x, owner: josh}\n";

fn timeline(day: &str) -> String {
    format!(
        "- {{at: 2026-03-{day}T08:00:00Z, status: investigating, severity: P1, roles: {{lead: mary, comms: IC}}, by: mary}}\n\
         - {{at: 2026-03-{day}T20:00:00Z, status: mitigated, by: mary}}\n- {{at: 2026-03-{day}T21:00:00Z, status: resolved}}\n"
    )
}

fn home(more: &[(&str, &str)]) -> Home {
    let (first, again, third) = (timeline("01"), timeline("05"), timeline("08"));
    let mut files = vec![
        ("people.yaml", PEOPLE),
        ("components.yaml", COMPONENTS),
        ("incidents/2026-03-01-first/incident.yaml", FIRST),
        ("incidents/2026-03-01-first/timeline.yaml", first.as_str()),
        ("incidents/2026-03-01-first/followups.yaml", DONE),
        ("incidents/2026-03-05-again/incident.yaml", AGAIN),
        ("incidents/2026-03-05-again/timeline.yaml", again.as_str()),
        (
            "incidents/2026-03-08-hidden/incident.yaml",
            "title: Secret words\nvisibility: restricted\ntags: [cache, hush]\n",
        ),
        ("incidents/2026-03-08-hidden/timeline.yaml", third.as_str()),
    ];
    files.extend(more);
    Home::new(&files)
}

#[test]
fn a_factor_that_came_back_is_said_so() {
    let site = home(&[]).site(NOW);
    let theme = &site["themes/missing-alert.html"];
    assert!(theme.contains("It came back") && theme.contains("Alert on errors"), "{theme}");
    assert!(site["themes/index.html"].contains("came back after a follow-up"));
    let open = "- {title: Alert on errors, kind: prevent, owner: josh}\n";
    let site = home(&[("incidents/2026-03-01-first/followups.yaml", open)]).site(NOW);
    assert!(!site["themes/missing-alert.html"].contains("It came back"));
}

#[test]
fn incidents_find_their_like_and_what_depends_on_them() {
    let site =
        home(&[("incidents/2026-03-06-twin/incident.yaml", "title: X\nduplicate_of: 2026-03-05-again\n")]).site(NOW);
    let first = &site["incidents/2026-03-01-first.html"];
    assert!(first.contains("Incidents like this") && first.contains("shares missing-alert"), "{first}");
    // A circle in the graph is no circle on the page.
    assert!(first.contains("What depends on these: 2 more") && first.contains("through Login; ask"), "{first}");
    assert!(site["incidents/2026-03-05-again.html"].contains("Also reported as"));
    let store = &site["components/store.html"];
    assert_eq!(store.matches(r#"href="../components/shop.html""#).count(), 1, "{store}");
}

#[test]
fn time_in_roles_is_shown_and_nobody_is_ranked() {
    let site = home(&[]).site(NOW);
    let mary = &site["people/mary.html"];
    assert!(mary.contains("<dt>Incident lead</dt><dd>1 d</dd>") && mary.contains("lead for 12 h"), "{mary}");
    assert!(mary.contains("Could somebody else take the next one"), "{mary}");
    assert!(site["people/josh.html"].contains("No role on record"));
    assert!(!site["people/index.html"].contains("12 h"));
    let odd = site.keys().find(|path| path.starts_with("people/ic-")).unwrap();
    assert!(site["incidents/2026-03-01-first.html"].contains(&format!("href=\"../{odd}")));
    assert!(!site.contains_key("years/2026.html") && site.contains_key("teams/web.html"));
}

#[test]
fn a_restricted_incident_is_on_no_page() {
    let site = home(&[]).site(NOW);
    for (path, text) in &site {
        for words in ["Secret words", "2026-03-08", "hush"] {
            assert!(!text.contains(words), "{words} in {path}");
        }
    }
    assert!(!site.contains_key("themes/hush.html"));
}

#[test]
fn home_says_what_is_owed() {
    let open = "- {at: 2026-03-14T09:00:00Z, status: investigating, next_update: 2026-03-14T09:30:00Z}\n";
    let leave = "- {title: Later, owner: josh, waiver: {reason: x, by: mary, until: 2026-03-16}}\n\
                 - {title: Late, due: 2026-03-10}\n- {title: Far, due: 2026-05-10}\n";
    let site = home(&[
        ("incidents/2026-03-14-open/incident.yaml", "title: Open one\n"),
        ("incidents/2026-03-14-open/timeline.yaml", open),
        ("incidents/2026-03-05-again/followups.yaml", leave),
    ])
    .site(NOW);
    let index = &site["index.html"];
    let words = [
        "An update is overdue",
        "Nobody is incident lead",
        "The severity is pending",
        "A written review is owed",
        "leave until",
        "was due",
    ];
    for words in words {
        assert!(index.contains(words), "{words} in {index}");
    }
    assert!(
        index.contains("For the next review meeting") && index.contains("Resolved in the last two weeks"),
        "{index}"
    );
    assert!(!index.contains(">Far<") && site["calendar.ics"].contains("SUMMARY:Due: Far"));
    let later = home(&[]).site("2027-03-03T00:00:00Z");
    assert!(later["index.html"].contains("Around this day in earlier years"));
}

#[test]
fn a_timeline_says_what_was_written_later_and_can_be_narrowed() {
    let entry = |stamp: &str, kind: &str| {
        (
            format!("incidents/2026-03-14-open/timeline/{stamp}-aaaa.md"),
            format!("---\nat: 2026-03-14T09:00:00Z\nkind: {kind}\nby: mary\n---\n**Text** of {kind}\n"),
        )
    };
    let mut files: Vec<(String, String)> = ["note", "impact", "finding", "decision", "update"]
        .iter()
        .enumerate()
        .map(|(at, kind)| entry(&format!("20260314T09000{at}Z"), kind))
        .collect();
    files.push(entry("20260314T092500Z", "action"));
    files.push(("incidents/2026-03-14-open/incident.yaml".to_owned(), "title: '# Open'\n".to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = home(&files).site(NOW);
    let page = &site["incidents/2026-03-14-open.html"];
    assert_eq!(page.matches("recorded 25 min later").count(), 1, "{page}");
    assert_eq!(page.matches("class=\"under recorded\"").count(), 1, "{page}");
    assert!(page.contains(r#"name="kind" value="action""#) && page.contains("entry kind-action by-1"), "{page}");
    assert!(!page.contains(r#"name="by""#), "one author is no choice");
    assert!(page.contains("Text of action") && page.contains("Who is hurt, and how, is not written down."), "{page}");
    assert!(
        page.contains("<button type=\"button\" data-copy data-scripted>") && site.contains_key("assets/copy.js"),
        "{page}"
    );
}

#[test]
fn feeds_and_calendar_are_well_formed() {
    let files = [
        ("flarebook.yaml", "site: {title: 'A & B <x>', base_url: 'https://acme.example/i/'}"),
        ("incidents/2026-03-14-odd/incident.yaml", "title: \"<b>&\\u0007; bell, and more\"\n"),
        ("incidents/2026-03-14-odd/timeline.yaml", "- {at: 2026-03-14T09:00:00Z, status: investigating}\n"),
        ("incidents/2026-03-14-odd/followups.yaml", "- {title: \"a;b,c\\nd\", due: 2026-04-01}\n"),
    ];
    let site = Home::new(&files).site(NOW);
    let feed = &site["feeds/incidents.atom"];
    assert!(
        feed.contains("&lt;b&gt;&amp;; bell") && feed.contains("https://acme.example/i/incidents/2026-03-14-odd.html"),
        "{feed}"
    );
    assert_eq!(site["feeds/followups.atom"].matches("<entry>").count(), 1);
    let calendar = &site["calendar.ics"];
    assert!(calendar.contains("DTSTART;VALUE=DATE:20260401\r\nSUMMARY:Due: a\\;b\\,c"), "{calendar}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{calendar}");
    let page = &site["incidents/2026-03-14-odd.html"];
    assert!(
        page.contains(r#"<meta property="og:url" content="https://acme.example/i/incidents/2026-03-14-odd.html">"#)
    );
}
