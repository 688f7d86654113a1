//! Git's hooks, run by git itself: `git commit` in real repositories, with the binary on the PATH.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{commit, flarebook, git, git_command, repository, root, run, write};

const ID: &str = "2026-11-21-login-errors";
const ENTRY: &str = "20261121T090000Z-000001";
const DECLARED: &str = "---\nat: 2026-11-21T09:00:00Z\nby: mary\nkind: update\nstatus: investigating\n---\nDeclared\n";

/// One open incident and one old one with a fault in it, committed before there were hooks.
fn team() -> tempfile::TempDir {
    let folder = repository(&[
        ("flarebook.yaml", ""),
        ("people.yaml", "mary: {name: Mary Okafor}\njosh: {name: Josh Lin}\n"),
        ("README.md", "# Records\n"),
        (&format!("incidents/{ID}/incident.yaml"), "title: Login errors\n"),
        (&format!("incidents/{ID}/timeline/{ENTRY}.md"), DECLARED),
        ("incidents/2026-01-01-old/incident.yaml", "title: Old\ntilte: x\n"),
        ("incidents/2026-01-01-old/timeline/20260101T090000Z-000001.md", DECLARED),
    ]);
    commit(folder.path(), "Begin");
    folder
}

/// The same with the hooks.
fn hooked() -> tempfile::TempDir {
    let folder = team();
    let (code, out, err) = run(flarebook(folder.path()).args(["init", "--hooks"]));
    assert!(code == 0 && out.contains("wrote .git/hooks/pre-commit\nwrote .git/hooks/commit-msg\n"), "{out}{err}");
    folder
}

/// `git` with the binary on the PATH.
fn git_with_us(folder: &Path) -> Command {
    let mut command = git_command(folder);
    let binary = Path::new(env!("CARGO_BIN_EXE_flarebook")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all: Vec<PathBuf> = std::iter::once(binary).chain(std::env::split_paths(&path)).collect();
    command.env("PATH", std::env::join_paths(all).unwrap());
    command
}

#[track_caller]
fn passes(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(git_with_us(folder).args(arguments));
    assert_eq!(code, 0, "git {arguments:?}: {out}{err}");
    out + &err
}

/// Git commits nothing, and says why.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], why: &str) -> String {
    let tip = |folder: &Path| git_command(folder).args(["rev-parse", "HEAD"]).output().unwrap().stdout;
    let before = tip(folder);
    let (code, out, err) = run(git_with_us(folder).args(arguments));
    let said = out + &err;
    assert!(code != 0 && said.contains(why), "git {arguments:?}: {code} {said}");
    assert_eq!(tip(folder), before);
    said
}

fn entry(number: u32) -> String {
    format!("incidents/{ID}/timeline/20261121T100000Z-00000{number}.md")
}

const GOOD: &str = "---\nat: 2026-11-21T10:00:00Z\nby: mary\nkind: note\n---\nRestarted it\n";
const BAD: &str = "---\nat: 2026-11-21T10:00:00Z\nby: marry\nkind: note\n---\nRestarted it\n";

#[test]
fn what_is_staged_counts_and_not_what_is_on_disk() {
    let folder = hooked();
    let folder = folder.path();
    write(folder, &entry(1), BAD);
    git(folder, &["add", "incidents"]);
    let said = refused(folder, &["commit", "-m", "Log"], "unknown-person");
    assert!(said.contains(&format!("{}:3:5", entry(1))) && said.contains("did you mean `mary`?"), "{said}");
    assert!(said.contains("--no-verify") && !said.contains("2026-01-01-old"), "{said}");
    let page = fs::read_to_string(root().join("docs/hooks.md")).unwrap();
    assert!(
        page.contains(&format!("$ git commit -m \"Log\"\n{said}```")),
        "docs/hooks.md shows something else than\n{said}"
    );
    // Mended on disk, and not staged.
    write(folder, &entry(1), GOOD);
    refused(folder, &["commit", "-m", "Log"], "unknown-person");
    // Staged well, and spoilt on disk afterwards.
    git(folder, &["add", "incidents"]);
    write(folder, &entry(1), BAD);
    write(folder, &entry(2), BAD);
    let said = passes(folder, &["commit", "-m", "Log"]);
    assert!(said.contains("1 incident, 2 entries, 0 follow-ups checked: all clean"), "{said}");
    assert_eq!(git(folder, &["show", &format!("HEAD:{}", entry(1))]), GOOD);
}

