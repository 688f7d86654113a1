//! What was learnt from the network, passed in so that a verdict can be reproduced without it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the format that this program writes and reads.
pub const FACTS_VERSION: u32 = 1;

/// What was found out about the world outside the repository, and when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The version of this format; 1.
    pub version: u32,
    /// When it was looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", example = &"2026-03-24T10:00:00Z")]
    pub taken_at: Option<Timestamp>,
    /// The state of follow-ups' trackers, by URL as the record writes it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub trackers: BTreeMap<String, TrackerFact>,
    /// Approving reviews of the change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
}

/// What is known of one tracker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackerFact {
    /// How it stands.
    pub state: TrackerState,
    /// Its title there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it lives now, when it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
    /// Why it is not known, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How a tracker stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrackerState {
    /// Not closed.
    Open,
    /// Closed because it was done.
    Completed,
    /// Closed without being done.
    NotPlanned,
    /// Closed as a duplicate of another.
    Duplicate,
    /// Deleted.
    Deleted,
    /// In a place that the token cannot see, or never there: the forge does not say which.
    NotVisible,
    /// It could not be looked at: the forge was out of reach or refused.
    CouldNotLook,
}

/// An approving review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The reviewer's account on the forge.
    pub account: String,
    /// The commit that was approved.
    pub commit: String,
}

/// A file of facts that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    /// It is not JSON of the right form.
    #[error("the facts are not in the form that the Action writes: {0}")]
    Form(#[from] serde_json::Error),
    /// It is of another version.
    #[error("the facts are of version {0}, this program reads version {FACTS_VERSION}")]
    Version(u32),
}

impl Facts {
    /// Facts that were looked up at `taken_at`.
    #[must_use]
    pub fn taken(taken_at: Timestamp) -> Self {
        Self { version: FACTS_VERSION, taken_at: Some(taken_at), ..Self::default() }
    }

    /// Reads a file of facts.
    ///
    /// # Errors
    /// When the text is not of the form or version that this program writes.
    pub fn parse(text: &str) -> Result<Self, FactsError> {
        let facts: Self = serde_json::from_str(text)?;
        if facts.version == FACTS_VERSION { Ok(facts) } else { Err(FactsError::Version(facts.version)) }
    }
}
