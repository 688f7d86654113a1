//! `flarebook fold` and `unfold` with the incidents of this repository: nothing is lost, and no page changes by a byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{NOW, commit, copy, flarebook, git, repository, root, run, write};

/// The records of this repository, in one of their own.
fn records() -> tempfile::TempDir {
    let folder = repository::<&str>(&[]);
    for name in ["flarebook.yaml", "people.yaml", "components.yaml"] {
        fs::copy(root().join(name), folder.path().join(name)).expect("a copy");
    }
    for name in ["incidents", "schema", "docs"] {
        copy(&root().join(name), &folder.path().join(name));
    }
    commit(folder.path(), "start");
    folder
}

/// Every file below a folder, by its path in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for item in fs::read_dir(&at).expect("a folder") {
            let path = item.expect("an item").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.insert(path.strip_prefix(folder).expect("inside").to_owned(), fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn ok(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(flarebook(folder).args(arguments));
    assert_eq!(code, 0, "{arguments:?}: {out}{err}");
    out
}

/// Everything that is made of the records for some readers.
fn pages(folder: &Path, audiences: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for audience in audiences {
        let out = tempfile::tempdir().expect("a folder");
        let out = out.path().join("site");
        ok(folder, &["build", "--now", NOW, "--audience", audience, "--out", out.to_str().expect("a name")]);
        all.extend(files(&out).into_iter().map(|(path, bytes)| (Path::new(audience).join(path), bytes)));
    }
    all
}

fn same(before: &BTreeMap<PathBuf, Vec<u8>>, after: &BTreeMap<PathBuf, Vec<u8>>) {
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(before), names(after));
    for (path, bytes) in before {
        let (was, is) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&after[path]));
        let differ = was.lines().zip(is.lines()).find(|(was, is)| was != is);
        assert!(differ.is_none() && was == is, "{}: {differ:#?}", path.display());
    }
}

/// What the lists say, of all incidents.
fn said(folder: &Path) -> [String; 2] {
    [ok(folder, &["list", "--format", "json"]), ok(folder, &["followup", "list", "--all", "--format", "json"])]
}

fn ids(folder: &Path) -> Vec<String> {
    let list: serde_json::Value = serde_json::from_str(&ok(folder, &["list", "--format", "json"])).expect("JSON");
    let id = |incident: &serde_json::Value| incident["id"].as_str().expect("an id").to_owned();
    list["incidents"].as_array().expect("incidents").iter().map(id).collect()
}

#[test]
fn no_page_changes_by_a_byte() {
    let folder = records();
    let folder = folder.path();
    let ids = ids(folder);
    let (pages_before, said_before) = (pages(folder, &["restricted", "public"]), said(folder));
    for id in &ids {
        ok(folder, &["unfold", id]);
    }
    assert_eq!(ok(folder, &["unfold", &ids[0]]), "");
    let lists =
        |folder: &Path| files(&folder.join("incidents")).keys().filter(|path| path.ends_with("timeline.yaml")).count();
    assert_eq!(lists(folder), 0);
    commit(folder, "unfolded");
    assert_eq!(said(folder), said_before);
    let restricted = pages_before.iter().filter(|(path, _)| path.starts_with("restricted"));
    same(&restricted.map(|(path, bytes)| (path.clone(), bytes.clone())).collect(), &pages(folder, &["restricted"]));
    ok(folder, &["check"]);
    ok(folder, &["gate", "--base", "HEAD~1"]);
    let unfolded = files(&folder.join("incidents"));
    for id in &ids {
        ok(folder, &["fold", id, "--force"]);
    }
    assert_eq!(ok(folder, &["fold", &ids[0], "--force"]), "");
    assert!(
        !files(&folder.join("incidents"))
            .keys()
            .any(|path| path.iter().any(|part| part == "timeline" || part == "followups"))
    );
    commit(folder, "folded");
    assert_eq!(said(folder), said_before);
    same(&pages_before, &pages(folder, &["restricted", "public"]));
    ok(folder, &["check"]);
    ok(folder, &["gate", "--base", "HEAD~1"]);
    ok(folder, &["gate", "--base", "HEAD~2"]);
    for id in &ids {
        ok(folder, &["unfold", id]);
    }
    assert_eq!(files(&folder.join("incidents")), unfolded);
}

