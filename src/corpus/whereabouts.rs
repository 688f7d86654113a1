//! Where incidents are, by the names of folders alone: what one incident needs must not cost a look at all the others.

use super::INCIDENTS_FOLDER;
use crate::repo::{RepoError, Tree};
use crate::source::RepoPath;
use crate::source::limits::MAX_FOLDER_DEPTH;

/// The folders of incidents, in the order of their paths.
pub(super) fn folders(tree: &dyn Tree) -> Result<Vec<RepoPath>, RepoError> {
    let mut found = Vec::new();
    let mut open = vec![(RepoPath::root().join(INCIDENTS_FOLDER), 0)];
    while let Some((folder, depth)) = open.pop() {
        for inside in tree.folders(&folder)? {
            if is_dated(inside.name()) || has_record(tree, &inside)? {
                found.push(inside);
            } else if depth < MAX_FOLDER_DEPTH {
                open.push((inside, depth + 1));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The one folder with this name, or with this in its name.
pub(super) fn folder_of(tree: &dyn Tree, name: &str) -> Result<Option<RepoPath>, RepoError> {
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        return Ok(None);
    }
    // Where most are: directly below, or by the year. Ten thousand names need not be read for that.
    let top = RepoPath::root().join(INCIDENTS_FOLDER);
    let year = name.get(..4).filter(|_| is_dated(name)).map(|year| top.join(year));
    for usual in std::iter::once(top).chain(year).map(|folder| folder.join(name)) {
        if has_record(tree, &usual)? {
            return Ok(Some(usual));
        }
    }
    let all = folders(tree)?;
    if let Some(exact) = all.iter().find(|folder| folder.name() == name) {
        return Ok(has_record(tree, exact)?.then(|| exact.clone()));
    }
    let part: Vec<&RepoPath> = all.iter().filter(|folder| folder.name().contains(name)).collect();
    match part[..] {
        [only] if has_record(tree, only)? => Ok(Some(only.clone())),
        _ => Ok(None),
    }
}

fn is_dated(name: &str) -> bool {
    name.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
}

fn has_record(tree: &dyn Tree, folder: &RepoPath) -> Result<bool, RepoError> {
    Ok(tree.look(&folder.join("incident.yaml"))?.is_some())
}
