//! The record as the plainest structs that hold it: same fields as Flarebook's, every word and time a `String`.

#![allow(dead_code, reason = "parsed and kept, never looked at")]

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Incident {
    title: Option<String>,
    summary: Option<String>,
    public_title: Option<String>,
    public_summary: Option<String>,
    kind: Option<String>,
    visibility: Option<String>,
    #[serde(default)]
    components: Vec<String>,
    impact: Option<Impact>,
    detected: Option<Detected>,
    caused_by: Option<CausedBy>,
    duplicate_of: Option<String>,
    #[serde(default)]
    links: BTreeMap<String, String>,
    review: Option<ReviewOutcome>,
}

#[derive(Deserialize)]
struct Impact {
    started_at: Option<String>,
    ended_at: Option<String>,
    summary: Option<String>,
    customers: Option<u64>,
}

#[derive(Deserialize)]
struct Detected {
    at: Option<String>,
    by: Option<String>,
}

#[derive(Deserialize)]
struct CausedBy {
    change: Option<String>,
    incident: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
struct ReviewOutcome {
    outcome: Option<String>,
    by: Option<String>,
    at: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
pub struct Entry {
    id: Option<String>,
    at: Option<String>,
    by: Option<String>,
    kind: Option<String>,
    status: Option<String>,
    severity: Option<String>,
    #[serde(default)]
    roles: BTreeMap<String, Option<OneOrMany>>,
    #[serde(default)]
    components: BTreeMap<String, String>,
    audience: Option<String>,
    risk: Option<String>,
    approved_by: Option<String>,
    next_update: Option<String>,
    #[serde(default)]
    evidence: Vec<String>,
    corrects: Option<String>,
    acknowledges: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
pub struct Followup {
    id: Option<String>,
    title: Option<String>,
    kind: Option<String>,
    owner: Option<String>,
    due: Option<String>,
    blocking: Option<bool>,
    tracker: Option<String>,
    state: Option<String>,
    evidence: Option<OneOrMany>,
    reason: Option<String>,
    by: Option<String>,
    to: Option<String>,
    waiver: Option<Waiver>,
    note: Option<String>,
}

#[derive(Deserialize)]
struct Waiver {
    reason: Option<String>,
    by: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize)]
pub struct Review {
    state: Option<String>,
    author: Option<String>,
    facilitator: Option<String>,
    #[serde(default)]
    reviewers: Vec<String>,
}
