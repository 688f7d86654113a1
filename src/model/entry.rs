//! Timeline entries.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::one_or_many::TextsVisitor;
use super::{Audience, ComponentState, EntryKind, Moment, Origin, Risk, Status};

/// The front matter of an entry's file, and an item of `timeline.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EntryRecord {
    /// In `timeline.yaml` only: the name the entry had, or would have, as a file, without `.md`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"20260314T094100Z-4f9a2c")]
    pub id: Option<String>,
    /// When it happened. When it was recorded comes from the commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required, extend("x-required" = true), example = &"2026-03-14T09:41:00Z")]
    pub at: Option<Moment>,
    /// Who did, saw or said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"mary")]
    pub by: Option<String>,
    /// What sort of entry this is; `note` unless said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"action")]
    pub kind: Option<EntryKind>,
    /// The entry changes the state of the incident to this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"monitoring")]
    pub status: Option<Status>,
    /// The entry changes the severity to this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"P1")]
    pub severity: Option<String>,
    /// Roles that change hands: role to person, to a list of people, or to null (nobody).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = serde_json::json!({"lead": "mary", "comms": "josh"}))]
    pub roles: BTreeMap<String, Holders>,
    /// Components whose state changes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = serde_json::json!({"login": "degraded_performance"}))]
    pub components: BTreeMap<String, ComponentState>,
    /// Who may read it; `internal` unless said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"public")]
    pub audience: Option<Audience>,
    /// For an action: how dangerous it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"destructive")]
    pub risk: Option<Risk>,
    /// For an action: who gave the go-ahead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"mary")]
    pub approved_by: Option<String>,
    /// When the next word is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-14T10:10:00Z")]
    pub next_update: Option<Moment>,
    /// Commands, URLs or names of attachments that bear it out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["kubectl -n web rollout restart deploy/login"])]
    pub evidence: Vec<String>,
    /// The entry that this one puts right: its id, with or without `.md`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"20260314T091500Z-1b2c3d")]
    pub corrects: Option<String>,
    /// The handover that this entry accepts: its id, with or without `.md`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"20260314T130000Z-77ab01")]
    pub acknowledges: Option<String>,
    /// In `timeline.yaml` only: the entry itself, Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Restarted the login service; error rate back to zero by 09:43.")]
    pub text: Option<String>,
}

/// Who holds a role after an entry; nobody when the record says null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders(pub Vec<String>);

impl From<Vec<String>> for Holders {
    fn from(people: Vec<String>) -> Self {
        Self(people)
    }
}

impl Serialize for Holders {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0[..] {
            [] => serializer.serialize_unit(),
            [one] => serializer.serialize_str(one),
            many => many.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Holders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor(PhantomData))
    }
}

impl JsonSchema for Holders {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Holders".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A person, a list of people, or null: nobody holds the role from here on.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}],
            "examples": ["mary", ["mary", "josh"], null]
        })
    }
}

/// The name of an entry inside its incident: its file's name without `.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(String);

impl EntryId {
    /// Takes a name as written, with or without `.md`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(name.strip_suffix(".md").unwrap_or(name).to_owned())
    }

    /// The name of an entry at `at`, told from others of the same second by `hex`.
    #[must_use]
    pub fn at(at: &Moment, hex: &str) -> Self {
        Self(format!("{}-{hex}", at.stamp()))
    }

    /// The name of an entry that was never a file: its time, its place among the items of that time, and four digits of the
    /// SHA-256 of its text. It stays the same when items of other times come and go, and sorts as the list is written.
    #[must_use]
    pub fn derived(at: &Moment, place: usize, text: &str) -> Self {
        let digest = Sha256::digest(text.trim().as_bytes());
        let hex: String = digest.iter().take(2).map(|byte| format!("{byte:02x}")).collect();
        Self::at(at, &format!("{place:02x}{hex}"))
    }

    /// As text, without `.md`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The stamp before the last hyphen and the hexadecimal digits after it, when the name has that shape.
    #[must_use]
    pub fn parts(&self) -> Option<(&str, &str)> {
        let (stamp, hex) = self.0.split_once('-')?;
        let digits =
            |range: std::ops::Range<usize>| stamp.get(range).is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit()));
        let stamped = stamp.len() == 16 && digits(0..8) && &stamp[8..9] == "T" && digits(9..15) && stamp.ends_with('Z');
        let told = hex.len() >= 4 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (stamped && told).then_some((stamp, hex))
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One entry of a loaded timeline.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name inside the incident.
    pub id: EntryId,
    /// Where it is written.
    pub origin: Origin,
    /// Its fields.
    pub record: EntryRecord,
    /// Its text, Markdown.
    pub text: String,
}

impl Entry {
    /// When it happened; unknown when the record does not say.
    #[must_use]
    pub fn at(&self) -> Moment {
        self.record.at.unwrap_or_else(Moment::unknown)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> EntryKind {
        self.record.kind.unwrap_or_default()
    }

    /// Who may read it.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.record.audience.unwrap_or_default()
    }

    /// The order of a timeline: by the first instant that the time may mean, then by name.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        self.at().earliest().cmp(&other.at().earliest()).then_with(|| self.id.cmp(&other.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_names() {
        assert_eq!(EntryId::new("20260314T091200Z-4f9a2c.md").parts(), Some(("20260314T091200Z", "4f9a2c")));
        for bad in
            ["", "x", "20260314T0912Z-4f9a2c", "20260314T091200Z-XYZ123", "20260314T091200Z-", "é0260314T091200-4f9a"]
        {
            assert_eq!(EntryId::new(bad).parts(), None, "{bad}");
        }
    }
}
