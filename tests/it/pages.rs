//! Pages with output in them: what stands between two marks is what really comes out. UPDATE=1 writes it.

use std::fs;

use crate::command::{commit, compare, copy, flarebook, git, git_command, root, run, write};

const INCIDENT: &str = "incidents/example/2026-03-14-login-errors";

/// The follow-up that the pull request of docs/github.md leaves open.
const OPEN: &str = "\
title: Somebody is paged when more than 0.1 % of sign-ins fail for five minutes
kind: detect
owner: infra
due: 2026-03-21
tracker: https://github.com/acme/infra/issues/912
";

/// The worked example before it is resolved, with one follow-up still open; and the pull request that resolves it all the same.
fn resolving() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["people.yaml", "components.yaml", "flarebook.yaml"] {
        fs::copy(root().join(name), folder.path().join(name)).unwrap();
    }
    copy(&root().join("incidents/example"), &folder.path().join("incidents/example"));
    let resolved = folder.path().join(INCIDENT).join("timeline/20260324T100000Z-1fd853.md");
    let text = fs::read_to_string(&resolved).unwrap();
    fs::remove_file(&resolved).unwrap();
    write(folder.path(), &format!("{INCIDENT}/followups/alert-on-login-errors.yaml"), OPEN);
    git(folder.path(), &["init", "-q", "-b", "main"]);
    commit(folder.path(), "The incident, mitigated");
    git(folder.path(), &["checkout", "-q", "-b", "resolve-login-errors"]);
    fs::write(&resolved, text).unwrap();
    let mut then = git_command(folder.path());
    then.args(["commit", "-q", "-m", "Resolve the login errors"]);
    git(folder.path(), &["add", "--all"]);
    // A resolution counts from when it was written; a waiver in it would have run out since.
    let day = "2026-03-24T10:05:00Z";
    let (code, _, err) = run(then.env("GIT_AUTHOR_DATE", day).env("GIT_COMMITTER_DATE", day));
    assert_eq!(code, 0, "{err}");
    let facts = r#"{"version": 1, "trackers": {"https://github.com/acme/infra/issues/912": {"state": "open"}}}"#;
    fs::write(folder.path().join(".git/facts.json"), facts).unwrap();
    folder
}

#[test]
fn the_pull_request_of_the_github_page_comes_out_as_shown() {
    let folder = resolving();
    let gate = |more: &[&str]| {
        let mut command = flarebook(folder.path());
        run(command.args(["gate", "--base", "main", "--facts", ".git/facts.json"]).args(more)).1
    };
    let explained = gate(&["--explain"]);
    let comment = with_shown_commits(&gate(&["--format", "markdown"]), folder.path());
    let headline = comment.lines().next().unwrap().trim_start_matches("### ❌ ").replace('`', "");
    let path = root().join("docs/github.md");
    let page = fs::read_to_string(&path).unwrap();
    let page = between(
        &page,
        "ladder",
        &format!("```text\n$ flarebook gate --base main --explain --facts facts.json\n{explained}```\n"),
    );
    let page = between(
        &page,
        "comment",
        &comment.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect::<String>(),
    );
    let page = between(&page, "status", &format!("```text\nflarebook/resolution — failure — {headline}\n```\n"));
    let mut faults = Vec::new();
    compare(&path, &page, &mut faults);
    assert!(faults.is_empty(), "run `UPDATE=1 cargo test --test it`\n{}", faults.join("\n"));
    assert!(explained.contains("MISSING") && comment.contains("1 thing stands between"), "{explained}{comment}");
}

/// The comment with the commits that the page shows: those of this repository change with every file of the showcase, and tell a reader nothing.
fn with_shown_commits(comment: &str, folder: &std::path::Path) -> String {
    [("main", "b5b59e229d"), ("HEAD", "83364ab0cf")].iter().fold(comment.to_owned(), |text, (name, shown)| {
        let commit = git(folder, &["rev-parse", name]);
        assert!(text.contains(&commit[..10]), "the comment names the commit of {name}: {text}");
        text.replace(&commit[..10], shown)
    })
}

/// The page with another text between `<!-- name -->` and `<!-- /name -->`.
fn between(page: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("no {begin}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no {end}"));
    format!("{before}{begin}\n{text}\n{end}{after}")
}
