//! Follow-ups: what must change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, FollowupKind, FollowupState, OneOrMany, Origin};

/// A follow-up's file, and an item of `followups.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FollowupRecord {
    /// In `followups.yaml` only: the name it had, or would have, as a file, without `.yaml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"alert-on-login-errors")]
    pub id: Option<String>,
    /// What will be different, as one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required, extend("x-required" = true), example = &"Alert when login errors exceed 0.1 % for five minutes")]
    pub title: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"detect")]
    pub kind: Option<FollowupKind>,
    /// Person or team who sees to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"infra")]
    pub owner: Option<String>,
    /// Day by which it is to be settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-28")]
    pub due: Option<Day>,
    /// Whether it must be settled before the incident is resolved; true unless said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = false)]
    pub blocking: Option<bool>,
    /// The ticket on somebody's backlog: its URL. `new` asks the GitHub Action to open an issue, `new in acme/infra` to open it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"https://github.com/acme/infra/issues/912")]
    pub tracker: Option<String>,
    /// Where it stands; `open` unless said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"done")]
    pub state: Option<FollowupState>,
    /// For `done`: pull requests, commits or URLs that show it. One or several.
    #[serde(skip_serializing_if = "OneOrMany::is_empty")]
    #[schemars(example = &"https://github.com/acme/infra/pull/915")]
    pub evidence: OneOrMany,
    /// For `wont_do`: why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"The service is switched off in May")]
    pub reason: Option<String>,
    /// For `wont_do`: who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"andrea")]
    pub by: Option<String>,
    /// For `duplicate` and `moved`: follow-up, incident or URL where it lives on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"https://github.com/acme/web/issues/1203")]
    pub to: Option<String>,
    /// Lets the incident be resolved although this is not settled, in plain view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
    /// Anything else, Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Agreed with the database team; they start in April.")]
    pub note: Option<String>,
}

/// Leave to resolve an incident before a follow-up is settled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"reason": "Vendor fix due in April", "by": "andrea", "until": "2026-04-30"}))]
pub struct Waiver {
    /// Why it can wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required, extend("x-required" = true), example = &"Vendor fix due in April")]
    pub reason: Option<String>,
    /// Who gave leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required, extend("x-required" = true), example = &"andrea")]
    pub by: Option<String>,
    /// Last day on which the leave holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required, extend("x-required" = true), example = &"2026-04-30")]
    pub until: Option<Day>,
}

/// One follow-up of a loaded incident.
#[derive(Clone, Debug)]
pub struct Followup {
    /// Its name inside the incident.
    pub id: String,
    /// Where it is written.
    pub origin: Origin,
    /// Its fields.
    pub record: FollowupRecord,
}

/// How a follow-up stands towards resolution, on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// Dealt with by a disposition.
    Settled,
    /// Not dealt with, but somebody gave leave that still holds.
    Waived,
    /// Not dealt with, and its day has passed.
    Overdue,
    /// Not dealt with yet.
    Outstanding,
}

impl Followup {
    /// The title, or the id where there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.record.title.as_deref().unwrap_or(&self.id)
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> FollowupState {
        self.record.state.unwrap_or_default()
    }

    /// Whether it must be settled before the incident is resolved.
    #[must_use]
    pub fn is_blocking(&self) -> bool {
        self.record.blocking.unwrap_or(true)
    }

    /// Whether a disposition has dealt with it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !matches!(self.state(), FollowupState::Open | FollowupState::InProgress)
    }

    /// Whether it asks for an issue to be opened, and in which repository when not in the record's own.
    #[must_use]
    pub fn wants_issue(&self) -> Option<Option<&str>> {
        match self.record.tracker.as_deref()?.trim() {
            "new" => Some(None),
            tracker => tracker.strip_prefix("new in ").map(|repository| Some(repository.trim())),
        }
    }

    /// What its disposition does not say although it must: key, and what the key is for.
    #[must_use]
    pub fn lacks(&self) -> Vec<(&'static str, &'static str)> {
        let record = &self.record;
        let needs = match self.state() {
            FollowupState::Done => {
                vec![(record.evidence.iter().all(|text| text.trim().is_empty()), ("evidence", "what shows it"))]
            }
            FollowupState::WontDo => {
                vec![(blank(&record.reason), ("reason", "why")), (blank(&record.by), ("by", "who decided"))]
            }
            FollowupState::Duplicate | FollowupState::Moved => {
                vec![(blank(&record.to), ("to", "where it lives on"))]
            }
            FollowupState::Open | FollowupState::InProgress => Vec::new(),
        };
        needs.into_iter().filter(|(absent, _)| *absent).map(|(_, need)| need).collect()
    }

    /// Whether it is settled, and says all that its disposition must say.
    #[must_use]
    pub fn is_well_settled(&self) -> bool {
        self.is_settled() && self.lacks().is_empty()
    }

    /// What a follow-up that outlives its incident must name, and does not: the keys.
    #[must_use]
    pub fn homeless(&self) -> Vec<&'static str> {
        let record = &self.record;
        let absent =
            [("owner", blank(&record.owner)), ("due", record.due.is_none()), ("tracker", blank(&record.tracker))];
        absent.iter().filter(|(_, absent)| *absent).map(|(key, _)| *key).collect()
    }

    /// How it stands on `today`.
    #[must_use]
    pub fn settlement(&self, today: Day) -> Settlement {
        let waived = self.record.waiver.as_ref().is_some_and(|waiver| waiver.until.is_some_and(|until| until >= today));
        if self.is_settled() {
            Settlement::Settled
        } else if waived {
            Settlement::Waived
        } else if self.record.due.is_some_and(|due| due < today) {
            Settlement::Overdue
        } else {
            Settlement::Outstanding
        }
    }
}

/// Whether a text is left out or says nothing.
fn blank(text: &Option<String>) -> bool {
    text.as_deref().is_none_or(|text| text.trim().is_empty())
}
