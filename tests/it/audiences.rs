//! `build --audience`: who sees what, where it goes, and what the build says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::command::{commit, flarebook, repository, run, write};

const SECRET: &str = "incidents/2026-11-20-secret";
const SHOWN: &str = "incidents/2026-11-21-shown";

fn home() -> tempfile::TempDir {
    let home = repository(&[("components.yaml", "login: {public_name: Sign-in}\n")]);
    let path = home.path();
    write(path, &format!("{SECRET}/incident.yaml"), "{title: Plans leaked, visibility: restricted}\n");
    write(
        path,
        &format!("{SHOWN}/incident.yaml"),
        "{title: inner name, public_title: Errors, visibility: public, components: [login]}\n",
    );
    let told = "- {at: 2026-11-21T10:00:00Z, status: investigating, audience: public, text: We are looking.}\n";
    write(path, &format!("{SHOWN}/timeline.yaml"), told);
    commit(path, "all");
    home
}

fn build(path: &Path, more: &[&str]) -> (Value, String) {
    let (code, text, err) = run(flarebook(path).args(["build", "--format", "json"]).args(more));
    assert_eq!(code, 0, "{text}{err}");
    (serde_json::from_str(&text).unwrap(), err)
}

/// Every file below a folder, by its name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for item in fs::read_dir(at).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn holds(folder: &Path, words: &str) -> bool {
    files(folder).values().any(|bytes| String::from_utf8_lossy(bytes).contains(words))
}

#[test]
fn each_audience_has_a_folder_of_its_own_and_sees_what_is_for_it() {
    let home = home();
    let path = home.path();
    for (audience, folder, secret, inner) in [
        ("internal", "site", false, true),
        ("restricted", "site-restricted", true, true),
        ("public", "site-public", false, false),
    ] {
        let (report, _) = build(path, &["--audience", audience]);
        assert_eq!(
            (&report["version"], &report["audience"], &report["out"]),
            (&json!(1), &json!(audience), &json!(folder))
        );
        assert_eq!(report["live"], json!([]));
        let site = path.join(folder);
        assert_eq!(holds(&site, "Plans leaked"), secret, "{audience}");
        assert_eq!(holds(&site, "2026-11-20-secret"), secret, "{audience}");
        assert_eq!(holds(&site, "inner name"), inner, "{audience}");
        assert!(holds(&site, "We are looking."), "{audience}");
        // The list of what was built is no part of it.
        let listed = files(&site).keys().filter(|name| !name.starts_with('.')).count();
        assert_eq!(report["files"], json!(listed), "{audience}");
    }
    let (report, _) = build(path, &["--audience", "restricted"]);
    assert_eq!(report["restricted"], json!(0));
    for audience in ["internal", "public"] {
        let (code, text, err) = run(flarebook(path).args(["build", "--audience", audience, "--report", "json"]));
        let report: Value = serde_json::from_str(&text).unwrap();
        let parts: Vec<&str> =
            report["times"].as_array().unwrap().iter().map(|time| time["part"].as_str().unwrap()).collect();
        assert!(code == 0 && err.is_empty(), "{err}");
        assert!(parts.len() > 3 && parts.first() == Some(&"reading"), "{parts:?}");
        assert!(report["times"].as_array().unwrap().iter().all(|time| time["seconds"].as_f64().unwrap() < 60.0));
    }
    // Without --audience nothing gets out by mistake.
    assert_eq!(build(path, &[]).0["audience"], json!("internal"));
}

#[test]
fn a_public_build_is_the_same_every_time_and_from_every_tree() {
    let home = home();
    let path = home.path();
    build(path, &["--audience", "public", "--out", "one"]);
    build(path, &["--audience", "public", "--out", "two", "--rev", "HEAD"]);
    let (one, two) = (files(&path.join("one")), files(&path.join("two")));
    assert!(one.len() > 8, "{:?}", one.keys());
    assert!(one == two, "{:?}", one.keys().filter(|name| one.get(*name) != two.get(*name)).collect::<Vec<_>>());
}

