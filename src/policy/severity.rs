//! Severities: how bad it is, in words the whole organisation shares.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::{FollowupKind, WaitingTime};

/// A rung of the scheme.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Severity {
    /// As written in records.
    #[schemars(example = &"P1")]
    pub id: String,
    /// Its rank; 1 is the worst.
    #[schemars(example = 2)]
    pub level: u32,
    /// Its name in words.
    #[schemars(example = &"Major")]
    pub name: String,
    /// What it means, so that everybody chooses the same.
    #[schemars(example = &"Customers cannot use something they pay for, and there is no way around it.")]
    pub meaning: String,
    /// The impact that the public page shows for it.
    #[schemars(example = &"major")]
    pub statuspage_impact: Option<StatuspageImpact>,
    /// How often people outside the response hear from us.
    #[schemars(example = &"30m")]
    pub update_every: Option<WaitingTime>,
    /// How often those in the response report, review and decide; left out, nobody asks for it.
    #[schemars(example = &"20m")]
    pub sitrep_every: Option<WaitingTime>,
    /// Whether a post-incident review is owed.
    #[schemars(example = &"required")]
    pub pir: Option<PirDuty>,
    /// Whether a review meeting is owed; left out, it is owed where a post-incident review is.
    #[schemars(example = &"required")]
    pub review: Option<PirDuty>,
    /// How long follow-ups may take, by kind.
    #[schemars(example = serde_json::json!({"repair": "7d"}))]
    pub followup_due: BTreeMap<FollowupKind, WaitingTime>,
}

impl Severity {
    /// Whether a review meeting is owed.
    #[must_use]
    pub fn owes_review(&self) -> bool {
        self.review.or(self.pir) == Some(PirDuty::Required)
    }
}

/// The status page vendor's words for impact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatuspageImpact {
    /// No impact.
    None,
    /// Minor.
    Minor,
    /// Major.
    Major,
    /// Critical.
    Critical,
}

/// Whether a review is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PirDuty {
    /// Always.
    Required,
    /// When somebody wants one.
    Optional,
}

/// A preset by name, or a scheme of one's own.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum SeverityScheme {
    /// One of the schemes that come with Flarebook.
    Preset(SeverityPreset),
    /// The severities, each in full.
    Custom(Vec<Severity>),
}

/// The schemes that come with Flarebook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SeverityPreset {
    /// P0, P1, P2.
    #[default]
    #[serde(rename = "p0-p2")]
    P0P2,
    /// SEV1 to SEV5.
    #[serde(rename = "sev1-5")]
    Sev1To5,
    /// critical, major, minor.
    #[serde(rename = "critical-major-minor")]
    CriticalMajorMinor,
}

impl Default for SeverityScheme {
    fn default() -> Self {
        Self::Preset(SeverityPreset::default())
    }
}

struct SchemeVisitor;

impl<'de> Visitor<'de> for SchemeVisitor {
    type Value = SeverityScheme;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`p0-p2`, `sev1-5`, `critical-major-minor` or a list of severities")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<SeverityScheme, E> {
        SeverityPreset::deserialize(de::value::StrDeserializer::new(name)).map(SeverityScheme::Preset)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<SeverityScheme, A::Error> {
        let mut severities = Vec::new();
        while let Some(severity) = items.next_element()? {
            severities.push(severity);
        }
        Ok(SeverityScheme::Custom(severities))
    }
}

impl<'de> Deserialize<'de> for SeverityScheme {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SchemeVisitor)
    }
}
