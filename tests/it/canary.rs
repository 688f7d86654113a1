//! A canary in every field there is: what is internal is in no file of the public site, what is public is there, and the wall refuses a
//! site that has any of it, in whatever form.

mod fields;
mod plant;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use flarebook::corpus::Corpus;
use flarebook::publication::{Projection, project, specimen};
use flarebook::repo::Repository;
use flarebook::site::status::{self, Look, PublicFile};
use flarebook::site::templates::Templates;
use flarebook::site::wall::{self, Secrets};

use crate::command::{commit, flarebook, git, repository, run, write};
use plant::{Planted, Scope};
use table::{Decision, FIELDS};

const NOW: &str = "2026-11-21T12:00:00Z";

#[test]
fn every_field_has_a_decision() {
    let fields = fields::all();
    let decided: BTreeSet<String> = FIELDS.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(decided.len(), FIELDS.len(), "a field is decided twice");
    let open: Vec<&String> = fields.difference(&decided).collect();
    assert!(open.is_empty(), "who may read these? Decide in tests/it/canary/table.rs: {open:#?}");
    let stale: Vec<&String> = decided.difference(&fields).collect();
    assert!(stale.is_empty(), "these fields are gone: {stale:#?}");
}

/// A repository with a canary wherever one fits.
fn planted() -> (tempfile::TempDir, Planted) {
    let folder = repository(&[("README.md", "canaryreadme")]);
    let mut planted = Planted::default();
    let top = plant::record(&mut planted, Scope::Public, &["people", "components", "flarebook"]);
    let quiet = plant::record(&mut planted, Scope::NotListed, &["components"]);
    let mut components = top["components"].clone();
    components.as_object_mut().unwrap().extend(quiet["components"].as_object().unwrap().clone());
    write(folder.path(), "flarebook.yaml", top["flarebook"].to_string());
    write(folder.path(), "components.yaml", components.to_string());
    let people = format!("# canarycomment\n{}\n", plant::block(&top["people"]));
    write(folder.path(), "people.yaml", people + "canarysecond: {canaryunknown: canaryvalue}\n");
    for (scope, id) in [
        (Scope::Public, "2026-03-14-canaryfolder"),
        (Scope::Restricted, "2026-03-15-canaryrestricted"),
        (Scope::Internal, "2026-03-16-canaryinternal"),
    ] {
        incident(&mut planted, folder.path(), scope, id);
    }
    for word in ["canaryfolder", "canaryrestricted", "canaryinternal"] {
        planted.hide(&format!("the folder {word}"), word, word, true);
    }
    (folder, planted)
}

fn incident(planted: &mut Planted, folder: &Path, scope: Scope, id: &str) {
    let home = format!("incidents/{id}");
    let record = plant::record(planted, scope, &["incident", "timeline", "followups", "pir"]);
    // A comment is no field; nobody reads it, and nobody may.
    let text = format!("# canarycomment\n{}\n", plant::block(&record["incident"]));
    write(folder, &format!("{home}/incident.yaml"), text);
    let untold = plant::record(planted, Scope::Untold(scope.letter()), &["timeline"]);
    let mut timeline = record["timeline"].as_array().unwrap().clone();
    timeline.extend(untold["timeline"].as_array().unwrap().clone());
    write(folder, &format!("{home}/timeline.yaml"), serde_json::Value::Array(timeline).to_string());
    write(folder, &format!("{home}/followups.yaml"), record["followups"].to_string());
    let letter = scope.letter();
    let entry = format!("20260314T092000Z-{}", if letter == 'p' { "4f9a2c" } else { "5a0b3d" });
    let text = format!("---\nat: 2026-03-14T09:20:00Z\ncanaryunknown: canaryvalue\n---\ncanary{letter}entryx\n");
    write(folder, &format!("{home}/timeline/{entry}.md"), text);
    planted.hide("an entry's file", &entry, &entry, true);
    planted.hide("an internal entry", &format!("canary{letter}entryx"), &format!("canary{letter}entryx"), true);
    for (file, word) in [("pir.md", "pirx"), ("pir.public.md", "publicpirx")] {
        let body = format!("canary{letter}{word}");
        write(
            folder,
            &format!("{home}/{file}"),
            format!("---\n{}\n---\n## Summary\n{body}\n", plant::block(&record["pir"])),
        );
        match (scope, file) {
            (Scope::Public, "pir.public.md") => planted.show(&body, &[]),
            _ => planted.hide("a review", &format!("Summary {body}"), &body, true),
        }
    }
    let exif = [b"\xff\xd8\xff\xe1\0\x20Exif\0\0canaryexif".to_vec(), vec![0xff, 0xd9]].concat();
    write(folder, &format!("{home}/attachments/canary{letter}picture.jpg"), exif);
    let name = format!("canary{letter}picture");
    planted.hide("an attachment's name", &format!("{name}.jpg"), &name, true);
}

