//! `link-added`.

use super::super::change::Change;
use super::super::rule::{Check, declare_rule};
use crate::corpus::{COMPONENTS_FILE, INCIDENTS_FOLDER, PEOPLE_FILE, POLICY_FILE};
use crate::diagnostic::{Finding, Place};
use crate::repo::ObjectKind;
use crate::source::RepoPath;

declare_rule! {
    /// A symbolic link or a submodule where records or templates live can lead a reader out of the repository, or to text that no review has
    /// seen. Flarebook never follows one; a change that adds one is refused so that nobody else does either.
    ///
    /// Put the file itself there.
    "link-added", Error, "a symbolic link or submodule among the records", Check::Change(check)
}

fn check(change: &Change, findings: &mut Vec<Finding>) {
    let what = |kind| match kind {
        Some(ObjectKind::Symlink) => Some("a symbolic link"),
        Some(ObjectKind::Submodule) => Some("a submodule"),
        Some(ObjectKind::File | ObjectKind::Executable) | None => None,
    };
    for file in change.files.iter().filter(|file| is_ours(&file.path)) {
        if let (Some(what), None) = (what(file.after), what(file.before)) {
            let finding =
                Finding::new(&INFO, Place::file(file.path.clone()), format!("`{}` is {what}", file.path.name()));
            findings.push(finding.help("put the file itself there"));
        }
    }
}

fn is_ours(path: &RepoPath) -> bool {
    let folders = [INCIDENTS_FOLDER, "templates"];
    let inside = |name: &&str| path.as_str() == *name || path.below(&RepoPath::root().join(name)).is_some();
    folders.iter().any(inside) || [POLICY_FILE, PEOPLE_FILE, COMPONENTS_FILE].contains(&path.as_str())
}
