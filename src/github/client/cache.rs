//! Answers with their ETags: asked again, the forge answers "not changed", which costs it and the rate limit nothing.

use std::collections::HashMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::answer::Answer;

/// An answer as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub etag: String,
    pub body: Value,
    pub next: Option<String>,
}

/// Answers of this run, and of earlier ones when there is a folder for them.
pub(super) struct Cache {
    folder: Option<PathBuf>,
    kept: HashMap<String, Kept>,
}

impl Cache {
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, kept: HashMap::new() }
    }

    pub fn get(&mut self, path: &str) -> Option<Kept> {
        if let Some(kept) = self.kept.get(path) {
            return Some(kept.clone());
        }
        let text = std::fs::read(self.file(path)?).ok()?;
        let kept: Kept = serde_json::from_slice(&text).ok()?;
        self.kept.insert(path.to_owned(), kept.clone());
        Some(kept)
    }

    pub fn keep(&mut self, path: &str, etag: String, answer: &Answer) {
        let kept = Kept { etag, body: answer.body.clone(), next: answer.next.clone() };
        // A cache that cannot be written costs a little; it is no reason to stop.
        if let (Some(file), Ok(text)) = (self.file(path), serde_json::to_vec(&kept)) {
            let written = file.parent().map(std::fs::create_dir_all);
            if matches!(written, Some(Ok(()))) {
                let _ = std::fs::write(file, text);
            }
        }
        self.kept.insert(path.to_owned(), kept);
    }

    fn file(&self, path: &str) -> Option<PathBuf> {
        let digest = Sha256::digest(path.as_bytes());
        let name: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Some(self.folder.as_ref()?.join(format!("{name}.json")))
    }
}