/// Commits everything as somebody whose name is a canary, with an incident on a branch.
fn in_git(folder: &Path, planted: &mut Planted) {
    let author = ["-c", "user.name=Canaryfirst Canarylast", "-c", "user.email=canarymail@canaryhost.example"];
    let save = |message: &str| {
        git(folder, &["add", "--all", "--force"]);
        let who = "Canaryfirst Canarylast <canarymail@canaryhost.example>";
        git(folder, &[&author[..], &["commit", "-q", "--author", who, "-m", message]].concat());
    };
    save("canarymessage");
    git(folder, &["checkout", "-q", "-b", "incident/canarybranch"]);
    let live = "title: canarylivetitle\nvisibility: public\npublic_title: Shownlive\n";
    write(folder, "incidents/2026-11-20-canarylive/incident.yaml", live);
    save("canarymessage");
    let commit = git(folder, &["rev-parse", "HEAD"]).trim().to_owned();
    git(folder, &["checkout", "-q", "main"]);
    for (what, text) in [
        ("an author", "Canaryfirst Canarylast"),
        ("an author's address", "canarymail@canaryhost.example"),
        ("a branch", "incident/canarybranch"),
        ("a commit", &commit),
    ] {
        planted.hide(what, text, text, true);
    }
    planted.hide("a commit, cut", &commit[..9], &commit[..9], commit[..9].chars().any(char::is_alphabetic));
    planted.show("Shownlive", &[]);
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for item in fs::read_dir(at).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn no_canary_leaves_the_cage() {
    let (folder, mut planted) = planted();
    in_git(folder.path(), &mut planted);
    let out = tempfile::tempdir().unwrap();
    let place = out.path().join("public");
    let arguments = ["build", "--audience", "public", "--live", "incident/*", "--out", place.to_str().unwrap()];
    let (code, text, errors) = run(flarebook(folder.path()).args(arguments));
    assert_eq!(code, 0, "{text}{errors}");
    let site = files(&place);
    let lower: Vec<(String, String)> =
        site.iter().map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).to_lowercase())).collect();
    for (what, _, needle, _) in &planted.hidden {
        let found = lower
            .iter()
            .find(|(path, text)| path.contains(&needle.to_lowercase()) || text.contains(&needle.to_lowercase()));
        assert!(found.is_none(), "{what} is in {}", found.unwrap().0);
    }
    // Words that are in no field at all: comments, unknown keys, what is in pictures, messages of commits.
    let shown: Vec<String> = planted.shown.iter().map(|(word, _)| word.to_lowercase()).collect();
    for (path, text) in &lower {
        for (at, _) in text.match_indices("canary") {
            let word: String = text[at..].chars().take_while(char::is_ascii_alphanumeric).collect();
            assert!(shown.contains(&word), "{word} is in {path}");
        }
    }
    for (word, places) in &planted.shown {
        let has = |wanted: &str| lower.iter().any(|(path, text)| path == wanted && text.contains(&word.to_lowercase()));
        assert!(lower.iter().any(|(_, text)| text.contains(&word.to_lowercase())), "{word} is nowhere");
        for place in places.iter().filter(|place| lower.iter().any(|(path, _)| path == *place)) {
            assert!(has(place), "{word} is not in {place}");
        }
    }
}

