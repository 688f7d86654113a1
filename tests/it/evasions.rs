//! Ways around the gate that somebody has tried, each held off; and honest changes that look like one, each let through.

use std::fs;
use std::path::Path;

use crate::changes::{INCIDENT, MITIGATED, RESOLVED, commit_by, gate, going_on, is_open, sample};
use crate::command::{commit, copy, flarebook, git, root, run, write};

const ALERT: &str = "followups/alert-on-login-errors.yaml";
const PROMISED: &str =
    "title: Alert when login errors exceed 0.1 % for five minutes\nkind: detect\nowner: infra\ndue: 2026-03-28\n";

/// Changes the base, and begins the branch anew from it.
fn rebase(folder: &Path, change: impl FnOnce(&Path)) {
    git(folder, &["checkout", "-q", "main"]);
    change(folder);
    commit(folder, "base");
    git(folder, &["checkout", "-q", "-B", "change"]);
}

fn put(folder: &Path, file: &str, text: impl AsRef<[u8]>) {
    write(folder, &format!("{INCIDENT}/{file}"), text);
}

fn replace(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(INCIDENT).join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

fn entry(at: &str, keys: &str, text: &str) -> String {
    format!("---\nat: {at}\n{keys}---\n{text}\n")
}

/// The gate says no, and this rule is why.
fn is_refused(folder: &Path, rule: &str) -> String {
    let (code, out, err) = gate(folder);
    assert_eq!(code, 1, "{rule}:\n{out}{err}");
    assert!(out.contains(&format!("error[{rule}]")), "{rule}:\n{out}");
    out
}

#[test]
fn a_follow_up_is_not_settled_by_words_that_say_nothing() {
    for (disposition, rule) in [
        ("blocking: false\nstate: wont_do\n", "followup-unblocked"),
        ("blocking: false\nstate: done\n", "resolved-with-loose-followups"),
        ("state: wont_do\nreason: \"\"\nby: \" \"\n", "resolved-with-open-followups"),
        ("state: done\nevidence: \"\"\n", "resolved-with-open-followups"),
        ("blocking: false\nnote: Not needed.\ntracker: \"\"\n", "resolved-with-loose-followups"),
    ] {
        let folder = sample();
        rebase(folder.path(), |path| put(path, ALERT, PROMISED));
        put(folder.path(), ALERT, format!("{PROMISED}{disposition}"));
        put(folder.path(), "timeline/20260324T100000Z-1fd853.md", RESOLVED);
        commit(folder.path(), "resolved");
        is_refused(folder.path(), rule);
    }
}

#[test]
fn a_severity_that_asks_for_nothing_is_none() {
    let unknown = entry("2026-03-24T09:00:00Z", "severity: p1\n", "Learnt something.");
    let corrected = entry("2026-03-24T09:00:00Z", "severity: P2\ncorrects: 20260314T091200Z-4f9a2c\n", "");
    for (lowered, rule) in [(unknown, "resolved-without-marks"), (corrected, "severity-lowered")] {
        let folder = sample();
        put(folder.path(), "timeline/20260324T090000Z-bbbbbb.md", lowered);
        put(folder.path(), "timeline/20260324T100000Z-1fd853.md", RESOLVED);
        commit(folder.path(), "resolved");
        is_refused(folder.path(), rule);
    }
}

#[test]
fn time_that_has_not_passed_is_no_quiet_time() {
    let folder = going_on();
    put(
        folder.path(),
        "timeline/20261121T115900Z-8fe06a.md",
        entry("2026-11-21T11:59:00Z", "status: mitigated\n", "Quiet."),
    );
    put(
        folder.path(),
        "timeline/20261121T121500Z-8fe06b.md",
        entry("2026-11-21T12:15:00Z", "status: resolved\n", "Done."),
    );
    commit(folder.path(), "in a hurry");
    is_refused(folder.path(), "resolved-too-soon");
}

#[test]
fn what_hurt_somebody_was_not_prevented() {
    let folder = sample();
    let record = fs::read_to_string(folder.path().join(INCIDENT).join("incident.yaml")).unwrap();
    put(folder.path(), "incident.yaml", format!("{record}kind: preemptive\n"));
    commit(folder.path(), "nothing happened");
    is_refused(folder.path(), "kind-changed");
}

#[test]
fn an_impact_said_by_an_entry_is_published_too() {
    let folder = sample();
    rebase(folder.path(), |path| {
        replace(path, "incident.yaml", "  started_at: 2026-03-14T09:02:00Z\n", "");
        put(path, "timeline/20260314T090200Z-dddddd.md", entry("2026-03-14T09:02:00Z", "kind: impact\n", "Errors."));
    });
    for time in ["2026-03-14T09:40:00Z", "unknown"] {
        replace(folder.path(), "incident.yaml", "impact:\n", &format!("impact:\n  started_at: {time}\n"));
        commit(folder.path(), "shorter");
        is_refused(folder.path(), "impact-shortened");
        git(folder.path(), &["reset", "-q", "--hard", "main"]);
    }
}

#[test]
fn a_commit_of_tomorrow_does_not_lengthen_a_waiver() {
    let folder = sample();
    rebase(folder.path(), |path| put(path, ALERT, PROMISED));
    put(folder.path(), ALERT, format!("{PROMISED}waiver: {{reason: Later, by: mary, until: 2029-01-10}}\n"));
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "-q", "-m", "later", "--date", "2029-01-01T00:00:00Z"]);
    is_refused(folder.path(), "waiver-too-long");
}