#[test]
fn other_commits_are_nobodys_business() {
    let folder = hooked();
    let folder = folder.path();
    write(folder, "README.md", "# Records, and more\n");
    write(folder, &entry(1), BAD);
    git(folder, &["add", "README.md"]);
    let (code, out, err) = run(flarebook(folder).args(["check", "--staged"]));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let (_, out, _) = run(flarebook(folder).args(["check", "--staged", "--format", "json"]));
    assert!(out.contains("\"findings\": []"), "{out}");
    passes(folder, &["commit", "-m", "Say more"]);
    passes(folder, &["commit", "--allow-empty", "-m", "Nothing"]);
    passes(folder, &["commit", "--amend", "--allow-empty", "-m", "Nothing at all"]);
}

#[test]
fn the_index_that_git_makes_up_is_the_one_that_is_checked() {
    let folder = hooked();
    let folder = folder.path();
    let first = format!("incidents/{ID}/timeline/{ENTRY}.md");
    // The usual index has nothing of it.
    write(folder, &first, DECLARED.replace("mary", "marry"));
    refused(folder, &["commit", "-a", "-m", "All"], "unknown-person");
    refused(folder, &["commit", "-m", "One", &first], "unknown-person");
    // The usual index has the fault, and what is committed has not.
    git(folder, &["add", &first]);
    write(folder, "README.md", "# More\n");
    let said = passes(folder, &["commit", "-m", "Only this", "README.md"]);
    assert!(!said.contains("checked"), "{said}");
    refused(folder, &["commit", "-m", "The rest"], "unknown-person");
    write(folder, &first, DECLARED.replace("Declared", "Declared by mail"));
    passes(folder, &["commit", "-a", "-m", "All"]);
}

#[test]
fn what_concerns_all_is_looked_for_in_all() {
    let folder = hooked();
    let folder = folder.path();
    // The old fault of another incident is none of this commit's; the missing person is.
    write(folder, "people.yaml", "josh: {name: Josh Lin}\n");
    git(folder, &["add", "people.yaml"]);
    let said = refused(folder, &["commit", "-m", "Mary left"], "unknown-person");
    assert!(said.contains(&format!("{ENTRY}.md:3:5")) && said.contains("2026-01-01-old/timeline"), "{said}");
    assert!(!said.contains("tilte"), "{said}");
    write(folder, "people.yaml", "mary: {name: Mary}\njosh: {name: Josh Lin}\n");
    passes(folder, &["commit", "-a", "-m", "Mary's name"]);
    write(folder, "flarebook.yaml", "severities: p0-p2\nrules: {unknown-key: off}\n");
    passes(folder, &["commit", "-a", "-m", "A policy"]);
    write(folder, "flarebook.yaml", "severities: p0-p2\n");
    // What a policy makes a fault is made by the policy.
    refused(folder, &["commit", "-a", "-m", "A stricter policy"], "tilte");
}

#[test]
fn what_goes_may_be_missed() {
    let folder = hooked();
    let folder = folder.path();
    let other = "incidents/2026-11-20-again/incident.yaml";
    write(folder, other, format!("title: Again\nduplicate_of: {ID}\n"));
    git(folder, &["add", "incidents"]);
    passes(folder, &["commit", "-m", "Again"]);
    git(folder, &["rm", "-rq", &format!("incidents/{ID}")]);
    let said = refused(folder, &["commit", "-m", "Away"], "dangling-reference");
    assert!(said.contains(other), "{said}");
    git(folder, &["reset", "-q", "--hard"]);
    // Moved under the same name, it is still there; under another one it is not.
    fs::create_dir_all(folder.join("incidents/2026")).unwrap();
    git(folder, &["mv", &format!("incidents/{ID}"), "incidents/2026/"]);
    passes(folder, &["commit", "-m", "By year"]);
    git(folder, &["mv", &format!("incidents/2026/{ID}"), "incidents/2026-11-21-sso-errors"]);
    refused(folder, &["commit", "-m", "Renamed"], "dangling-reference");
    git(folder, &["reset", "-q", "--hard"]);
    git(folder, &["rm", "-q", "incidents/2026-01-01-old/incident.yaml"]);
    let said = passes(folder, &["commit", "-m", "Half of it"]);
    assert!(said.contains("warning[stray-file]"), "{said}");
    git(folder, &["rm", "-rq", "incidents"]);
    passes(folder, &["commit", "-m", "All of it"]);
}

