//! Roles: who does what during an incident.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::Kind;

/// A role that somebody may hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Role {
    /// As written in records.
    #[schemars(example = &"lead")]
    pub id: String,
    /// Its name in words.
    #[schemars(example = &"Incident lead")]
    pub name: String,
    /// What it does.
    #[schemars(example = &"Keeps the state of the incident and decides.")]
    pub meaning: String,
    /// Whether an incident needs somebody in it: true, false, or the kinds that do.
    #[schemars(example = ["incident", "security"])]
    pub required: Required,
    /// Roles that the same person must not hold at the same time.
    #[schemars(example = ["comms"])]
    pub not_together: Vec<String>,
    /// Other words for it that records may use.
    #[schemars(example = ["commander", "ic"])]
    pub aliases: Vec<String>,
}

/// For which kinds of incident a role must be filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Required {
    /// For all, or for none.
    Always(bool),
    /// For these.
    Kinds(Vec<Kind>),
}

impl Required {
    /// Whether an incident of this kind needs the role filled. A drill asks for the same as an incident.
    #[must_use]
    pub fn applies_to(&self, kind: Kind) -> bool {
        match self {
            Self::Always(required) => *required,
            Self::Kinds(kinds) => kinds.contains(&kind),
        }
    }
}

impl Default for Required {
    fn default() -> Self {
        Self::Always(false)
    }
}

/// A preset by name, or roles of one's own.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum RoleScheme {
    /// One of the sets that come with Flarebook.
    Preset(RolePreset),
    /// The roles, each in full.
    Custom(Vec<Role>),
}

/// The sets of roles that come with Flarebook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RolePreset {
    /// The lead alone.
    Minimal,
    /// Lead and communications.
    #[default]
    Flare,
    /// Lead, deputy, communications, scribe, technical lead, investigators.
    Command,
}

impl Default for RoleScheme {
    fn default() -> Self {
        Self::Preset(RolePreset::default())
    }
}

struct SchemeVisitor;

impl<'de> Visitor<'de> for SchemeVisitor {
    type Value = RoleScheme;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`minimal`, `flare`, `command` or a list of roles")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<RoleScheme, E> {
        RolePreset::deserialize(de::value::StrDeserializer::new(name)).map(RoleScheme::Preset)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RoleScheme, A::Error> {
        let mut roles = Vec::new();
        while let Some(role) = items.next_element()? {
            roles.push(role);
        }
        Ok(RoleScheme::Custom(roles))
    }
}

impl<'de> Deserialize<'de> for RoleScheme {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SchemeVisitor)
    }
}

struct RequiredVisitor;

impl<'de> Visitor<'de> for RequiredVisitor {
    type Value = Required;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`true`, `false` or a list of incident kinds")
    }

    fn visit_bool<E: de::Error>(self, required: bool) -> Result<Required, E> {
        Ok(Required::Always(required))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Required, A::Error> {
        let mut kinds = Vec::new();
        while let Some(kind) = items.next_element()? {
            kinds.push(kind);
        }
        Ok(Required::Kinds(kinds))
    }
}

impl<'de> Deserialize<'de> for Required {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RequiredVisitor)
    }
}
