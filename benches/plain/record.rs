//! An incident as the plainest structs that hold what its page shows.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The four files of a folded incident.
pub struct Record {
    pub incident: Incident,
    pub timeline: Vec<Entry>,
    pub followups: Vec<Followup>,
    /// Markdown.
    pub review: String,
}

#[derive(Deserialize)]
pub struct Incident {
    pub title: String,
    pub summary: String,
    pub visibility: String,
    pub components: Vec<String>,
}

#[derive(Deserialize)]
pub struct Entry {
    pub id: String,
    pub at: String,
    pub by: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub evidence: Vec<String>,
    pub text: String,
}

#[derive(Deserialize)]
pub struct Followup {
    pub title: String,
    pub owner: String,
    pub due: String,
    pub state: String,
    pub tracker: String,
}

impl Record {
    /// Reads a folder.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let review = optional(&folder.join("pir.md"))?;
        let body =
            review.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or("", |(_, body)| body);
        Ok(Self {
            incident: yaml(&fs::read_to_string(folder.join("incident.yaml"))?)?,
            timeline: yaml(&fs::read_to_string(folder.join("timeline.yaml"))?)?,
            followups: yaml(&optional(&folder.join("followups.yaml"))?)?,
            review: body.to_owned(),
        })
    }

    /// Not for everybody: it gets no page.
    pub fn is_restricted(&self) -> bool {
        self.incident.visibility == "restricted"
    }
}

fn optional(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok("[]".to_owned()),
        read => read,
    }
}

fn yaml<T: DeserializeOwned>(text: &str) -> io::Result<T> {
    serde_yaml::from_str(text).map_err(io::Error::other)
}