#[test]
fn a_file_that_belongs_to_nothing_is_said_to() {
    let folder = hooked();
    let folder = folder.path();
    write(folder, "incidents/2026-11-21-new/notes.txt", "x\n");
    git(folder, &["add", "incidents"]);
    let said = run(git_with_us(folder).args(["commit", "-m", "Notes"]));
    assert!(said.1.contains("stray-file") || said.2.contains("stray-file"), "{said:?}");
    assert!(!said.1.contains("tilte") && !said.2.contains("tilte"), "{said:?}");
    let twin = format!("incidents/2026/{ID}/incident.yaml");
    write(folder, &twin, "title: Twin\n");
    git(folder, &["add", "incidents"]);
    refused(folder, &["commit", "-m", "Twin"], "duplicate-id");
}

#[test]
fn the_first_commit_of_all_is_checked_too() {
    let folder = repository::<&str>(&[]);
    let folder = folder.path();
    let (code, out, err) = run(flarebook(folder).args(["init", "--hooks", "--drill"]));
    assert_eq!(code, 0, "{out}{err}");
    write(folder, "incidents/2026-11-21-x/incident.yaml", "titel: x\n");
    git(folder, &["add", "."]);
    refused(folder, &["commit", "-m", "Begin"], "titel");
    write(folder, "incidents/2026-11-21-x/incident.yaml", "title: x\n");
    git(folder, &["add", "."]);
    passes(folder, &["commit", "-m", "Begin"]);
    let empty = repository::<&str>(&[]);
    run(flarebook(empty.path()).args(["init", "--hooks"]));
    git(empty.path(), &["add", "."]);
    passes(empty.path(), &["commit", "-m", "Begin without an incident"]);
}

#[test]
fn odd_indexes() {
    let folder = hooked();
    let folder = folder.path();
    // Promised, and not part of the commit.
    write(folder, &entry(1), BAD);
    git(folder, &["add", "--intent-to-add", &entry(1)]);
    write(folder, &entry(2), GOOD);
    git(folder, &["add", &entry(2)]);
    passes(folder, &["commit", "-m", "One of two"]);
    git(folder, &["rm", "-q", "--cached", &entry(1)]);
    // Split in two files, which libgit2 does not read.
    git(folder, &["update-index", "--split-index"]);
    git(folder, &["add", &entry(1)]);
    refused(folder, &["commit", "-m", "Split"], "unknown-person");
    git(folder, &["update-index", "--no-split-index"]);
    git(folder, &["rm", "-q", "--cached", &entry(1)]);
    // A conflict: git itself refuses to commit; asked without it, so do we.
    git(folder, &["checkout", "-q", "-b", "other"]);
    write(folder, &format!("incidents/{ID}/incident.yaml"), "title: Theirs\n");
    passes(folder, &["commit", "-a", "-m", "Theirs"]);
    git(folder, &["checkout", "-q", "main"]);
    write(folder, &format!("incidents/{ID}/incident.yaml"), "title: Ours\n");
    passes(folder, &["commit", "-a", "-m", "Ours"]);
    assert_ne!(run(git_with_us(folder).args(["merge", "other"])).0, 0);
    let (code, out, err) = run(flarebook(folder).args(["check", "--staged"]));
    assert!(code == 2 && err.contains(&format!("conflicts in `incidents/{ID}/incident.yaml`")), "{out}{err}");
    write(folder, &format!("incidents/{ID}/incident.yaml"), "title: Both\n");
    git(folder, &["add", &format!("incidents/{ID}/incident.yaml")]);
    passes(folder, &["commit", "-m", "Merge other\n\nIncident: 2026-11-21-of-the-other-branch"]);
}

