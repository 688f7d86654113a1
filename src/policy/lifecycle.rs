//! Who may move an incident on, and what follow-ups owe.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{FollowupKind, Status, WaitingTime};

/// Rules of the lifecycle.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"authority": {"mitigated": ["lead"]}, "stability_wait": "15m"}))]
pub struct LifecyclePolicy {
    /// Roles that may set a status; anybody may set one that is not listed.
    #[schemars(example = serde_json::json!({"mitigated": ["lead"]}))]
    pub authority: BTreeMap<Status, Vec<String>>,
    /// How long things must stay calm between mitigated and resolved.
    #[schemars(example = &"15m")]
    pub stability_wait: WaitingTime,
}

impl Default for LifecyclePolicy {
    fn default() -> Self {
        let authority = BTreeMap::from([(Status::Mitigated, vec!["lead".to_owned()])]);
        Self { authority, stability_wait: WaitingTime::minutes(15) }
    }
}

/// Rules for follow-ups.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"waiver_by": ["lead"], "waiver_max": "30d"}))]
pub struct FollowupPolicy {
    /// Roles that may waive one.
    #[schemars(example = ["lead"])]
    pub waiver_by: Vec<String>,
    /// The longest a waiver may hold.
    #[schemars(example = &"30d")]
    pub waiver_max: WaitingTime,
    /// How long follow-ups may take, by kind; a severity may say otherwise.
    #[schemars(example = serde_json::json!({"repair": "14d"}))]
    pub due: BTreeMap<FollowupKind, WaitingTime>,
}

impl Default for FollowupPolicy {
    fn default() -> Self {
        Self { waiver_by: vec!["lead".to_owned()], waiver_max: WaitingTime::days(30), due: BTreeMap::new() }
    }
}
