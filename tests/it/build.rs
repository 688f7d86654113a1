//! The site as files: golden, the same from every tree, and never at the cost of what was there before.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::command::{commit, copy, flarebook, git, repository, root, run, write};

/// Every file below a folder, by its path with `/`.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    collect(folder, "", &mut all);
    all
}

fn collect(folder: &Path, prefix: &str, all: &mut BTreeMap<String, Vec<u8>>) {
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap();
        let name = format!("{prefix}{}", item.file_name().to_str().unwrap());
        if item.file_type().unwrap().is_dir() {
            collect(&item.path(), &format!("{name}/"), all);
        } else {
            all.insert(name, fs::read(item.path()).unwrap());
        }
    }
}

/// The worked example with its roster, as a repository with one commit.
fn example() -> tempfile::TempDir {
    let folder = repository(&[("README.md", "x")]);
    for name in ["people.yaml", "components.yaml", "flarebook.yaml"] {
        fs::copy(root().join(name), folder.path().join(name)).unwrap();
    }
    copy(&root().join("incidents/example"), &folder.path().join("incidents/example"));
    copy(&root().join("docs/runbooks"), &folder.path().join("docs/runbooks"));
    commit(folder.path(), "all");
    folder
}

fn build(folder: &Path, out: &Path, more: &[&str]) -> String {
    let (code, text, err) = run(flarebook(folder).args(["build", "--out", out.to_str().unwrap()]).args(more));
    assert_eq!(code, 0, "{text}{err}");
    text
}

#[test]
fn the_golden_site() {
    let (folder, out) = (example(), tempfile::tempdir().unwrap());
    build(folder.path(), out.path(), &[]);
    let golden = root().join("tests/golden");
    let actual = files(out.path());
    assert!(actual.len() > 6, "{:?}", actual.keys());
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&golden);
        actual.iter().for_each(|(path, bytes)| write(&golden, path, bytes));
        return;
    }
    let expected = files(&golden);
    let missing: Vec<_> = expected.keys().filter(|path| !actual.contains_key(*path)).collect();
    let left_over: Vec<_> = actual.keys().filter(|path| !expected.contains_key(*path)).collect();
    assert!(missing.is_empty() && left_over.is_empty(), "missing {missing:?}, left over {left_over:?}");
    let different: Vec<String> =
        actual.iter().filter_map(|(path, bytes)| difference(path, &expected[path], bytes)).collect();
    assert!(
        different.is_empty(),
        "UPDATE=1 cargo test --test it; then look at the difference\n{}",
        different.join("\n")
    );
}

/// The first line that differs.
fn difference(path: &str, expected: &[u8], actual: &[u8]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (expected, actual) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(actual));
    let pair = expected.lines().zip(actual.lines()).enumerate().find(|(_, (a, b))| a != b);
    Some(match pair {
        Some((line, (a, b))) => format!("{path}:{}:\n- {a}\n+ {b}", line + 1),
        None => format!("{path}: one is longer"),
    })
}

#[test]
fn every_tree_and_any_number_of_threads_give_the_same_site() {
    let (folder, bare) = (example(), tempfile::tempdir().unwrap());
    git(bare.path(), &["clone", "-q", "--bare", folder.path().to_str().unwrap(), "."]);
    let out = tempfile::tempdir().unwrap();
    let site = |name: &str| out.path().join(name);
    build(folder.path(), &site("tree"), &[]);
    build(folder.path(), &site("revision"), &["--rev", "HEAD"]);
    build(bare.path(), &site("bare"), &[]);
    let (code, ..) =
        run(flarebook(folder.path()).args(["build", "--out"]).arg(site("one")).env("RAYON_NUM_THREADS", "1"));
    assert_eq!(code, 0);
    let expected = files(&site("tree"));
    for name in ["revision", "bare", "one"] {
        assert!(files(&site(name)) == expected, "{name} differs");
    }
}

#[test]
fn stale_pages_go_and_other_files_stay() {
    let (folder, out) = (example(), tempfile::tempdir().unwrap());
    build(folder.path(), out.path(), &[]);
    let page = "incidents/2026-02-10-failover-drill";
    let before = files(out.path());
    assert!(before.keys().any(|path| path.starts_with(page)), "{:?}", before.keys());
    write(out.path(), "CNAME", "status.example\n");
    write(out.path(), "incidents/mine.txt", "mine\n");
    fs::remove_dir_all(folder.path().join("incidents/example/2026-02-10-failover-drill")).unwrap();
    build(folder.path(), out.path(), &[]);
    let after = files(out.path());
    assert!(!after.keys().any(|path| path.starts_with(page)), "{:?}", after.keys());
    assert_eq!(after["CNAME"], b"status.example\n");
    assert_eq!(after["incidents/mine.txt"], b"mine\n");
}

#[test]
fn a_folder_with_something_in_the_way_is_left_alone() {
    let (folder, out) = (example(), tempfile::tempdir().unwrap());
    write(out.path(), "index.html", "mine\n");
    let (code, text, err) = run(flarebook(folder.path()).args(["build", "--out"]).arg(out.path()));
    assert_eq!((code, text.as_str()), (2, ""));
    assert!(err.contains("index.html") && err.contains("hint"), "{err}");
    assert_eq!(files(out.path()), BTreeMap::from([("index.html".to_owned(), b"mine\n".to_vec())]));
}