#[test]
fn a_message_names_what_there_is() {
    let folder = hooked();
    let folder = folder.path();
    let say = |words: &str| ["commit", "--allow-empty", "-m", words].map(ToOwned::to_owned);
    let refuse = |words: &str, why: &str| refused(folder, &say(words).each_ref().map(String::as_str), why);
    let pass = |words: &str| passes(folder, &say(words).each_ref().map(String::as_str));
    let said = refuse("Log: x\n\nIncident: 2026-11-21-login-error", &format!("did you mean `{ID}`?"));
    assert!(said.contains("COMMIT_EDITMSG:3:11") && said.contains("git commit --edit --file="), "{said}");
    refuse("Log: x\n\nIncident: none", "no incident of this repository");
    refuse(
        &format!("Log: x\n\nIncident: {ID}\nEntry: 20261121T090000Z-000002"),
        "did you mean `20261121T090000Z-000001`?",
    );
    refuse("Log: x\n\nEntry: 20261121T090000Z-000001", "not its incident");
    pass(&format!("Log: x\n\nIncident: {ID}\nEntry: {ENTRY}"));
    pass(&format!("Log: x\n\nincident: {ID}\nentry: {ENTRY}.md\nCo-authored-by: Josh <josh@corp.example>"));
    for words in
        ["Say more", "Incident: none", "Mend it\n\nIncident: in words, and\nmore of them.\n\nThe end", "Entry: main.rs"]
    {
        pass(words);
    }
    pass("fixup! Log: x\n\nIncident: none");
    pass("Parse\n\nEntry: main");
    // An entry that this very commit brings.
    write(folder, &entry(1), GOOD);
    git(folder, &["add", "incidents"]);
    pass(&format!("Log: y\n\nIncident: {ID}\nEntry: 20261121T100000Z-000001"));
    // An incident that is on a branch of its own as yet, and one that goes.
    git(folder, &["checkout", "-q", "-b", "incident/2026-11-21-disk-full"]);
    write(folder, "incidents/2026-11-21-disk-full/incident.yaml", "title: Disk full\n");
    git(folder, &["add", "incidents"]);
    pass("Declare\n\nIncident: 2026-11-21-disk-full");
    git(folder, &["checkout", "-q", "main"]);
    pass("Prepare\n\nIncident: 2026-11-21-disk-full");
    git(folder, &["rm", "-rq", "incidents/2026-01-01-old"]);
    pass("Away\n\nIncident: 2026-01-01-old");
}

#[test]
fn merges_and_reverts_bring_words_of_their_own() {
    let folder = hooked();
    let folder = folder.path();
    git(folder, &["checkout", "-q", "-b", "other"]);
    write(folder, "README.md", "# Theirs\n");
    passes(folder, &["commit", "-a", "-m", "Theirs"]);
    git(folder, &["checkout", "-q", "main"]);
    passes(folder, &["commit", "--allow-empty", "-m", "Ours"]);
    passes(folder, &["merge", "-q", "-m", "Merge\n\nIncident: 2026-01-02-elsewhere", "other"]);
    passes(folder, &["revert", "-m", "1", "--no-edit", "HEAD"]);
    // With an editor, and what git writes into it below the scissors.
    write(folder, &entry(1), GOOD);
    git(folder, &["add", "incidents"]);
    let editor = format!("printf 'Log: z\\n\\nIncident: {ID}\\n' | cat - \"$1\" > m && cat m > \"$1\" && rm m; true");
    write(folder, "../editor.sh", editor);
    let script = folder.join("../editor.sh");
    let (code, out, err) =
        run(git_with_us(folder).env("GIT_EDITOR", format!("sh {}", script.display())).args(["commit", "--verbose"]));
    fs::remove_file(script).unwrap();
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(git(folder, &["log", "-1", "--format=%(trailers:key=Incident,valueonly)"]).trim(), ID);
}

#[test]
fn a_repository_of_something_else_is_left_in_peace() {
    let folder = repository(&[("src/main.c", "int main() {}\n")]);
    let folder = folder.path();
    write(folder, ".git/m", "Mend\n\nIncident: INC-1234\n");
    git(folder, &["add", "."]);
    let (code, out, err) = run(flarebook(folder).args(["check", "--message", ".git/m"]));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let (code, out, _) = run(flarebook(folder).args(["check", "--staged"]));
    assert_eq!((code, out.as_str()), (0, ""));
}

