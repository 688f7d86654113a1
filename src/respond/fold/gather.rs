//! From folders to lists.

use std::collections::BTreeSet;

use super::{entries_in, followups_in, leads_out, pack, refused, text};
use crate::corpus::Corpus;
use crate::model::{Incident, IncidentId};
use crate::repo::NewFile;
use crate::respond::find::found;
use crate::respond::{Change, Operation, Outcome, RespondError, render};
use crate::source::RepoPath;
use crate::source::yaml::{self, Items};

/// Folds an incident.
#[derive(Clone, Debug)]
pub struct Fold {
    /// The incident.
    pub incident: IncidentId,
    /// Also one that is still open.
    pub force: bool,
}

impl Operation for Fold {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = found(corpus, &self.incident)?;
        if !self.force && !incident.state.status.is_closed() {
            return Err(RespondError::Refused {
                why: format!("{} is still {}: people write into its folders", incident.id, incident.state.status),
                hint: "fold it once it is resolved or cancelled; --force folds it all the same".to_owned(),
            });
        }
        if let Some((path, link)) = leads_out(corpus, incident) {
            let hint = "write it from the root of the repository, `/docs/…`; then it means the same from everywhere";
            return Err(refused(path, &format!("the address `{link}` would lead elsewhere from a list"), hint));
        }
        let (mut changes, count) = timeline(corpus, incident)?;
        let (more, others) = followups(corpus, incident)?;
        changes.extend(more);
        nothing_left(corpus, incident, &changes)?;
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: None,
            subject: format!("Fold {}", incident.id),
            notes: (count + others > 0).then(|| gathered(incident, count, others)).into_iter().collect(),
            changes,
        })
    }
}

fn gathered(incident: &Incident, entries: usize, followups: usize) -> String {
    let entries = format!("{entries} {}", if entries == 1 { "entry" } else { "entries" });
    let followups = format!("{followups} {}", if followups == 1 { "follow-up" } else { "follow-ups" });
    format!("{entries} and {followups} now stand in lists; `flarebook unfold {}` is the way back.", incident.id)
}

/// timeline/ into timeline.yaml, in the order of the timeline.
fn timeline(corpus: &Corpus, incident: &Incident) -> Result<(Vec<Change>, usize), RespondError> {
    let files: Vec<_> = incident.entries.iter().filter(|entry| entry.origin.item.is_none()).collect();
    let path = incident.folder.join("timeline.yaml");
    let mut list = List::open(corpus, &path, "timeline")?;
    let (mut pieces, mut changes) = (Vec::new(), Vec::new());
    for entry in &incident.entries {
        if let Some(item) = entry.origin.item {
            pieces.push(list.piece(item)?);
            continue;
        }
        let own = &entry.origin.path;
        let was = text(corpus, own)?;
        let piece = pack::entry(entry.id.as_str(), &was, &entry.text);
        pieces.push(
            piece.map_err(|why| refused(own, &why, "write it as an item by hand, or leave the incident as it is"))?,
        );
        changes.push(Change::Remove { path: own.clone(), was });
    }
    if files.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let change = list.close(path.clone(), &pieces);
    let mut read = entries_in(new_text(&change));
    let mut meant: Vec<_> =
        incident.entries.iter().map(|entry| (entry.id.clone(), entry.record.clone(), entry.text.clone())).collect();
    read.sort_by(|a, b| a.0.cmp(&b.0));
    meant.sort_by(|a, b| a.0.cmp(&b.0));
    if read != meant {
        return Err(refused(
            &path,
            "its items would read differently with the others among them",
            "give each item an `id:` first",
        ));
    }
    Ok((std::iter::once(change).chain(changes).collect(), files.len()))
}

/// followups/ into followups.yaml.
fn followups(corpus: &Corpus, incident: &Incident) -> Result<(Vec<Change>, usize), RespondError> {
    let path = incident.folder.join("followups.yaml");
    let mut list = List::open(corpus, &path, "followups")?;
    let (mut listed, mut pieces, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for followup in &incident.followups {
        let own = &followup.origin.path;
        if let Some(item) = followup.origin.item {
            listed.push(item);
            continue;
        }
        let was = text(corpus, own)?;
        let piece = pack::followup(&followup.id, &was);
        pieces.push(
            piece.map_err(|why| refused(own, &why, "write it as an item by hand, or leave the incident as it is"))?,
        );
        changes.push(Change::Remove { path: own.clone(), was });
    }
    if changes.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let count = changes.len();
    // Those of the list stay in the order in which somebody put them.
    listed.sort_unstable();
    let old: Result<Vec<String>, RespondError> = listed.into_iter().map(|item| list.piece(item)).collect();
    let change = list.close(path.clone(), &old?.into_iter().chain(pieces).collect::<Vec<_>>());
    let mut read = followups_in(new_text(&change));
    read.sort_by(|a, b| a.0.cmp(&b.0));
    let meant = incident.followups.iter().map(|followup| (followup.id.clone(), followup.record.clone()));
    if !read.into_iter().eq(meant) {
        return Err(refused(&path, "its items would read differently", "give each item an `id:` of its own first"));
    }
    Ok((std::iter::once(change).chain(changes).collect(), count))
}

/// A list that there may be already.
struct List {
    was: Option<String>,
    old: Items,
    path: RepoPath,
}

impl List {
    fn open(corpus: &Corpus, path: &RepoPath, schema: &str) -> Result<Self, RespondError> {
        let there = matches!(corpus.tree.look(path), Ok(Some(_)));
        let was = if there { Some(text(corpus, path)?) } else { None };
        let old = match &was {
            Some(was) => yaml::items(was).map_err(|error| RespondError::edit(path, error))?,
            None => {
                let line = render::schema_line(corpus, &path.parent(), schema);
                let head = if line.is_empty() { line } else { line + "\n" };
                Items { head, ..Items::default() }
            }
        };
        Ok(Self { was, old, path: path.clone() })
    }

    fn piece(&mut self, item: usize) -> Result<String, RespondError> {
        let piece = self.old.items.get_mut(item).map(std::mem::take);
        piece.ok_or_else(|| refused(&self.path, "an item of it cannot be read", "see `flarebook check`"))
    }

    fn close(self, path: RepoPath, pieces: &[String]) -> Change {
        let text = pack::list(self.old, pieces);
        match self.was {
            Some(was) => Change::Edit { path, was, text },
            None => Change::New(NewFile { path, text }),
        }
    }
}

fn new_text(change: &Change) -> &str {
    match change {
        Change::New(file) => &file.text,
        Change::Edit { text, .. } => text,
        Change::Remove { .. } | Change::Bytes { .. } => "",
    }
}

/// No file may stay behind in the folders: what could not be read is mended first.
fn nothing_left(corpus: &Corpus, incident: &Incident, changes: &[Change]) -> Result<(), RespondError> {
    let gone: BTreeSet<&RepoPath> = changes.iter().map(Change::path).collect();
    let listed = |folder: &str| corpus.tree.files(&incident.folder.join(folder)).unwrap_or_default();
    let left = listed("timeline").into_iter().chain(listed("followups")).find(|file| !gone.contains(&file.path));
    left.map_or(Ok(()), |file| {
        Err(refused(
            &file.path,
            "it is no entry and no follow-up that can be read",
            "mend or move it first; see `flarebook check`",
        ))
    })
}