#[test]
fn a_correction_of_nothing_is_a_backdated_entry() {
    for (at, corrects) in [
        ("2026-03-14T09:13:00Z", "corrects: 20260314T000000Z-ffffff\n"),
        // A note sets no role, so there is none to put right.
        ("2026-03-14T09:16:00Z", "corrects: 20260314T091500Z-1b2c3d\n"),
        ("unknown", ""),
    ] {
        let folder = sample();
        put(
            folder.path(),
            "timeline/20260314T091300Z-bbbbbb.md",
            entry(at, &format!("roles: {{lead: josh}}\n{corrects}"), "Me."),
        );
        commit(folder.path(), "always was");
        is_refused(folder.path(), "history-rewritten");
    }
}

#[test]
fn a_time_without_an_offset_is_told_as_that_and_a_missing_one_is_no_way_out() {
    for (at, rewritten) in [("at: 2026-03-24T09:00:00\n", false), ("", true)] {
        let folder = sample();
        put(
            folder.path(),
            "timeline/20260324T090000Z-bbbbbb.md",
            format!("---\n{at}status: investigating\n---\nAgain.\n"),
        );
        commit(folder.path(), "again");
        let out = is_refused(folder.path(), if rewritten { "history-rewritten" } else { "naive-time" });
        assert_eq!(out.contains("[history-rewritten]"), rewritten, "{out}");
    }
}

#[test]
fn what_the_gate_asks_for_may_be_added_late() {
    // A role that nobody held.
    let folder = sample();
    rebase(folder.path(), |path| replace(path, "timeline/20260314T091200Z-4f9a2c.md", ", comms: josh", ""));
    put(
        folder.path(),
        "timeline/20260314T092000Z-bbbbbb.md",
        entry("2026-03-14T09:20:00Z", "roles: {comms: josh}\n", "Josh writes."),
    );
    commit(folder.path(), "who wrote");
    is_open(folder.path());
    // The end of the impact, seen after the severity was settled.
    let folder = going_on();
    rebase(folder.path(), |path| {
        put(path, "timeline/20260314T110000Z-bbbbbb.md", entry("2026-03-14T11:00:00Z", "severity: P0\n", "Worse."));
    });
    put(folder.path(), "timeline/20260314T101500Z-8fe06a.md", MITIGATED);
    commit(folder.path(), "mitigated");
    is_open(folder.path());
}