/// Every file of the hooks' folder with what it says.
fn scripts(folder: &Path) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|item| item.unwrap())
        .filter(|item| !item.file_name().to_string_lossy().ends_with(".sample"))
        .map(|item| (item.file_name().to_string_lossy().into_owned(), fs::read_to_string(item.path()).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn hooks_of_others_stay() {
    let folder = team();
    let folder = folder.path();
    let theirs = "#!/bin/sh\nexec make lint\n";
    write(folder, ".git/hooks/pre-commit", theirs);
    let (code, out, _) = run(flarebook(folder).args(["init", "--hooks", "--dry-run"]));
    assert!(code == 0 && out.contains("would write .git/hooks/commit-msg"), "{out}");
    assert_eq!(scripts(&folder.join(".git/hooks")), [("pre-commit".to_owned(), theirs.to_owned())]);
    let (code, out, err) = run(flarebook(folder).args(["init", "--hooks"]));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("kept  .git/hooks/pre-commit (yours;"), "{out}");
    assert!(out.contains("      flarebook check --staged || exit 1\n"), "{out}");
    assert!(out.contains("wrote .git/hooks/commit-msg"), "{out}");
    let all = scripts(&folder.join(".git/hooks"));
    assert_eq!(all[1].1, theirs);
    // What it says to add works, is recognised, and running it again changes nothing.
    write(folder, ".git/hooks/pre-commit", "#!/bin/sh\nflarebook check --staged || exit 1\n");
    let (_, out, err) = run(flarebook(folder).args(["init", "--hooks"]));
    assert!(out.contains("kept  .git/hooks/pre-commit (it has the check)"), "{out}");
    assert!(out.contains("kept  .git/hooks/commit-msg (it is as a new one would be)"), "{out}");
    assert!(!err.contains("The hooks are those of this clone"), "{err}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert!(err.contains("chmod +x .git/hooks/pre-commit"), "{err}");
        let mode = fs::metadata(folder.join(".git/hooks/commit-msg")).unwrap().permissions().mode();
        assert_eq!(mode & 0o111, 0o111, "{mode:o}");
    }
}

#[test]
fn hooks_live_where_git_looks_for_them() {
    let folder = team();
    let folder = folder.path();
    git(folder, &["config", "core.hooksPath", ".githooks"]);
    let (_, out, err) = run(flarebook(folder).args(["init", "--hooks"]));
    assert!(out.contains("wrote .githooks/pre-commit\nwrote .githooks/commit-msg"), "{out}{err}");
    write(folder, &entry(1), BAD);
    git(folder, &["add", "incidents"]);
    refused(folder, &["commit", "-m", "Log"], "unknown-person");
    // A folder outside may be that of every repository of this person.
    let outside = tempfile::tempdir().unwrap();
    git(folder, &["config", "core.hooksPath", outside.path().to_str().unwrap()]);
    let (code, out, _) = run(flarebook(folder).args(["init", "--hooks"]));
    assert!(code == 0 && out.contains("leads out of this repository"), "{out}");
    assert_eq!(scripts(outside.path()), []);
    git(folder, &["config", "--unset", "core.hooksPath"]);
    // A second working tree shares the hooks of the first.
    git(folder, &["reset", "-q", "--hard"]);
    git(folder, &["worktree", "add", "-q", "../second", "-b", "second"]);
    let second = folder.join("../second");
    let (code, out, err) = run(flarebook(&second).args(["init", "--hooks"]));
    assert!(code == 0 && out.contains(".git/hooks/pre-commit"), "{out}{err}");
    assert_eq!(scripts(&folder.join(".git/hooks")).len(), 2);
    write(&second, &entry(1), BAD);
    git(&second, &["add", "incidents"]);
    refused(&second, &["commit", "-m", "Log"], "unknown-person");
    refused(&second, &["commit", "-m", "Log", &entry(1)], "unknown-person");
    fs::remove_dir_all(second).unwrap();
}

#[test]
fn programs_that_manage_hooks_get_entries() {
    for (flag, file, next) in [
        ("--hooks=pre-commit", ".pre-commit-config.yaml", "pre-commit install"),
        ("--hooks=lefthook", "lefthook.yml", "lefthook install"),
    ] {
        let folder = team();
        let folder = folder.path();
        let (_, out, err) = run(flarebook(folder).args(["init", flag]));
        assert!(out.contains(&format!("wrote {file}")) && err.contains(next), "{out}{err}");
        assert!(scripts(&folder.join(".git/hooks")).is_empty());
        let (_, out, _) = run(flarebook(folder).args(["init", "--hooks"]));
        assert!(out.contains(&format!("kept  {file} (it has the checks)")), "{out}");
        // Settings of somebody else: nothing is touched, and without a name they are the ones.
        let theirs = "# ours\n";
        write(folder, file, theirs);
        let (_, out, err) = run(flarebook(folder).args(["init", "--hooks"]));
        assert!(
            out.contains(&format!("kept  {file} (yours;")) && out.contains("flarebook check --staged"),
            "{out}{err}"
        );
        assert_eq!(fs::read_to_string(folder.join(file)).unwrap(), theirs);
        assert!(scripts(&folder.join(".git/hooks")).is_empty());
        let (_, out, _) = run(flarebook(folder).args(["init", "--hooks=git"]));
        assert!(out.contains("wrote .git/hooks/pre-commit"), "{out}");
    }
}

#[test]
fn without_the_program_nobody_is_held_up() {
    let folder = hooked();
    let folder = folder.path();
    write(folder, &entry(1), BAD);
    git(folder, &["add", "incidents"]);
    let has_it = Command::new("sh").args(["-c", "command -v flarebook"]).output().unwrap().status.success();
    if !has_it {
        let (code, out, err) = run(git_command(folder).args(["commit", "-m", "Log\n\nIncident: none"]));
        assert!(code == 0 && err.contains("not on the PATH"), "{out}{err}");
    }
}
