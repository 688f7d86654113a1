//! Whole sites, built from small repositories.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::*;
use crate::corpus::Outline;
use crate::repo::WorkTree;

mod library;

type Files<'f> = &'f [(&'f str, &'f str)];

/// A repository and a place for its site, side by side.
struct Home(tempfile::TempDir);

impl Home {
    fn new(files: Files<'_>) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            let path = home.0.path().join("repository").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        home
    }

    fn build(&self, now: &str) -> Result<BuildReport, SiteError> {
        let root = self.0.path().join("repository");
        let outline = Outline::open(Box::new(WorkTree::new(root.clone()))).unwrap();
        let out = self.0.path().join("site");
        let cache = Some(self.0.path().join("cache"));
        let options = SiteOptions {
            out,
            repository: Some(root),
            restricted: false,
            now: now.parse().unwrap(),
            cache,
            watch: None,
            progress: Progress::default(),
        };
        build(&outline, &options)
    }

    /// Every file of the built site.
    fn site(&self, now: &str) -> BTreeMap<String, String> {
        self.build(now).unwrap();
        let mut found = BTreeMap::new();
        read(&self.0.path().join("site"), "", &mut found);
        found
    }
}

fn read(folder: &Path, below: &str, found: &mut BTreeMap<String, String>) {
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap();
        let name = format!("{below}{}", item.file_name().to_str().unwrap());
        if item.path().is_dir() {
            read(&item.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, String::from_utf8_lossy(&fs::read(item.path()).unwrap()).into_owned());
        }
    }
}

const NOW: &str = "2026-03-14T10:05:00Z";
const PEOPLE: &str = "mary: {name: Mary <b>Okafor</b>, team: web}\njosh: {name: Josh, team: web}\n";
const OPEN: &str = "\
- {at: 2026-03-14T09:02:00Z, kind: impact, text: it begins}
- {at: 2026-03-14T09:08:00Z, kind: detected, by: mary, text: seen}
- {id: 20260314T091200Z-aaaa, at: 2026-03-14T09:12:00Z, status: investigating, severity: P1, roles: {lead: mary, comms: josh}, next_update: 2026-03-14T10:00:00Z, text: fired}
- {at: 2026-03-14T09:20:00Z, by: nobody-known, corrects: 20260314T091200Z-aaaa, text: 'not [so](#20260314T091200Z-aaaa), see `2026-03-14-other`'}
";

fn open_incident() -> Vec<(&'static str, &'static str)> {
    vec![
        ("people.yaml", PEOPLE),
        (
            "incidents/2026-03-14-open/incident.yaml",
            "title: \"<script>alert(1)</script> & co\"\nsummary: \"x <img src=x onerror=alert(1)> y\"\n",
        ),
        ("incidents/2026-03-14-open/timeline.yaml", OPEN),
        ("incidents/2026-03-14-other/incident.yaml", "title: Another\n"),
        (
            "incidents/2026-03-14-other/timeline.yaml",
            "- {at: 2026-03-14T08:00:00Z, status: cancelled, text: nothing}\n",
        ),
    ]
}

const OPEN_PAGE: &str = "incidents/2026-03-14-open.html";

