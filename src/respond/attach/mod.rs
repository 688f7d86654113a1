//! Attaching files: copied into the incident's folder under safe names, pictures without what they tell about place and device.

mod gif;
mod jpeg;
mod name;
mod picture;
mod png;
#[cfg(test)]
mod tests;
mod webp;

use std::collections::BTreeSet;

use super::append::{Act, Appended, append, headline};
use super::{Change, Operation, Outcome, RespondError, render};
use crate::corpus::Corpus;
use crate::model::{EntryRecord, Incident};
use crate::source::RepoPath;
use crate::source::limits::{MAX_ATTACHMENT_BYTES, bytes_in_words};
use picture::Picture;

/// A file to be attached.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name where it comes from.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Attaches files to an incident, with an entry that says so.
#[derive(Clone, Debug)]
pub struct Attach {
    /// To which incident, when and by whom.
    pub act: Act,
    /// The files.
    pub files: Vec<Attachment>,
    /// What they show, Markdown; their names when nobody says.
    pub text: String,
    /// Whether pictures keep what they tell about place and device.
    pub as_is: bool,
}

impl Operation for Attach {
    fn apply(&self, corpus: &Corpus) -> Result<Outcome, RespondError> {
        let incident = self.act.incident(corpus)?;
        let mut shelf = Shelf { corpus, incident, taken: BTreeSet::new(), changes: Vec::new(), notes: Vec::new() };
        let names: Result<Vec<String>, RespondError> =
            self.files.iter().map(|file| shelf.put(file, self.as_is)).collect();
        let names = names?;
        let text = match self.text.trim() {
            "" => format!("Attached {}.", names.join(", ")),
            text => text.to_owned(),
        };
        let record = EntryRecord {
            evidence: names.iter().map(|name| format!("attachments/{name}")).collect(),
            ..self.act.record()
        };
        let Appended { change, entry, .. } = append(corpus, incident, record, &text)?;
        let mut changes = shelf.changes;
        changes.push(change);
        Ok(Outcome {
            incident: Some(incident.id.clone()),
            entry: Some(entry),
            changes,
            subject: format!("Attach: {}", headline(&names.join(", "))),
            notes: shelf.notes,
        })
    }
}

/// The attachments of an incident, and those that come.
struct Shelf<'c> {
    corpus: &'c Corpus,
    incident: &'c Incident,
    taken: BTreeSet<String>,
    changes: Vec<Change>,
    notes: Vec<String>,
}

impl Shelf<'_> {
    /// Puts a file there and gives its name.
    fn put(&mut self, file: &Attachment, as_is: bool) -> Result<String, RespondError> {
        let length = u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
        if length > MAX_ATTACHMENT_BYTES {
            return Err(too_large(&file.name, length));
        }
        let bytes = if as_is { file.bytes.clone() } else { self.stripped(file)? };
        let wanted = name::safe(&file.name);
        let same = |path: &RepoPath| self.held(path).is_some_and(|held| held == bytes);
        let path = |name: &str| self.incident.folder.join("attachments").join(name);
        if same(&path(&wanted)) && !self.taken.contains(&wanted) {
            self.notes.push(format!("{} is attached already.", path(&wanted)));
            self.taken.insert(wanted.clone());
            return Ok(wanted);
        }
        let is_taken = |name: &str| {
            let known = self.taken.iter().any(|taken| taken.eq_ignore_ascii_case(name));
            known || !matches!(self.corpus.tree.look(&path(name)), Ok(None))
        };
        let name = if is_taken(&wanted) { name::told_apart(&wanted, &render::random_hex()) } else { wanted };
        self.changes.push(Change::Bytes { path: path(&name), bytes });
        self.taken.insert(name.clone());
        Ok(name)
    }

    fn held(&self, path: &RepoPath) -> Option<Vec<u8>> {
        let file = self.corpus.tree.look(path).ok().flatten()?;
        self.corpus.tree.read(&file, MAX_ATTACHMENT_BYTES).ok()
    }

    /// A picture without what it tells about place and device; other files as they are.
    fn stripped(&mut self, file: &Attachment) -> Result<Vec<u8>, RespondError> {
        match picture::look(&file.bytes) {
            Picture::Not => Ok(file.bytes.clone()),
            Picture::Stripped(bytes) => Ok(bytes),
            Picture::Kept(kind) => {
                self.notes.push(format!("{}: {}", file.name, kind.stays()));
                Ok(file.bytes.clone())
            }
            Picture::Broken(kind) => Err(RespondError::Refused {
                why: format!(
                    "{} looks like a {kind} picture and cannot be read as one, so nobody knows what it tells",
                    file.name
                ),
                hint: "save it anew, or attach it as it is with --as-is".to_owned(),
            }),
        }
    }
}

/// A file that is too large to be kept beside a record.
#[must_use]
pub fn too_large(name: &str, length: u64) -> RespondError {
    let (length, limit) = (bytes_in_words(length), bytes_in_words(MAX_ATTACHMENT_BYTES));
    RespondError::Refused {
        why: format!("{name} is {length} long; an attachment may have {limit}"),
        hint: "cut out what matters, or put it where large files live and log its URL".to_owned(),
    }
}
