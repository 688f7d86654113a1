//! Who may read what: a site is the same, byte for byte, as if what it must not tell had never been.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::command::{flarebook, repository, run};

type Files<'f> = &'f [(&'f str, &'f str)];

const COMMON: Files = &[
    ("people.yaml", "mary: {name: Mary Okafor, team: web}\n"),
    ("components.yaml", "login: {name: Login, public_name: Sign-in, owner: mary}\nvault: {name: Vault}\n"),
    ("flarebook.yaml", "site: {title: Inside, public: {title: Acme status, url: \"https://status.acme.example\"}}\n"),
    (
        "incidents/2026-11-10-login-errors/incident.yaml",
        "title: Login errors\nvisibility: public\npublic_title: Errors when signing in\ncomponents: [login]\ntlp: clear\n",
    ),
    (
        "incidents/2026-11-10-login-errors/timeline.yaml",
        "- {at: 2026-11-10T09:00:00Z, by: mary, status: investigating, severity: P1, audience: public, text: We are looking.}\n\
         - {at: 2026-11-10T10:00:00Z, by: mary, status: mitigated, audience: public, text: It works again.}\n",
    ),
];

const RESTRICTED: Files = &[
    (
        "incidents/2026-11-12-stolen-laptop/incident.yaml",
        "title: A stolen laptop\nkind: security\nvisibility: restricted\ntlp: amber+strict\ncomponents: [vault, login]\ntags: [theft]\n",
    ),
    (
        "incidents/2026-11-12-stolen-laptop/timeline.yaml",
        "- {at: 2026-11-12T09:00:00Z, by: mary, status: investigating, severity: P0, roles: {lead: mary}, text: Gone since noon.}\n",
    ),
    (
        "incidents/2026-11-12-stolen-laptop/followups.yaml",
        "- {title: Encrypt every disk, owner: mary, due: 2026-12-01}\n",
    ),
    ("incidents/2026-11-12-stolen-laptop/attachments/receipt.txt", "x"),
];

const INTERNAL: Files = &[
    ("incidents/2026-11-13-build-slow/incident.yaml", "title: Builds are slow\ncomponents: [login]\n"),
    (
        "incidents/2026-11-13-build-slow/timeline.yaml",
        "- {at: 2026-11-13T09:00:00Z, by: mary, status: investigating, components: {login: major_outage}, audience: public, text: Slow.}\n",
    ),
];

const PUBLIC: Files = &[(
    "incidents/2026-11-01-slow-search/incident.yaml",
    "title: Slow search\nvisibility: public\npublic_title: Search is slow\ncomponents: [login]\n",
)];

/// The site for an audience, from these records, by path.
fn site(audience: &str, files: &[Files]) -> BTreeMap<String, Vec<u8>> {
    let all: Vec<(&str, &str)> = files.iter().copied().flatten().copied().collect();
    let folder = repository(&all);
    let out = folder.path().join("out");
    let arguments = ["build", "--audience", audience, "--out", out.to_str().unwrap()];
    let (code, text, errors) = run(flarebook(folder.path()).args(arguments));
    assert_eq!(code, 0, "{text}{errors}");
    let mut found = BTreeMap::new();
    collect(&out, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap();
        let name = format!("{prefix}{}", item.file_name().to_str().unwrap());
        if item.file_type().unwrap().is_dir() {
            collect(&item.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(item.path()).unwrap());
        }
    }
}

fn holds(site: &BTreeMap<String, Vec<u8>>, word: &str) -> bool {
    site.iter().any(|(path, bytes)| path.contains(word) || String::from_utf8_lossy(bytes).contains(word))
}

#[test]
fn a_restricted_incident_leaves_no_trace_on_the_team_site() {
    let without = site("internal", &[COMMON, INTERNAL]);
    let with = site("internal", &[COMMON, INTERNAL, RESTRICTED]);
    let changed: Vec<&String> = with.keys().filter(|path| with.get(*path) != without.get(*path)).collect();
    assert!(changed.is_empty() && with.len() == without.len(), "{changed:?}");
    assert!(!holds(&with, "laptop"));
    let told = site("restricted", &[COMMON, INTERNAL, RESTRICTED]);
    assert!(holds(&told, "A stolen laptop") && holds(&told, "TLP:AMBER+STRICT"));
}

#[test]
fn what_is_not_public_leaves_no_trace_on_the_status_page() {
    let without = site("public", &[COMMON]);
    let with = site("public", &[COMMON, INTERNAL, RESTRICTED]);
    let changed: Vec<&String> = with.keys().filter(|path| with.get(*path) != without.get(*path)).collect();
    assert!(changed.is_empty() && with.len() == without.len(), "{changed:?}");
    assert!(holds(&with, "Errors when signing in"));
}

#[test]
fn ids_tell_neither_names_nor_numbers() {
    let (one, two) = (site("public", &[COMMON]), site("public", &[COMMON, PUBLIC]));
    let incidents = |site: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        site.keys()
            .filter_map(|path| path.strip_prefix("incidents/")?.strip_suffix("/index.html"))
            .map(ToOwned::to_owned)
            .collect()
    };
    let (before, after) = (incidents(&one), incidents(&two));
    assert_eq!((before.len(), after.len()), (1, 2));
    assert!(after.contains(&before[0]), "{before:?} {after:?}");
    for id in after {
        assert!(id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{id}");
    }
    for word in ["login-errors", "slow-search", "2026-11-10-"] {
        assert!(!holds(&two, word), "{word}");
    }
}

#[test]
fn servers_are_told_who_may_frame_what() {
    let public = site("public", &[COMMON]);
    let headers = String::from_utf8(public["_headers"].clone()).unwrap();
    assert!(headers.contains("/incidents/*\n  Content-Security-Policy: frame-ancestors 'none'\n"), "{headers}");
    assert!(!headers.contains("/embed.html"), "{headers}");
    assert!(
        headers.contains("/assets/status.css\n  Cache-Control: public, max-age=31536000, immutable\n"),
        "{headers}"
    );
    let team = site("internal", &[COMMON]);
    let headers = String::from_utf8(team["_headers"].clone()).unwrap();
    assert!(headers.starts_with("/*\n  Content-Security-Policy: frame-ancestors 'none'\n"), "{headers}");
    for site in [public, team] {
        for (path, bytes) in
            site.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "html"))
        {
            let page = String::from_utf8_lossy(bytes);
            assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none';"), "{path}");
            assert!(!page.contains("document.cookie"), "{path}");
        }
    }
}

#[test]
fn a_strict_build_refuses_what_everybody_would_read() {
    let folder = repository(COMMON);
    let build = |more: &[&str]| run(flarebook(folder.path()).args(["build", "--out", "docs"]).args(more));
    let (code, text, errors) = build(&["--strict"]);
    assert_eq!((code, text.as_str()), (2, ""), "{errors}");
    assert!(errors.contains("forges publish") && errors.contains("--audience public"), "{errors}");
    assert!(!folder.path().join("docs").exists());
    let (code, _, errors) = build(&["--quiet"]);
    assert!(code == 0 && errors.contains("warning: this site is for the team"), "{errors}");
}
