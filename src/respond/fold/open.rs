//! From lists back to folders.

use std::collections::BTreeSet;

use super::{leads_out, pack, refused, text};
use crate::corpus::Corpus;
use crate::model::{EntryRecord, FollowupRecord, Incident, IncidentId};
use crate::repo::NewFile;
use crate::respond::find::found;
use crate::respond::{Change, Operation, Outcome, RespondError, render};
use crate::source::{RepoPath, front_matter, yaml};

/// Unfolds an incident.
#[derive(Clone, Debug)]
pub struct Unfold {
    /// The incident.
    pub incident: IncidentId,
}

impl Operation for Unfold {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = found(corpus, &self.incident)?;
        if let Some((path, link)) = leads_out(corpus, incident) {
            let hint = "write it from the root of the repository, `/docs/…`; then it means the same from everywhere";
            return Err(refused(
                path,
                &format!("the address `{link}` would lead elsewhere from a file of its own"),
                hint,
            ));
        }
        let mut changes = timeline(corpus, incident)?;
        changes.extend(followups(corpus, incident)?);
        names_are_free(corpus, &changes)?;
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: None,
            changes,
            subject: format!("Unfold {}", incident.id),
            notes: Vec::new(),
        })
    }
}

fn timeline(corpus: &Corpus, incident: &Incident) -> Result<Vec<Change>, RespondError> {
    let path = incident.folder.join("timeline.yaml");
    let Some((was, items)) = list(corpus, &path)? else { return Ok(Vec::new()) };
    let mut changes = Vec::new();
    for entry in &incident.entries {
        let Some(piece) = entry.origin.item.map(|item| items.get(item)) else { continue };
        let piece = piece.ok_or_else(|| refused(&path, "an item of it cannot be read", "see `flarebook check`"))?;
        let name = plain_name(&path, entry.id.as_str())?;
        let file = pack::entry_file(piece, &entry.text);
        let text = file.map_err(|why| item_refused(&path, entry.id.as_str(), &why))?;
        let same = front_matter::split(&text).is_ok_and(|parts| {
            let (record, _) = yaml::read::<EntryRecord>(&text[parts.yaml], 0);
            record.is_some_and(|record| record == entry.record) && text[parts.body].trim() == entry.text
        });
        if !same {
            return Err(item_refused(&path, entry.id.as_str(), "it would read differently"));
        }
        changes.push(Change::New(NewFile { path: incident.folder.join("timeline").join(&format!("{name}.md")), text }));
    }
    complete(&path, changes, items.len(), was)
}

fn followups(corpus: &Corpus, incident: &Incident) -> Result<Vec<Change>, RespondError> {
    let path = incident.folder.join("followups.yaml");
    let Some((was, items)) = list(corpus, &path)? else { return Ok(Vec::new()) };
    let folder = incident.folder.join("followups");
    let schema = render::schema_line(corpus, &folder, "followup");
    let mut changes = Vec::new();
    for followup in &incident.followups {
        let Some(piece) = followup.origin.item.map(|item| items.get(item)) else { continue };
        let piece = piece.ok_or_else(|| refused(&path, "an item of it cannot be read", "see `flarebook check`"))?;
        let name = plain_name(&path, &followup.id)?;
        let text = pack::followup_file(piece, &schema).map_err(|why| item_refused(&path, &followup.id, &why))?;
        if yaml::read::<FollowupRecord>(&text, 0).0.is_none_or(|record| record != followup.record) {
            return Err(item_refused(&path, &followup.id, "it would read differently"));
        }
        changes.push(Change::New(NewFile { path: folder.join(&format!("{name}.yaml")), text }));
    }
    complete(&path, changes, items.len(), was)
}

/// The text of a list and its items; what stands around them goes along with the first and the last.
fn list(corpus: &Corpus, path: &RepoPath) -> Result<Option<(String, Vec<String>)>, RespondError> {
    if !matches!(corpus.tree.look(path), Ok(Some(_))) {
        return Ok(None);
    }
    let was = text(corpus, path)?;
    let mut list = yaml::items(&was).map_err(|error| RespondError::edit(path, error))?;
    if let Some(first) = list.items.first_mut() {
        *first = format!("{}{first}", list.head);
    }
    if let Some(last) = list.items.last_mut() {
        if !last.ends_with('\n') {
            last.push('\n');
        }
        last.push_str(&list.tail);
    }
    Ok(Some((was, list.items)))
}

/// A name that can be that of a file.
fn plain_name<'n>(path: &RepoPath, name: &'n str) -> Result<&'n str, RespondError> {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    let fits = plain && !name.is_empty() && name.len() <= 120 && !name.starts_with('.');
    if fits { Ok(name) } else { Err(item_refused(path, name, "its id cannot be the name of a file")) }
}

fn item_refused(path: &RepoPath, id: &str, why: &str) -> RespondError {
    refused(path, &format!("the item `{id}`: {why}"), "change it by hand, or leave the incident as it is")
}

/// With the list itself gone, when every item of it has become a file.
fn complete(path: &RepoPath, changes: Vec<Change>, items: usize, was: String) -> Result<Vec<Change>, RespondError> {
    if changes.len() != items {
        return Err(refused(path, "some of its items cannot be read", "see `flarebook check`"));
    }
    Ok(changes.into_iter().chain([Change::Remove { path: path.clone(), was }]).collect())
}

/// No two files of one name, and none that is there already.
fn names_are_free(corpus: &Corpus, changes: &[Change]) -> Result<(), RespondError> {
    let mut seen = BTreeSet::new();
    let new = changes.iter().filter_map(|change| if let Change::New(file) = change { Some(&file.path) } else { None });
    for path in new {
        if !seen.insert(path) || !matches!(corpus.tree.look(path), Ok(None)) {
            return Err(refused(path, "there is another of this name", "give each of them an `id:` of its own first"));
        }
    }
    Ok(())
}
