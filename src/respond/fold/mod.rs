//! Folding: the two folders of a closed incident become one list each, and back. Nothing is lost on the way, or nothing is done.

mod gather;
mod open;
mod pack;

pub use gather::Fold;
pub use open::Unfold;

use super::RespondError;
use crate::corpus::Corpus;
use crate::model::{EntryId, EntryRecord, FollowupRecord, Incident, slug};
use crate::source::{RepoPath, yaml};

/// The text of a file of the record.
fn text(corpus: &Corpus, path: &RepoPath) -> Result<String, RespondError> {
    corpus.text(path).ok_or_else(|| refused(path, "it cannot be read", "see `flarebook check`"))
}

fn refused(path: &RepoPath, why: &str, hint: &str) -> RespondError {
    RespondError::Refused { why: format!("{path}: {why}"), hint: hint.to_owned() }
}

/// The names and records that a list of entries reads as.
fn entries_in(list: &str) -> Vec<(EntryId, EntryRecord, String)> {
    let (items, _) = yaml::read_items::<EntryRecord>(list.trim_start_matches('\u{feff}'), 0);
    let mut times: std::collections::BTreeMap<Option<i64>, usize> = std::collections::BTreeMap::new();
    let read = |(_, mut record): (usize, EntryRecord)| {
        let place = times.entry(record.at.and_then(|at| at.stamped_second())).or_default();
        *place += 1;
        let text = record.text.take().unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        let at = record.at.unwrap_or_else(crate::model::Moment::unknown);
        let id = record.id.take().map_or_else(|| EntryId::derived(&at, *place - 1, &text), |id| EntryId::new(&id));
        (id, record, text)
    };
    items.into_iter().map(read).collect()
}

/// The names and records that a list of follow-ups reads as.
fn followups_in(list: &str) -> Vec<(String, FollowupRecord)> {
    let (items, _) = yaml::read_items::<FollowupRecord>(list.trim_start_matches('\u{feff}'), 0);
    let read = |(_, mut record): (usize, FollowupRecord)| {
        let id = record.id.take().unwrap_or_else(|| slug(record.title.as_deref().unwrap_or_default()));
        (id, record)
    };
    items.into_iter().map(read).collect()
}

/// A relative address that leads to no incident: from another folder it would mean something else.
fn leads_out<'i>(corpus: &Corpus, incident: &'i Incident) -> Option<(&'i RepoPath, String)> {
    let folders: Vec<&RepoPath> =
        corpus.incidents.iter().map(|other| &other.folder).chain(corpus.elsewhere().values()).collect();
    let entries = incident.entries.iter().map(|entry| (&entry.origin.path, entry.text.as_str()));
    let notes = incident.followups.iter().filter_map(|one| Some((&one.origin.path, one.record.note.as_deref()?)));
    let mut links = entries.chain(notes).flat_map(|(path, text)| upwards(text).map(move |link| (path, link)));
    let found = links.find(|(path, link)| {
        let target = walk(&path.parent(), link);
        !target.is_some_and(|target| folders.iter().any(|folder| target == **folder || target.below(folder).is_some()))
    });
    found.map(|(path, link)| (path, link.to_owned()))
}

/// The relative addresses of a Markdown text that lead upwards.
fn upwards(text: &str) -> impl Iterator<Item = &str> {
    let begins = text
        .match_indices("../")
        .filter(|(at, _)| ["](", "<", "]: "].iter().any(|before| text[..*at].ends_with(before)));
    begins.map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '#' | '?')).unwrap_or(rest.len());
        &rest[..end]
    })
}

/// The path that a relative one leads to from a folder; `None` when it leads out of the repository.
fn walk(folder: &RepoPath, path: &str) -> Option<RepoPath> {
    path.split('/').try_fold(folder.clone(), |at, part| match part {
        ".." if at.as_str().is_empty() => None,
        ".." => Some(at.parent()),
        part => Some(at.join(part)),
    })
}
