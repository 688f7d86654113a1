//! What is found, in which clothes, and what is left in peace.

use std::fs;

use super::*;
use crate::corpus::Corpus;
use crate::publication::{Projection, StatusPage, project};
use crate::repo::{Authorship, WorkTree};

const PEOPLE: &str = "\
mary: {name: Mary Okafor, github: maryok, email: mary@corp.example, team: web}
max: {name: Max, github: status, team: ops}
";
const COMPONENTS: &str = "\
session-store: {name: Session store, owner: mary}
login: {name: Login, public_name: Sign-in, public_description: Signing in.}
search: {name: Finder, public_name: Search}
";
const POLICY: &str = "site: {title: Acme inside, public: {title: Acme status, id_key: pepper and salt}}\n";
const PUBLIC: &str = "\
title: The shard rebalancer lost its mind
visibility: public
public_title: Errors when signing in
public_summary: The max number of customers that could not sign in was small. We restarted login and the session store.
components: [login, session-store]
";
const TIMELINE: &str = "\
- {at: 2026-03-14T09:12:00Z, by: mary, status: investigating, audience: public, text: We are looking into it.}
- {at: 2026-03-14T09:15:00Z, by: mary, text: The rebalancer moved every shard to the one node that had no disk left at all.}
- {at: 2026-03-14T09:16:00Z, by: max, text: fixed}
- {at: 2026-03-14T09:17:00Z, by: mary, evidence: [\"https://ci.corp.example/run/77\"], text: We are looking into it.}
";
const RESTRICTED: &str = "title: Stolen laptop\nkind: security\nvisibility: restricted\n";

struct Home {
    corpus: Corpus,
    page: StatusPage,
    _folder: tempfile::TempDir,
}

fn home(more: &[(&str, &str)]) -> Home {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("people.yaml", PEOPLE),
        ("components.yaml", COMPONENTS),
        ("flarebook.yaml", POLICY),
        ("incidents/2026-03-14-shard-trouble/incident.yaml", PUBLIC),
        ("incidents/2026-03-14-shard-trouble/timeline.yaml", TIMELINE),
        ("incidents/2026-03-15-stolen-laptop/incident.yaml", RESTRICTED),
        ("incidents/2026-03-15-stolen-laptop/attachments/badge-log.csv", "x"),
    ];
    for (path, text) in files.iter().chain(more) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let corpus = Corpus::load(Box::new(WorkTree::new(folder.path().to_owned()))).unwrap();
    let page = project(&corpus, &Projection { now: "2026-03-20T10:00:00Z".parse().unwrap() });
    Home { corpus, page, _folder: folder }
}

fn history() -> Authorship {
    Authorship {
        commits: vec![0x1f2e_3d4c_5b6a_7988],
        people: [("Ines Weber".to_owned(), "ines@home.example".to_owned())].into(),
        branches: ["main".to_owned(), "incident/2026-03-16-wal-corruption".to_owned()].into(),
    }
}

fn secrets(home: &Home) -> Secrets {
    let site = PublicFile::new(
        "index.html",
        "<html><head><meta name=viewport content=\"max-width\"></head><body class=\"status page\"><h1>Status page</h1>",
    );
    Secrets::of(&[&home.corpus], &home.page, &history()).besides_built_in(&[site.unwrap()])
}

/// What is found in a file of this name.
fn found_in(secrets: &Secrets, name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Kind> {
    let file = PublicFile::new(name, bytes).unwrap();
    check(secrets, &[file]).err().map(|leaks| leaks.0.iter().map(|leak| leak.kind).collect()).unwrap_or_default()
}

#[test]
fn every_kind_of_secret_is_found() {
    let home = home(&[]);
    let secrets = secrets(&home);
    let one = |text: &str| {
        let found = found_in(&secrets, "index.html", text);
        assert!(!found.is_empty(), "{text} was not found");
        found[0]
    };
    for (text, kind) in [
        ("<p>Mary Okafor</p>", Kind::Person),
        ("<p>lead: max.</p>", Kind::Handle),
        ("ask @mary", Kind::Handle),
        ("mary@corp.example", Kind::Email),
        ("by maryok!", Kind::Account),
        ("team web", Kind::Team),
        ("<li>Finder</li>", Kind::Component),
        ("2026-03-15-stolen-laptop", Kind::Id),
        ("a stolen laptop", Kind::Title),
        ("lost its mind: The Shard Rebalancer lost its mind", Kind::Title),
        ("badge-log.csv", Kind::Attachment),
        ("moved every shard to the one node that had", Kind::Text),
        ("<td>fixed</td>", Kind::Text),
        ("https://ci.corp.example/run/77", Kind::Text),
        ("pepper and salt", Kind::Setting),
        ("see 1f2e3d4", Kind::Commit),
        ("see 1f2e3d4c5b6a79880000000000000000deadbeef", Kind::Commit),
        ("Ines Weber", Kind::Author),
        ("incident/2026-03-16-wal-corruption", Kind::Branch),
    ] {
        assert_eq!(one(text), kind, "{text}");
    }
}

#[test]
fn what_is_public_is_left_in_peace() {
    let home = home(&[]);
    let secrets = secrets(&home);
    for text in [
        "<h2>Errors when signing in</h2><p>The max number of customers that could not sign in was small.",
        "<p>We restarted <b>login</b> and the session store.</p>",
        "<li>Search</li><li>Sign-in: Signing in.</li>",
        "We are looking into it.",
        "<body class=\"status page\"> <h1>Status page</h1>",
        "main { color: red } <main id=x>",
        "12345678 deadbeef 1f2e3d",
        "Okafor and Sons",
    ] {
        assert_eq!(found_in(&secrets, "index.html", text), [], "{text}");
    }
}

#[test]
fn names_of_people_may_not_stand_in_public_texts_unless_somebody_says_so() {
    let told = PUBLIC.replace("We restarted", "Mary Okafor restarted");
    let path = "incidents/2026-03-14-shard-trouble/incident.yaml";
    let text = "<p>Mary Okafor restarted login";
    let named = home(&[(path, &told)]);
    assert_eq!(found_in(&secrets(&named), "index.html", text), [Kind::Person]);
    let allowed = POLICY.replace("id_key", "may_name: [Mary Okafor], id_key");
    let allowed = home(&[(path, &told), ("flarebook.yaml", &allowed)]);
    assert_eq!(found_in(&secrets(&allowed), "index.html", text), []);
}

#[test]
fn whatever_the_clothes_and_the_file() {
    let home = home(&[]);
    let secrets = secrets(&home);
    let wide: Vec<u8> = "Mary Okafor".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>); 14] = [
        ("a.json", br#"{"a":[1,{"lead":"Mar\u0079 Okafor"}]}"#.to_vec()),
        ("a.json", br#"{"Mary Okafor":1}"#.to_vec()),
        ("a.html", b"<!-- Mary&nbsp;Okafor -->".to_vec()),
        ("a.html", b"<img src='data:image/png;base64,TWFyeSBPa2Fmb3I='>".to_vec()),
        ("a.svg", b"<svg><metadata>MARY OKAFOR</metadata></svg>".to_vec()),
        ("a.css", br"a{content:'\4d ary Okafor'}".to_vec()),
        ("a.js.map", br#"{"sourcesContent":["// Mary\nOkafor"]}"#.to_vec()),
        ("a.ics", b"SUMMARY:Mar\r\n y Okafor".to_vec()),
        ("a.xml", b"<t><![CDATA[Ma<b>r</b>y&#32;Okafor]]></t>".to_vec()),
        ("mary-okafor.html", Vec::new()),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dtEXtAuthor\0Mary Okafor\xff\xfe".to_vec()),
        ("a.jpg", [b"\xff\xd8\xff\xe1Exif\0\0".to_vec(), wide].concat()),
        ("a.svgz", b"\x1f\x8b\x08".to_vec()),
        ("b.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dzTXtAuthor\0".to_vec()),
    ];
    for (name, bytes) in files {
        let said = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!found_in(&secrets, name, bytes).is_empty(), "{name}: {said}");
    }
}

#[test]
fn the_message_is_no_leak_itself() {
    let home = home(&[]);
    let secrets = secrets(&home);
    let text = "{\"a\": {\"b/c\": \"Mary Okafor\"},\n\"d\": \"2026-03-15-stolen-laptop\"}";
    let html: String = (0..30).map(|n| format!("<p>moved every shard to the one node {n}</p>\n")).collect();
    let files = [PublicFile::new("a.json", text).unwrap(), PublicFile::new("b.html", html).unwrap()];
    let leaks = check(&secrets, &files).unwrap_err();
    let (veiled, shown) = (leaks.list(false), leaks.list(true));
    assert!(
        veiled.starts_with("  a.json, /a/b~1c: a colleague's name, from people.yaml: `M…r` (11 characters)"),
        "{veiled}"
    );
    assert!(veiled.contains("from incidents/2026-03-15-…/incident.yaml"), "{veiled}");
    assert!(veiled.contains("b.html, line 1: a text that is not public"), "{veiled}");
    for secret in ["Okafor", "stolen", "shard"] {
        assert!(!veiled.contains(secret) && shown.contains(secret), "{veiled}\n{shown}");
    }
}
