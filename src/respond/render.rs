//! Records as the text of new files.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use super::RespondError;
use crate::corpus::Corpus;
use crate::model::{EntryId, EntryRecord, IncidentRecord, Moment};
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
pub(super) fn entry(folder: &RepoPath, record: &EntryRecord, text: &str) -> Result<NewFile, RespondError> {
    let at = record.at.unwrap_or_else(Moment::unknown);
    let id = EntryId::at(&at, &random_hex());
    let text = format!("---\n{}---\n{}\n", yaml::to_yaml(record)?, text.trim());
    Ok(NewFile { path: folder.join("timeline").join(&format!("{id}.md")), text })
}

/// Six hexadecimal digits that two people at the same second do not share. The standard library seeds each [`RandomState`] anew.
pub(super) fn random_hex() -> String {
    let random = RandomState::new().build_hasher().finish();
    format!("{:06x}", random & 0x00ff_ffff)
}