#[test]
fn a_wrong_time_that_is_put_right_holds_nobody_up() {
    let folder = going_on();
    rebase(folder.path(), |path| {
        put(
            path,
            "timeline/20260314T194300Z-bbbbbb.md",
            entry("2026-03-14T19:43:00Z", "status: identified\n", "It is the shard."),
        );
    });
    let right =
        entry("2026-03-14T09:44:00Z", "status: identified\ncorrects: 20260314T194300Z-bbbbbb\n", "It was 09:44.");
    put(folder.path(), "timeline/20260314T094400Z-cccccc.md", right);
    put(folder.path(), "timeline/20260314T101500Z-8fe06a.md", MITIGATED);
    commit(folder.path(), "right");
    is_open(folder.path());
}

#[test]
fn an_old_illegal_step_is_old_wherever_it_is_written() {
    let folder = sample();
    rebase(folder.path(), |path| replace(path, "timeline/20260314T094300Z-3e9c70.md", "mitigated", "resolved"));
    fs::create_dir_all(folder.path().join("incidents/2026")).unwrap();
    git(folder.path(), &["mv", INCIDENT, "incidents/2026/2026-03-14-login-errors"]);
    commit(folder.path(), "moved");
    is_open(folder.path());
}

#[test]
fn branches_that_merged_each_other_have_no_one_beginning() {
    let folder = sample();
    let path = folder.path();
    commit(path, "ours");
    let ours = git(path, &["rev-parse", "HEAD"]).trim().to_owned();
    git(path, &["checkout", "-q", "main"]);
    let published = "timeline/20260314T100000Z-eeeeee.md";
    put(path, published, entry("2026-03-14T10:00:00Z", "", "Published."));
    commit(path, "theirs");
    let theirs = git(path, &["rev-parse", "HEAD"]).trim().to_owned();
    git(path, &["merge", "-q", "--no-ff", "-m", "merge", &ours]);
    git(path, &["checkout", "-q", "change"]);
    git(path, &["merge", "-q", "--no-ff", "-m", "merge", &theirs]);
    put(path, published, entry("2026-03-14T10:00:00Z", "", "Edited."));
    commit(path, "edited");
    let (code, out, err) = gate(path);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("have merged each other") && err.contains("merge the base into the branch"), "{err}");
    git(path, &["merge", "-q", "-m", "once more", "main"]);
    is_refused(path, "published-entry-edited");
}

#[test]
fn depth_hides_nothing() {
    let folder = sample();
    let deep = format!("incidents/{}2026-03-14-login-errors", "d/".repeat(30));
    rebase(folder.path(), |path| {
        fs::create_dir_all(path.join(&deep).parent().unwrap()).unwrap();
        git(path, &["mv", INCIDENT, &deep]);
    });
    fs::remove_file(folder.path().join(&deep).join("timeline/20260314T091500Z-1b2c3d.md")).unwrap();
    commit(folder.path(), "gone");
    is_refused(folder.path(), "published-entry-deleted");
}

#[test]
fn an_empty_repository_and_a_partial_clone_are_told_as_what_they_are() {
    let empty = tempfile::tempdir().unwrap();
    git(empty.path(), &["init", "-q", "-b", "main"]);
    let (code, _, err) = run(flarebook(empty.path()).args(["gate", "--base", "HEAD"]));
    assert_eq!(code, 2);
    assert!(err.contains("no commit yet"), "{err}");
    let folder = sample();
    git(folder.path(), &["config", "uploadpack.allowFilter", "true"]);
    put(folder.path(), "timeline/20260324T100000Z-1fd853.md", RESOLVED);
    commit(folder.path(), "resolved");
    let clone = tempfile::tempdir().unwrap();
    git(
        clone.path(),
        &["clone", "-q", "--bare", "--filter=blob:none", &format!("file://{}", folder.path().display()), "."],
    );
    let (code, out, err) = gate(clone.path());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("partial clone"), "{err}");
}

#[test]
fn a_word_taken_back_is_not_said_by_reverting() {
    let folder = going_on();
    let path = folder.path();
    put(path, "timeline/20260314T101500Z-8fe06a.md", MITIGATED);
    commit(path, "the lead says so");
    fs::remove_file(path.join(INCIDENT).join("timeline/20260314T101500Z-8fe06a.md")).unwrap();
    commit(path, "and takes it back");
    put(path, "timeline/20260314T101500Z-8fe06a.md", MITIGATED);
    commit_by(path, "Josh", "josh@corp.example", "revert");
    is_refused(path, "unauthorised-transition");
}

