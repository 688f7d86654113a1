//! What a build says: for people, for programs, and on the side.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::{Build, Readers};
use crate::cmd::Context;
use crate::corpus::{Corpus, LiveBranch};
use crate::publication::LeftOut;
use crate::report::counted;
use crate::site::{BuildReport, PublicReport};

/// What was built, in both forms of the results.
pub(super) struct Built {
    /// A line for people.
    pub line: String,
    /// Fields for programs.
    pub fields: Value,
    /// What was wrong with the record's files.
    pub problems: usize,
    /// What the template of the page that was asked for was given.
    pub seen: Option<Value>,
}

/// The report for programs: what every build says, and what this one does.
pub(super) fn whole(readers: Readers, out: &Path, fields: Value, live: &[LiveBranch], times: Value) -> Value {
    let branch = |branch: &LiveBranch| {
        let incidents: Vec<&str> = branch.incidents.iter().map(crate::model::IncidentId::as_str).collect();
        json!({"ref": branch.reference, "incidents": incidents, "problem": branch.problem})
    };
    let live: Vec<Value> = live.iter().map(branch).collect();
    let mut report = json!({"version": 1, "audience": super::readership(readers), "out": out});
    if let (Value::Object(report), Value::Object(fields)) = (&mut report, fields) {
        report.extend(fields);
        report.insert("live".to_owned(), Value::Array(live));
        report.insert("times".to_owned(), times);
    }
    report
}

/// Of a public site.
pub(super) fn public(
    context: &mut Context,
    built: &PublicReport,
    corpus: &Corpus,
    out: &Path,
    arguments: &Build,
) -> Built {
    for fault in corpus.policy.site.public.faults() {
        context.hint(&format!("flarebook.yaml: site.public.{}: {}; {}", fault.key, fault.message, fault.instead));
    }
    built.warnings.iter().for_each(|warning| context.hint(warning));
    say_left_out(context, &built.left_out, arguments.show_leaks);
    let PublicReport { pages, files, bytes, left_out, warnings, removed, seen } = built;
    let mut parts = vec![counted(*pages, "page"), counted(files.saturating_sub(*pages), "other file")];
    if *removed > 0 {
        parts.push(format!("{} of an earlier build removed", counted(*removed, "file")));
    }
    if !left_out.is_empty() {
        parts.push(format!("{} left out", counted(left_out.len(), "incident")));
    }
    let left_out: Vec<Value> = left_out.iter().map(|one| json!({"path": one.folder, "reason": one.reason})).collect();
    let fields = json!({
        "pages": pages, "files": files, "bytes": bytes, "incidents_left_out": left_out, "warnings": warnings, "removed": removed
    });
    Built {
        line: format!("built the public site: {} in {}\n", parts.join(", "), out.display()),
        fields,
        problems: corpus.problems.len(),
        seen: seen.clone(),
    }
}

/// What is missing on the public page, by reason; names of folders tell what is internal, and logs are read by many.
fn say_left_out(context: &mut Context, left_out: &[LeftOut], by_name: bool) {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for LeftOut { folder, reason } in left_out {
        if by_name {
            context.hint(&format!("{folder} is not on the public page: {reason}"));
        }
        *reasons.entry(reason).or_default() += 1;
    }
    for (reason, count) in reasons.into_iter().filter(|_| !by_name) {
        let (incidents, are) = (counted(count, "incident"), if count == 1 { "is" } else { "are" });
        context.hint(&format!("{incidents} {are} not on the public page: {reason}; --show-leaks says which"));
    }
}

/// A branch that could not be read is missing on the page, and nobody would know why. Branches and folders have names that tell what is
/// internal: of a public page their number is said, unless they are asked for.
pub(super) fn what_became_of(context: &mut Context, arguments: &Build, live: &[LiveBranch]) {
    let by_name = arguments.audience != Readers::Public || arguments.show_leaks;
    let troubled = live.iter().filter(|branch| branch.problem.is_some()).count();
    if troubled > 0 && !by_name {
        let all = live.len();
        context.hint(&format!(
            "{troubled} of {all} live branches left out or taken in part; --show-leaks says which, and why"
        ));
    }
    for branch in live.iter().filter(|_| by_name) {
        if let Some(problem) = &branch.problem {
            let taken = if branch.incidents.is_empty() { "left out" } else { "taken in part" };
            context.hint(&format!("{} {taken}: {problem}", branch.reference));
        }
    }
    if live.is_empty() && !arguments.live.is_empty() {
        context.hint(&format!("no branch fits --live {}", arguments.live.join(", ")));
    }
}

/// Of the team's site.
pub(super) fn internal(built: &BuildReport, out: &Path) -> Built {
    let fields = json!({
        "pages": built.pages, "made": built.made, "files": built.files, "written": built.written, "bytes": built.bytes,
        "attachments": built.attachments,
        "left_out": built.left_out, "restricted": built.restricted, "removed": built.removed
    });
    Built { line: closing_line(built, out), fields, problems: built.problems, seen: built.seen.clone() }
}

fn closing_line(built: &BuildReport, out: &Path) -> String {
    let mut parts = vec![counted(built.pages, "page")];
    for (count, what) in [(built.attachments, "attachment"), (built.removed, "file")] {
        if count > 0 {
            let note = if what == "file" { " of an earlier build removed" } else { "" };
            parts.push(format!("{}{note}", counted(count, what)));
        }
    }
    if built.restricted > 0 {
        parts.push(format!("{} left out", counted(built.restricted, "restricted incident")));
    }
    parts.extend(built.left_out.iter().map(|path| format!("{path} left out: too large, or not a plain file")));
    format!("built {} in {}\n", parts.join(", "), out.display())
}