/// A text in the clothes that a fault might put it into.
fn clothes(text: &str) -> Vec<String> {
    let each = |f: &dyn Fn(char) -> String| text.chars().map(f).collect::<String>();
    let middle = text.char_indices().nth(text.chars().count() / 2).unwrap().0;
    vec![
        text.to_owned(),
        text.to_uppercase(),
        each(&|c| format!("&#{};", u32::from(c))),
        each(&|c| format!("&#x{:x}", u32::from(c)) + ";"),
        each(&|c| format!("\\u{:04x}", u32::from(c))),
        each(&|c| format!("%{:02X}", u32::from(c))),
        format!("{}\u{ad}{}", &text[..middle], &text[middle..]),
        format!("{}&#8203;{}", &text[..middle], &text[middle..]),
    ]
}

/// Files of every kind, with the text in the midst.
fn leaky(text: &str) -> Vec<PublicFile> {
    let file = |path: &str, before: &str, after: &str| PublicFile::new(path, format!("{before}{text}{after}")).unwrap();
    vec![
        file("index.html", "<!doctype html><title>x</title><p>It was ", ", they say.</p>"),
        file("a.html", "<!doctype html><p title=\"", "\">x</p>"),
        file("b.html", "<!doctype html><!-- ", " -->"),
        file("api/v2/summary.json", "{\"page\": {\"id\": \"x\", \"note\": \"", "\"}}"),
        file("history.atom", "<feed><entry><content type=\"html\"><![CDATA[<p>", "</p>]]></content></entry></feed>"),
        file("badges/overall.svg", "<svg><metadata>", "</metadata></svg>"),
        file("maintenance.ics", "BEGIN:VEVENT\r\nSUMMARY:", "\r\nEND:VEVENT\r\n"),
        file("assets/style.css", "a::after{content:\"", "\"}"),
        file("assets/embed.js.map", "{\"sourcesContent\":[\"// ", "\"]}"),
    ]
}

#[test]
fn the_wall_refuses_every_canary_in_every_form() {
    let (folder, mut planted) = planted();
    in_git(folder.path(), &mut planted);
    let repository = Repository::discover(folder.path()).unwrap();
    let corpus = Corpus::load(repository.tree(None).unwrap()).unwrap();
    let page = project(&corpus, &Projection { now: NOW.parse().unwrap() });
    let (templates, look) = (Templates::new(Vec::new()).unwrap(), Look::plain("en"));
    let own = status::files(&specimen(&page.page), &templates, &look).unwrap();
    let secrets = Secrets::of(&[&corpus], &page, &repository.authorship().unwrap()).besides_built_in(&own);
    wall::check(&secrets, &status::files(&page, &templates, &look).unwrap()).unwrap();
    let mut count = 0;
    for (what, text, _, searched) in &planted.hidden {
        for dressed in clothes(text).iter().filter(|_| *searched) {
            for file in leaky(dressed) {
                let path = file.path.clone();
                assert!(wall::check(&secrets, &[file]).is_err(), "{what} passed in {path}: {dressed}");
                count += 1;
            }
        }
    }
    assert!(count > 10_000, "{count}");
}

#[test]
fn a_leak_is_refused_and_nothing_is_published() {
    let files = [
        ("people.yaml", "mary: {name: Mary Okafor}\n"),
        ("components.yaml", "login: {public_name: Sign-in}\n"),
        (
            "incidents/2026-11-20-x/incident.yaml",
            "title: x\nvisibility: public\npublic_title: Mary Okafor fell asleep\n",
        ),
    ];
    let folder = repository(&files);
    commit(folder.path(), "x");
    let build = |more: &[&str]| run(flarebook(folder.path()).args(["build", "--audience", "public"]).args(more));
    let (code, text, errors) = build(&[]);
    assert_eq!(code, 2, "{text}{errors}");
    assert!(errors.contains("a colleague's name, from people.yaml") && errors.contains("may_name"), "{errors}");
    assert!(!errors.contains("Okafor") && !folder.path().join("site-public").exists(), "{errors}");
    let (_, _, errors) = build(&["--show-leaks"]);
    assert!(errors.contains("Mary Okafor"), "{errors}");
    write(folder.path(), "flarebook.yaml", "site: {public: {may_name: [Mary Okafor]}}\n");
    let (code, text, errors) = build(&[]);
    assert_eq!(code, 0, "{text}{errors}");
}