#[test]
fn the_repository_itself_is_never_written_over() {
    let folder = example();
    let before = files(&folder.path().join("incidents"));
    for out in [".", "incidents", "incidents/example", ".git", "..", "people.yaml"] {
        let (code, _, err) = run(flarebook(folder.path()).args(["build", "--out", out]));
        assert_eq!(code, 2, "--out {out} was accepted");
        assert!(err.contains("hint"), "{err}");
    }
    assert_eq!(files(&folder.path().join("incidents")), before);
    assert_eq!(git(folder.path(), &["status", "--porcelain"]), "");
}

#[test]
fn a_killed_build_leaves_the_old_site() {
    let (folder, out) = (example(), tempfile::tempdir().unwrap());
    let site = out.path().join("site");
    build(folder.path(), &site, &[]);
    let before = files(&site);
    write(folder.path(), "incidents/2026-11-20-new/incident.yaml", "title: New\n");
    for pause in [0, 1, 2, 4, 8, 16, 32, 64] {
        let mut child = flarebook(folder.path())
            .args(["build", "--out"])
            .arg(&site)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(pause));
        let _ = child.kill();
        child.wait().unwrap();
        let now = files(&site);
        let whole = now == before || now.keys().any(|path| path.contains("2026-11-20-new"));
        assert!(whole, "killed after {pause} ms: {:?}", now.keys());
    }
    let text = build(folder.path(), &site, &[]);
    assert!(text.contains("page"), "{text}");
    let left: Vec<_> =
        fs::read_dir(out.path()).unwrap().map(|item| item.unwrap().file_name()).filter(|name| name != "site").collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("staging")), "left behind: {left:?}");
}

#[test]
fn hostile_text_stays_text() {
    let script = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    let folder = repository(&[
        ("flarebook.yaml", format!("site: {{title: \"{script}\", repository: \"javascript:alert(1)\"}}\n")),
        ("people.yaml", format!("mary: {{name: \"{script}\"}}\n")),
        ("components.yaml", format!("login: {{name: \"{script}\", runbooks: [\"javascript:alert(1)\"]}}\n")),
        (
            "incidents/2026-03-14-a/incident.yaml",
            format!(
                "title: \"{script}\"\nsummary: \"{script}[x](javascript:alert(1))\"\ncomponents: [login]\nlinks: {{chat: \"javascript:alert(1)\"}}\n"
            ),
        ),
        (
            "incidents/2026-03-14-a/timeline.yaml",
            format!(
                "- {{at: 2026-03-14T09:00:00Z, by: mary, roles: {{lead: mary}}, evidence: [\"{script}\"], text: \"{script}\"}}\n"
            ),
        ),
        (
            "incidents/2026-03-14-a/followups.yaml",
            format!("- {{title: \"{script}\", owner: mary, tracker: \"javascript:alert(1)\"}}\n"),
        ),
        (
            "incidents/2026-03-14-a/pir.md",
            format!("---\nauthor: mary\n---\n## {script}\n\n{script}\n\n<a href=\"javascript:alert(1)\">x</a>\n"),
        ),
    ]);
    let out = tempfile::tempdir().unwrap();
    build(folder.path(), out.path(), &[]);
    let mut pages = 0;
    for (path, bytes) in files(out.path()) {
        if path.ends_with(".html") {
            pages += 1;
            let page = String::from_utf8(bytes).unwrap();
            // But for our own, in the head of the page.
            let ours = |line: &str| line.contains("assets/search.js?v=") || line.contains("assets/copy.js?v=");
            let own = |line: &&str| line.starts_with("<script src=\"") && ours(line);
            let page: String = page.lines().filter(|line| !own(line)).collect();
            for bad in ["<script", "<img src=x", "href=\"javascript:", "href='javascript:"] {
                assert!(!page.contains(bad), "{path} holds {bad}");
            }
        }
    }
    assert!(pages >= 4);
}

#[test]
fn attachments_that_would_share_a_name_cost_no_page() {
    let folder = repository(&[
        ("incidents/2026-03-14-a/incident.yaml", "title: A\n"),
        ("incidents/2026-03-14-a/attachments/log.html", "<b>x</b>"),
        ("incidents/2026-03-14-a/attachments/log.html.txt", "y"),
    ]);
    let out = tempfile::tempdir().unwrap();
    let text = build(folder.path(), out.path(), &[]);
    assert!(text.contains("left out"), "{text}");
    assert!(files(out.path()).contains_key("incidents/2026-03-14-a.html"));
}

#[test]
fn what_a_template_is_given_can_be_looked_at() {
    let folder = repository(&[
        ("incidents/2026-03-14-x/incident.yaml", "title: Errors\nvisibility: public\npublic_title: Trouble\n"),
        ("incidents/2026-03-14-x/timeline.yaml", "- {at: 2026-03-14T09:00:00Z, status: investigating, text: seen}\n"),
    ]);
    for (audience, page, field, value) in
        [("internal", "incidents/2026-03-14-x.html", "title", "Errors"), ("public", "index.html", "frame", "")]
    {
        let (code, out, err) =
            run(flarebook(folder.path()).args(["build", "--audience", audience, "--dump-context", page]));
        assert_eq!(code, 0, "{err}");
        let seen: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert!(seen[field] == value || seen[field].is_object(), "{out}");
    }
    let (code, _, err) = run(flarebook(folder.path()).args(["build", "--dump-context", "nothing.html"]));
    assert!(code == 2 && err.contains("no page `nothing.html`"), "{err}");
    assert!(!folder.path().join("site").exists() && !folder.path().join("site-public").exists());
}
