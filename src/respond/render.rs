//! Records as the text of new files.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use super::RespondError;
use crate::corpus::Corpus;
use crate::model::{Entry, EntryId, EntryRecord, IncidentRecord, Moment};
use crate::repo::NewFile;
use crate::source::{RepoPath, yaml};

/// The line that tells editors which schema a file has, when the repository has the schemas.
pub(super) fn schema_line(corpus: &Corpus, folder: &RepoPath, name: &str) -> String {
    let schema = RepoPath::root().join(&format!("schema/{name}.schema.json"));
    match corpus.tree.look(&schema) {
        Ok(Some(_)) => {
            let up = "../".repeat(folder.as_str().split('/').filter(|part| !part.is_empty()).count());
            format!("# yaml-language-server: $schema={up}schema/{name}.schema.json\n")
        }
        Ok(None) | Err(_) => String::new(),
    }
}

/// incident.yaml of a new incident.
pub(super) fn incident(corpus: &Corpus, folder: &RepoPath, record: &IncidentRecord) -> Result<NewFile, RespondError> {
    let text = schema_line(corpus, folder, "incident") + &yaml::to_yaml(record)?;
    Ok(NewFile { path: folder.join("incident.yaml"), text })
}

/// A new entry in an incident's timeline folder.
///
/// Entries of the same instant are ordered by name, so the name comes after those of `others`: what is written later counts later.
pub(super) fn entry(
    folder: &RepoPath,
    record: &EntryRecord,
    text: &str,
    others: &[Entry],
) -> Result<NewFile, RespondError> {
    let at = record.at.unwrap_or_else(Moment::unknown);
    let id = EntryId::at(&at, &hex_after(&at, others));
    let text = format!("---\n{}---\n{}\n", yaml::to_yaml(record)?, text.trim());
    Ok(NewFile { path: folder.join("timeline").join(&format!("{id}.md")), text })
}

/// Six hexadecimal digits, random, above those of the entries of this instant; with room above for those that follow.
fn hex_after(at: &Moment, others: &[Entry]) -> String {
    const LAST: u64 = 0x00ff_ffff;
    let stamp = at.stamp();
    let same = others.iter().filter_map(|entry| entry.id.parts()).filter(|(other, _)| *other == stamp);
    // Longer digits than ours are compared as text; their first six decide.
    let highest = same.filter_map(|(_, hex)| u64::from_str_radix(hex.get(..6).unwrap_or(hex), 16).ok()).max();
    let from = highest.map_or(0, |highest| (highest + 1).min(LAST));
    let room = ((LAST - from) / 64).max(1);
    format!("{:06x}", (from + random() % room).min(LAST))
}

/// Six hexadecimal digits that two people at the same second do not share. The standard library seeds each [`RandomState`] anew.
pub(super) fn random_hex() -> String {
    format!("{:06x}", random() & 0x00ff_ffff)
}

fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}