#[test]
fn an_approval_of_what_a_merge_merges_is_none_of_what_the_merge_adds() {
    let folder = going_on();
    let path = folder.path();
    put(path, "timeline/20260314T095000Z-cccccc.md", entry("2026-03-14T09:50:00Z", "", "A note."));
    commit_by(path, "Josh", "josh@corp.example", "note");
    let approved = git(path, &["rev-parse", "HEAD"]).trim().to_owned();
    git(path, &["checkout", "-q", "-b", "side", "main"]);
    commit(path, "side");
    git(path, &["checkout", "-q", "change"]);
    git(path, &["merge", "-q", "--no-ff", "--no-commit", "side"]);
    put(path, "timeline/20260314T101500Z-8fe06a.md", MITIGATED);
    commit_by(path, "Josh", "josh@corp.example", "merge");
    let facts = format!(r#"{{"version": 1, "approvals": [{{"account": "maryok", "commit": "{approved}"}}]}}"#);
    fs::write(path.join(".git/facts.json"), facts).unwrap();
    let (code, out, _) = run(flarebook(path).args(["gate", "--base", "main", "--facts", ".git/facts.json"]));
    assert_eq!(code, 1, "{out}");
}

#[test]
fn correcting_a_reopening_away_is_saying_mitigated() {
    for status in ["mitigated", "resolved"] {
        let folder = sample();
        rebase(folder.path(), |path| {
            put(
                path,
                "timeline/20260315T100000Z-aaaaaa.md",
                entry("2026-03-15T10:00:00Z", "status: investigating\n", "Again."),
            );
        });
        let keys = format!("status: {status}\ncorrects: 20260315T100000Z-aaaaaa\n");
        put(folder.path(), "timeline/20260315T110000Z-bbbbbb.md", entry("2026-03-15T11:00:00Z", &keys, "It was not."));
        commit_by(folder.path(), "Josh", "josh@corp.example", "never reopened");
        is_refused(folder.path(), "unauthorised-transition");
        git(folder.path(), &["reset", "-q", "--soft", "main"]);
        commit(folder.path(), "by the lead");
        is_open(folder.path());
    }
}

#[test]
fn of_two_trailers_neither_counts() {
    let folder = going_on();
    put(folder.path(), "timeline/20260314T101500Z-8fe06a.md", MITIGATED);
    let bot = "41898282+github-actions[bot]@users.noreply.github.com";
    commit_by(folder.path(), "bot", bot, "m\n\nFlarebook-By: @maryok\nFlarebook-By: josh-t");
    is_refused(folder.path(), "unauthorised-transition");
}

#[test]
fn whoever_moves_the_folder_has_not_written_what_is_in_it() {
    let folder = going_on();
    let path = folder.path();
    put(path, "timeline/20260314T101500Z-8fe06a.md", MITIGATED);
    commit(path, "the lead says so");
    fs::create_dir_all(path.join("incidents/2026")).unwrap();
    git(path, &["mv", INCIDENT, "incidents/2026/2026-03-14-login-errors"]);
    commit_by(path, "Josh", "josh@corp.example", "tidy");
    is_open(path);
}

#[test]
fn a_hidden_folder_is_no_place_for_an_incident() {
    let folder = sample();
    fs::create_dir_all(folder.path().join("incidents/.old")).unwrap();
    git(folder.path(), &["mv", INCIDENT, "incidents/.old/2026-03-14-login-errors"]);
    commit(folder.path(), "out of sight");
    is_refused(folder.path(), "incident-deleted");
}

#[test]
fn what_could_never_be_read_is_not_resolved() {
    let folder = sample();
    rebase(folder.path(), |path| put(path, ALERT, "title: [\n"));
    put(folder.path(), "timeline/20260314T100000Z-dddddd.md", entry("2026-03-14T10:00:00Z", "", "A note."));
    commit(folder.path(), "note");
    is_open(folder.path());
    put(folder.path(), "timeline/20260324T100000Z-1fd853.md", RESOLVED);
    commit(folder.path(), "resolved");
    is_refused(folder.path(), "yaml-syntax");
}

#[test]
fn a_policy_that_cannot_be_read_decides_nothing() {
    for (file, text) in [("flarebook.yaml", "lifecycle: {stability_wait: 2h\n"), ("people.yaml", "mary: [\n")] {
        let folder = going_on();
        rebase(folder.path(), |path| write(path, file, text));
        put(folder.path(), "timeline/20260314T100000Z-dddddd.md", entry("2026-03-14T10:00:00Z", "", "A note."));
        commit(folder.path(), "notes go on");
        is_open(folder.path());
        put(folder.path(), "timeline/20260314T101500Z-8fe06a.md", MITIGATED);
        commit(folder.path(), "mitigated");
        let out = is_refused(folder.path(), "unreadable");
        assert!(out.contains(&format!("the `{file}` of the base cannot be read")), "{out}");
    }
}

#[test]
fn the_change_that_brings_flarebook_is_judged_by_what_it_brings() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    write(folder.path(), "README.md", "Ours.\n");
    commit(folder.path(), "begin");
    git(folder.path(), &["checkout", "-q", "-b", "change"]);
    copy(&root().join("tests/gate/common"), folder.path());
    commit(folder.path(), "flarebook");
    is_open(folder.path());
}