#[test]
fn what_is_left_out_and_what_cannot_be_used_is_said() {
    let home = home();
    let path = home.path();
    write(path, "incidents/2026-11-19-typo/incident.yaml", "{title: x, visibility: public, tpl: red}\n");
    write(path, "flarebook.yaml", "site: {public: {timezone: Mars/Olympus, uptime_weights: {partial_outage: 30}}}\n");
    let (report, err) = build(path, &["--audience", "public"]);
    assert_eq!(report["incidents_left_out"][0]["path"], json!("incidents/2026-11-19-typo"));
    assert!(!err.contains("2026-11-19-typo"), "{err}");
    let named = build(path, &["--audience", "public", "--show-leaks"]).1;
    assert!(named.contains("incidents/2026-11-19-typo is not on the public page: its incident.yaml"), "{named}");
    for words in [
        "1 incident is not on the public page: its incident.yaml has problems",
        "site.public.timezone",
        "the page uses UTC",
        "site.public.uptime_weights",
    ] {
        assert!(err.contains(words), "{words}: {err}");
    }
    // The pattern of branches that nobody has is worth a word, and no reason to fail.
    let (_, err) = build(path, &["--audience", "public", "--live", "incident/*"]);
    assert!(err.contains("no branch fits --live incident/*"), "{err}");
}

#[test]
fn without_the_files_that_decide_nothing_is_published() {
    let home = home();
    let path = home.path();
    build(path, &["--audience", "public"]);
    let before = files(&path.join("site-public"));
    for (name, text) in [
        ("flarebook.yaml", "site: ["),
        ("people.yaml", "mary: {name: ["),
        ("components.yaml", "a: b: c"),
        ("people.yml", "mary: {name: Mary}"),
    ] {
        let kept = fs::read(path.join(name)).ok();
        write(path, name, text);
        let (code, _, err) = run(flarebook(path).args(["build", "--audience", "public"]));
        assert!(code == 2 && err.contains("nobody knows what may be public"), "{name}: {code} {err}");
        assert!(files(&path.join("site-public")) == before, "{name}");
        let mended = kept.map_or_else(|| fs::remove_file(path.join(name)), |text| fs::write(path.join(name), text));
        mended.unwrap();
    }
    write(path, "people.yaml", "");
    build(path, &["--audience", "public"]);
}

#[test]
fn without_a_catalogue_or_roster_that_the_record_needs_nothing_is_published() {
    let home = home();
    let path = home.path();
    let told = "- {at: 2026-11-20T10:00:00Z, by: mary, status: investigating}\n";
    write(path, &format!("{SECRET}/timeline.yaml"), told);
    write(path, "people.yaml", "mary: {name: Mary Okafor}\n");
    build(path, &["--audience", "public"]);
    let before = files(&path.join("site-public"));
    for name in ["components.yaml", "people.yaml"] {
        let kept = fs::read(path.join(name)).unwrap();
        fs::remove_file(path.join(name)).unwrap();
        let (code, _, err) = run(flarebook(path).args(["build", "--audience", "public"]));
        assert!(code == 2 && err.contains(&format!("there is no `{name}`")), "{name}: {code} {err}");
        assert!(err.contains("bring it back") && files(&path.join("site-public")) == before, "{name}: {err}");
        // Who has everything in one file has no other, and who has none of it says so with an empty one.
        write(path, "flarebook.yaml", "people: {mary: {}}\ncomponents: {login: {}}\n");
        build(path, &["--audience", "public", "--out", "one"]);
        fs::remove_file(path.join("flarebook.yaml")).unwrap();
        write(path, name, "");
        build(path, &["--audience", "public", "--out", "one"]);
        fs::write(path.join(name), kept).unwrap();
    }
}

#[test]
fn no_site_goes_over_one_for_others() {
    let home = home();
    let path = home.path();
    build(path, &["--audience", "public", "--out", "www"]);
    let before = files(&path.join("www"));
    for (audience, out) in [("internal", "www"), ("restricted", "www"), ("internal", "www/team")] {
        let (code, _, err) = run(flarebook(path).args(["build", "--audience", audience, "--out", out]));
        assert!(code == 2 && err.contains("holds a site for public readers") && err.contains("--out"), "{code} {err}");
    }
    assert!(files(&path.join("www")) == before);
    build(path, &["--audience", "public", "--out", "www"]);
}