#[test]
fn an_open_incident_for_those_who_join_now() {
    let site = Home::new(&open_incident()).site(NOW);
    let (index, page) = (&site["index.html"], &site[OPEN_PAGE]);
    for words in ["Open now", "Mary &lt;b&gt;Okafor&lt;/b&gt;", "10:00 today", "overdue"] {
        assert!(index.contains(words) && page.contains(&words.replace("Open now", "Right now")), "{words}");
    }
    for words in [
        "Questions go to Josh (communications lead)",
        "53 min so far",
        "P1 · Major",
        "+6 min",
        "#entry-20260314T091200Z-aaaa",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(
        page.contains(r##"<a href="#entry-20260314T091200Z-aaaa" rel="##),
        "a link in the text finds its entry: {page}"
    );
    assert!(
        page.contains(r#"<a href="../incidents/2026-03-14-other.html" rel="#),
        "an incident named in code is linked: {page}"
    );
    assert!(page.contains("Corrected") && page.contains("Corrects"), "{page}");
}

#[test]
fn what_people_write_is_text() {
    for (file, text) in Home::new(&open_incident()).site(NOW).iter().filter(|(file, _)| file.ends_with(".html")) {
        // The page of an incident has one more: it copies the page as Markdown.
        let own = text.matches("assets/search.js?v=").count() + text.matches("assets/copy.js?v=").count();
        let scripts = 1 + usize::from(file.starts_with("incidents/"));
        assert_eq!((own, text.matches("<script").count()), (scripts, scripts), "{file}");
        assert!(!text.contains("onerror=") && !text.contains("<b>Okafor"), "{file}");
        assert!(text.contains(OWN_SCRIPTS), "{file}");
        let absolute = text.match_indices("href=\"/").count() + text.match_indices("src=\"/").count();
        assert_eq!(absolute, 0, "{file} would not work from the disk");
    }
}

#[test]
fn a_restricted_incident_leaves_no_trace() {
    let mut files = open_incident();
    files.extend([
        (
            "incidents/2026-03-01-breach/incident.yaml",
            "title: The breach\nkind: security\nvisibility: restricted\ncomponents: [vault]\n",
        ),
        (
            "incidents/2026-03-01-breach/timeline.yaml",
            "- {at: 2026-03-01T08:00:00Z, status: investigating, text: secret words}\n",
        ),
        ("incidents/2026-03-01-breach/followups.yaml", "- {id: rotate-keys, title: Rotate all keys}\n"),
        ("incidents/2026-03-01-breach/attachments/x.png", "secret picture"),
        (
            "incidents/2026-03-02-like-it/incident.yaml",
            "title: Like it\nduplicate_of: 2026-03-01-breach\ncaused_by: {incident: 2026-03-01-breach}\n",
        ),
        ("incidents/2026-03-02-like-it/followups.yaml", "- {id: a, title: A, state: moved, to: 2026-03-01-breach}\n"),
    ]);
    let home = Home::new(&files);
    for (file, text) in home.site(NOW) {
        let all = format!("{file}\n{text}");
        for word in ["breach", "secret", "Rotate", "vault"] {
            assert!(!all.contains(word), "{word} in {file}");
        }
    }
    assert_eq!(home.build(NOW).unwrap().restricted, 1);
}

#[test]
fn the_same_bytes_whatever_the_threads_and_the_hour() {
    let home = Home::new(&open_incident());
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let (one, four) = (pool(1).install(|| home.site(NOW)), pool(4).install(|| home.site(NOW)));
    assert_eq!(one, four);
    let later = home.site("2031-01-01T00:00:00Z");
    let closed = "incidents/2026-03-14-other.html";
    assert_eq!(one[closed], later[closed], "nothing on a closed incident's page depends on the clock");
    assert_ne!(one[OPEN_PAGE], later[OPEN_PAGE]);
}

#[test]
fn attachments_that_browsers_would_run_are_text() {
    let mut files = open_incident();
    files.extend([
        ("incidents/2026-03-14-open/attachments/graph of errors.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("incidents/2026-03-14-open/attachments/bad.svg", "<svg onload=\"alert(1)\"/>"),
        ("incidents/2026-03-14-open/attachments/page.html", "<script>alert(1)</script>"),
        ("incidents/2026-03-14-open/timeline/20260314T093000Z-bbbb.md",
         "---\nat: 2026-03-14T09:30:00Z\nevidence: [graph of errors.svg, attachments/bad.svg, rm -rf /]\n---\n![g](<../attachments/graph of errors.svg>) [p](../attachments/page.html) [gone](../attachments/gone.png)\n"),
    ]);
    let site = Home::new(&files).site(NOW);
    let page = &site[OPEN_PAGE];
    assert_eq!(page.matches(r#"src="2026-03-14-open/attachments/graph%20of%20errors.svg""#).count(), 2, "{page}");
    assert!(
        page.contains(r#"href="2026-03-14-open/attachments/bad.svg.txt""#)
            && page.contains(r#"href="2026-03-14-open/attachments/page.html.txt""#),
        "{page}"
    );
    assert!(page.contains("<pre><code>rm -rf /</code></pre>") && !page.contains("gone.png"), "{page}");
    assert!(!site.contains_key("incidents/2026-03-14-open/attachments/page.html"));
}

#[test]
fn templates_of_ones_own() {
    let mut files = open_incident();
    files.push((
        "templates/handbook.html",
        "{% extends \"base.html\" %}{% block main %}Ours: {{ criteria_html | length }}{% endblock %}",
    ));
    files.push(("templates/style.css", "body { color: teal }"));
    let site = Home::new(&files).site(NOW);
    assert!(site["handbook.html"].contains("Ours: ") && site["assets/style.css"].contains("teal"));
    files.push(("templates/index.html", "\n{{ nothing_of_this_name }}"));
    let home = Home::new(&files);
    let error = home.build(NOW).unwrap_err();
    assert!(error.to_string().starts_with("templates/index.html:2: "), "{error}");
    assert!(!home.0.path().join("site").exists());
}

#[test]
fn a_long_record_has_an_archive_whose_full_pages_stay() {
    let done = "- {at: 2020-01-01T00:00:00Z, status: mitigated}\n- {at: 2020-01-02T00:00:00Z, status: resolved}\n";
    let record = |count: usize| {
        let names = (0..count).map(|n| format!("incidents/2021-{:02}-{:02}-x{n}/", n / 130 + 1, n % 28 + 1));
        let files = names.flat_map(|name| {
            let incident = (format!("{name}incident.yaml"), "title: X\ncomponents: [web]\ntags: [Slow query]\n");
            [incident, (format!("{name}timeline.yaml"), done)]
        });
        let mut files: Vec<(String, &str)> = files.collect();
        files.push(("components.yaml".to_owned(), "web: {name: Web}\n"));
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        Home::new(&files).site(NOW)
    };
    let lines = |page: &str| page.matches("class=\"line-main\"").count();
    let site = record(260);
    assert_eq!(site["index.html"].matches("<article class=\"row\"").count(), 20);
    assert_eq!((lines(&site["archive/2021-01.html"]), lines(&site["archive/2021-01/1.html"])), (70, 60));
    assert!(site["archive/2021-02.html"].contains(r#"href="2021-02/1.html""#), "{}", site["archive/2021-02.html"]);
    assert!(site["archive/2021-01/1.html"].contains(r#"href="../../incidents/2021-01-01-x0.html""#));
    assert!(site["archive/index.html"].contains(r#"<a href="2021-01.html"><span>Jan<span"#));
    assert_eq!((lines(&site["components/web.html"]), lines(&site["components/web/2.html"])), (80, 60));
    assert_eq!(lines(&site["themes/slow-query.html"]), 80);
    let after = record(259);
    for page in ["components/web/1.html", "components/web/2.html", "themes/slow-query/1.html", "archive/2021-01.html"] {
        assert_eq!(site[page], after[page], "{page}");
    }
}

#[test]
fn a_page_for_addresses_that_lead_nowhere() {
    let missing = |base: &str| {
        let policy = format!("site: {{base_url: '{base}'}}");
        Home::new(&[("flarebook.yaml", policy.as_str())]).site(NOW).remove("404.html")
    };
    assert!(missing("https://acme.example/incidents/").unwrap().contains(r#"href="/incidents/index.html""#));
    assert!(missing("https://acme.example").unwrap().contains(r#"href="/assets/style.css?v="#));
    assert_eq!(missing("javascript:alert(1)"), None);
}

#[test]
fn an_empty_repository_is_welcomed() {
    let site = Home::new(&[("flarebook.yaml", "")]).site(NOW);
    assert!(site["index.html"].contains("No incidents yet") && site["followups.html"].contains("No follow-ups yet"));
}

#[test]
fn what_is_searched_and_what_is_counted() {
    let mut files = open_incident();
    files.extend([
        ("incidents/2026-03-01-breach/incident.yaml", "title: The breach\nvisibility: restricted\n"),
        ("incidents/2026-03-02-practice/incident.yaml", "title: Practice\nkind: drill\n"),
    ]);
    let site = Home::new(&files).site(NOW);
    let (heads, words) = (&site["search/first.js"], &site["search/first-0.js"]);
    assert!(heads.contains("2026-03-14-open") && heads.contains("Practice"), "{heads}");
    assert!(words.contains("okafor ") && words.contains(";fired ") && !words.contains("breach"), "{words}");
    let learning = &site["learning.html"];
    for said in
        ["1 incident counted.", "In no figure: 1 drill and 1 cancelled.", "n = 1 of 1 incident.", "too few to say"]
    {
        assert!(learning.contains(said), "{said} in {learning}");
    }
    for (phase, left_out) in [("mitigate", "1 not that far yet"), ("resolve", "1 not that far yet")] {
        let part = learning.split(&format!("id=\"{phase}\"")).nth(1).unwrap();
        assert!(part.contains(left_out), "{phase}");
    }
    assert!(!learning.contains("Mary"), "nobody is ranked, so nobody is named");
}