#[test]
fn a_review_begun_after_the_resolution_is_welcome() {
    let folder = sample();
    rebase(folder.path(), |path| {
        fs::remove_file(path.join(INCIDENT).join("pir.md")).unwrap();
        put(path, "timeline/20260324T100000Z-1fd853.md", RESOLVED);
    });
    put(folder.path(), "pir.md", "---\nstate: draft\n---\n\n## Summary\nOne shard ran full.\n");
    commit(folder.path(), "a draft");
    is_open(folder.path());
}

#[test]
fn two_folders_of_one_name_hide_nothing() {
    let folder = sample();
    rebase(folder.path(), |path| put(path, ALERT, PROMISED));
    copy(&folder.path().join(INCIDENT), &folder.path().join("incidents/0/2026-03-14-login-errors"));
    put(folder.path(), "timeline/20260324T100000Z-1fd853.md", RESOLVED);
    commit(folder.path(), "a decoy");
    is_refused(folder.path(), "duplicate-id");
    is_refused(folder.path(), "resolved-with-open-followups");
}

#[test]
fn one_follow_up_does_not_pass_for_another() {
    let folder = sample();
    rebase(folder.path(), |path| put(path, ALERT, PROMISED));
    put(folder.path(), "followups.yaml", "- {id: alert-on-login-errors, title: Alert, state: done, evidence: x}\n");
    put(folder.path(), ALERT, format!("{PROMISED}blocking: false\ntracker: https://git.corp.example/1\n"));
    put(folder.path(), "timeline/20260324T100000Z-1fd853.md", RESOLVED);
    commit(folder.path(), "two of them");
    is_refused(folder.path(), "duplicate-id");
}

#[test]
fn a_waiver_that_has_run_out_does_not_hold_again_in_a_backdated_resolution() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/gate/common"), folder.path());
    let home = "incidents/2026-03-14-login-errors";
    let waived = "title: Alert\nowner: infra\ndue: 2026-03-28\nstate: open\nwaiver: {reason: The vendor ships it, by: mary, until: 2026-04-20}\n";
    write(folder.path(), &format!("{home}/followups/alert-on-login-errors.yaml"), waived);
    git(folder.path(), &["init", "-q", "-b", "main"]);
    commit(folder.path(), "base");
    git(folder.path(), &["checkout", "-q", "-b", "change"]);
    let entry = "---\nat: 2026-04-10T10:00:00Z\nby: mary\nstatus: resolved\n---\nDone.\n";
    write(folder.path(), &format!("{home}/timeline/20260410T100000Z-1fd853.md"), entry);
    // Written on the day of every test, long after the waiver's end.
    commit(folder.path(), "resolved, back then");
    let (code, out, _) = run(flarebook(folder.path()).args(["gate", "--base", "main"]));
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("[resolved-with-open-followups]"), "{out}");
}