const ID: &str = "2026-03-14-odd";

/// An incident written in odd ways, closed unless said otherwise.
fn odd(entry: &str, followup: &str) -> tempfile::TempDir {
    let folder = repository(&[
        (format!("incidents/{ID}/incident.yaml").as_str(), "title: Odd\n"),
        (
            format!("incidents/{ID}/timeline/20260314T091200Z-4f9a2c.md").as_str(),
            "---\nat: 2026-03-14T09:12:00Z\nstatus: investigating\n---\nA\n",
        ),
        (
            format!("incidents/{ID}/timeline/20260314T101200Z-4f9a2c.md").as_str(),
            "---\nat: 2026-03-14T10:12:00Z\nstatus: cancelled\n---\nZ\n",
        ),
    ]);
    if !entry.is_empty() {
        write(folder.path(), &format!("incidents/{ID}/timeline/20260314T093000Z-aaaaaa.md"), entry);
    }
    if !followup.is_empty() {
        write(folder.path(), &format!("incidents/{ID}/followups/one.yaml"), followup);
    }
    git(folder.path(), &["config", "user.email", "mary@corp.example"]);
    commit(folder.path(), "start");
    folder
}

#[test]
fn comments_and_unknown_keys_go_along() {
    for entry in [
        "---\n# why\nat: 2026-03-14T09:30:00Z   # about\n\nx-key: [1, {a: b}]\nevidence:\n- |\n  a\n\n  b\n# end\n---\n\n  Text: with # signs\n\n```\n  code\n\n\tand tabs\n```\n",
        "\u{feff}---\r\nat: 2026-03-14T09:30:00Z\r\nevidence: >-\r\n  folded\r\n  text\r\n---\r\nWindows\r\n\r\nlines\r\n",
        "---\n{at: 2026-03-14T09:30:00Z, by: mary} # one line\n---\n- a\n- b\n",
        "---\nat: 2026-03-14T09:30:00Z\n---\n",
        "---\nat: 2026-03-14T09:30:00Z\ncorrects: 20260314T091200Z-4f9a2c.md\n---\n---\n\ntrue\n",
    ] {
        let followup =
            "# yaml-language-server: $schema=x\n---\n# note\ntitle: 'One' # t\nextra: kept\nnote: |+\n  a\n\n";
        let folder = odd(entry, followup);
        let view = |arguments: &[&str]| run(flarebook(folder.path()).args(arguments)).1;
        let json = |name: &str| view(&[name, ID, "--format", "json"]);
        let before = (
            json("show"),
            view(&["followup", "list", "--all", "--format", "json"]),
            view(&["build", "--dump-context", &format!("incidents/{ID}.html")]),
        );
        ok(folder.path(), &["fold", ID]);
        let list = fs::read_to_string(folder.path().join(format!("incidents/{ID}/timeline.yaml"))).expect("a list");
        let after = (
            json("show"),
            view(&["followup", "list", "--all", "--format", "json"]),
            view(&["build", "--dump-context", &format!("incidents/{ID}.html")]),
        );
        assert_eq!(before, after, "{list}");
        assert_eq!(list.matches('#').count(), entry.matches('#').count(), "{list}");
        let followups =
            fs::read_to_string(folder.path().join(format!("incidents/{ID}/followups.yaml"))).expect("a list");
        assert!(followups.starts_with("- id: one\n  # note\n  title: 'One' # t\n  extra: kept\n"), "{followups}");
        ok(folder.path(), &["unfold", ID]);
        let again = (
            json("show"),
            view(&["followup", "list", "--all", "--format", "json"]),
            view(&["build", "--dump-context", &format!("incidents/{ID}.html")]),
        );
        assert_eq!(before, again);
        let back =
            fs::read_to_string(folder.path().join(format!("incidents/{ID}/timeline/20260314T093000Z-aaaaaa.md")))
                .expect("a file");
        assert_eq!(back.matches('#').count(), entry.matches('#').count(), "{back}");
    }
}

#[test]
fn what_would_be_lost_is_refused_and_nothing_is_touched() {
    let stays = |folder: &tempfile::TempDir, arguments: &[&str], words: &[&str]| {
        let before = files(&folder.path().join("incidents"));
        let (code, out, err) = run(flarebook(folder.path()).args(arguments));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(words.iter().all(|word| err.contains(word)), "{arguments:?}: {err}");
        assert_eq!(files(&folder.path().join("incidents")), before);
    };
    let good = "---\nat: 2026-03-14T09:30:00Z\n---\nText\n";
    let fold = ["fold", ID];
    stays(&odd("---\nat: 2026-03-14T09:30:00Z\nby: &me mary\n---\nText\n", ""), &fold, &["aaaaaa.md", "an anchor"]);
    stays(&odd("---\nat: 2026-03-14T09:30:00Z\nid: other\n---\nText\n", ""), &fold, &["aaaaaa.md", "a key `id`"]);
    stays(&odd("no front matter\n", ""), &fold, &["aaaaaa.md", "flarebook check"]);
    stays(&odd(good, "- a list\n"), &fold, &["one.yaml"]);
    stays(
        &odd("---\nat: 2026-03-14T09:30:00Z\n---\nSee [the plan](../../../docs/plan.md).\n", ""),
        &fold,
        &["../../../docs/plan.md", "root of the repository"],
    );
    let open = odd(good, "");
    write(
        open.path(),
        &format!("incidents/{ID}/timeline/20260314T111200Z-4f9a2c.md"),
        "---\nat: 2026-03-14T11:12:00Z\nstatus: investigating\n---\nBack\n",
    );
    stays(&open, &fold, &["still investigating", "--force"]);
    ok(open.path(), &["fold", ID, "--force"]);
    let list = |text: &str| {
        let folder = odd("", "");
        write(folder.path(), &format!("incidents/{ID}/timeline.yaml"), text);
        folder
    };
    let unfold = ["unfold", ID];
    stays(
        &list("- {at: 2026-03-14T09:30:00Z, id: ../../../x, text: a}\n"),
        &unfold,
        &["`../../../x`", "name of a file"],
    );
    stays(
        &list("- {at: 2026-03-14T09:30:00Z, id: x, text: a}\n- {at: 2026-03-14T09:31:00Z, id: x, text: a}\n"),
        &unfold,
        &["another of this name"],
    );
    stays(&list("[{at: 2026-03-14T09:30:00Z, text: a}]\n"), &unfold, &["timeline.yaml", "a dash for each item"]);
    stays(
        &list("- {at: 2026-03-14T09:30:00Z, id: 20260314T091200Z-4f9a2c, text: a}\n"),
        &unfold,
        &["another of this name"],
    );
}

/// A list and a folder together become one list in the order of the timeline, and what stood in the list stays as it was.
#[test]
fn a_list_that_is_there_takes_the_others_in() {
    let folder = odd("---\nat: 2026-03-14T09:30:00Z\n---\nFile\n", "");
    let list = "# by hand\n\n# first\n- at: 2026-03-14T09:20:00Z # t\n  text: >-\n    One\n    line\n\n- at: 2026-03-14T09:40:00Z\n  text: Two\n# end\n";
    write(folder.path(), &format!("incidents/{ID}/timeline.yaml"), list);
    ok(folder.path(), &["fold", ID]);
    let text = fs::read_to_string(folder.path().join(format!("incidents/{ID}/timeline.yaml"))).expect("a list");
    let order = ["# by hand", "# first", "text: A", "One\n    line\n", "text: File", "text: Two", "text: Z", "# end"];
    let places: Vec<usize> =
        order.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part} in\n{text}"))).collect();
    assert!(places.is_sorted(), "{text}");
    assert!(list.lines().all(|line| text.lines().any(|other| other == line)), "{text}");
    ok(folder.path(), &["check"]);
}
