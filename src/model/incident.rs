//! incident.yaml, and an incident as a whole.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Detector, Entry, EntryId, EntryKind, Followup, IncidentId, Kind, Milestones, Moment, Pir, ReviewOutcome, State,
    Tlp, Visibility,
};
use crate::source::{RepoPath, yaml::Route};

/// What an incident is: the facts that rarely change. What happened is in the timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct IncidentRecord {
    /// One line that a stranger understands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required, extend("x-required" = true), example = &"Sporadic error pages on the login form")]
    pub title: Option<String>,
    /// One paragraph, kept current, Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"One login in thirty showed an error page.")]
    pub summary: Option<String>,
    /// The title for the public page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Errors when signing in")]
    pub public_title: Option<String>,
    /// The summary for the public page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Some customers could not sign in.")]
    pub public_summary: Option<String>,
    /// What sort of incident; `incident` unless said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"preemptive")]
    pub kind: Option<Kind>,
    /// Who may ever see it; `internal` unless said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"public")]
    pub visibility: Option<Visibility>,
    /// Not before this time does anything of it reach the public page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-16T08:00:00Z")]
    pub publish_after: Option<Moment>,
    /// How far it may be passed on; anything but `clear` keeps it off the public page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"amber")]
    pub tlp: Option<Tlp>,
    /// Components that are affected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["login", "session-store"])]
    pub components: Vec<String>,
    /// For maintenance: when it is planned to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Scheduled>,
    /// Words to find it by, and others like it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["certificates", "third-party"])]
    pub tags: Vec<String>,
    /// What contributed to it, in the words that the team uses for all its incidents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["missing-alert", "untested-failover"])]
    pub contributing_factors: Vec<String>,
    /// What it did to users, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
    /// Who or what noticed, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detected: Option<Detected>,
    /// What set it off, when that is one thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caused_by: Option<CausedBy>,
    /// The incident this one turned out to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-14-sso-down")]
    pub duplicate_of: Option<String>,
    /// Where else it is talked about: name to URL.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = serde_json::json!({"chat": "https://chat.example/c/login-errors"}))]
    pub links: BTreeMap<String, String>,
    /// What the review meeting decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
}

/// What the incident did to users.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"started_at": "2026-03-14T09:02:00Z", "summary": "3 % of logins failed"}))]
pub struct Impact {
    /// When users began to be hurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-14T09:02:00Z")]
    pub started_at: Option<Moment>,
    /// When they ceased to be; without it, the time it was mitigated counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-14T09:43:00Z")]
    pub ended_at: Option<Moment>,
    /// What they noticed, in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"3 % of logins failed")]
    pub summary: Option<String>,
    /// How many customers were hurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = 412)]
    pub customers: Option<u64>,
}

/// When maintenance is planned to be: from its beginning up to, and not with, its end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"from": "2026-05-02T22:00:00Z", "until": "2026-05-03T01:00:00Z"}))]
pub struct Scheduled {
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required, extend("x-required" = true), example = &"2026-05-02T22:00:00Z")]
    pub from: Option<Moment>,
    /// When it should be over.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-05-03T01:00:00Z")]
    pub until: Option<Moment>,
}

/// Who or what noticed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"at": "2026-03-14T09:08:00Z", "by": "support"}))]
pub struct Detected {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-14T09:08:00Z")]
    pub at: Option<Moment>,
    /// Who or what.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"support")]
    pub by: Option<Detector>,
}

/// What set it off.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"change": "https://github.com/acme/web/pull/871"}))]
pub struct CausedBy {
    /// The change: URL of a pull request or commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"https://github.com/acme/web/pull/871")]
    pub change: Option<String>,
    /// Another incident, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-13-cache-cold")]
    pub incident: Option<String>,
    /// Anything else, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"A certificate ran out.")]
    pub note: Option<String>,
}

/// What the review meeting decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"outcome": "postmortem", "by": "andrea", "at": "2026-03-20T15:00:00Z"}))]
pub struct Review {
    /// The decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required, extend("x-required" = true), example = &"postmortem")]
    pub outcome: Option<ReviewOutcome>,
    /// Who led the meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"andrea")]
    pub by: Option<String>,
    /// When it was held.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-03-20T15:00:00Z")]
    pub at: Option<Moment>,
    /// Anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Also on the agenda of the architecture group.")]
    pub note: Option<String>,
}

/// Where a part of the record is written: a file, or an item of a list in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub path: RepoPath,
    /// In a folded file, the item's index.
    pub item: Option<usize>,
}

impl Origin {
    /// A whole file.
    #[must_use]
    pub const fn file(path: RepoPath) -> Self {
        Self { path, item: None }
    }

    /// The route to where its fields begin.
    #[must_use]
    pub fn route(&self) -> Route {
        self.item.map_or_else(Route::root, |item| Route::root().index(item))
    }
}

/// An incident, loaded: its folder's files and what follows from them.
#[derive(Clone, Debug)]
pub struct Incident {
    /// Its identity: the folder's name.
    pub id: IncidentId,
    /// Its folder.
    pub folder: RepoPath,
    /// incident.yaml.
    pub record: IncidentRecord,
    /// The timeline in order.
    pub entries: Vec<Entry>,
    /// The follow-ups, by id.
    pub followups: Vec<Followup>,
    /// pir.md.
    pub pir: Option<Pir>,
    /// pir.public.md.
    pub public_pir: Option<Pir>,
    /// Files in attachments/.
    pub attachments: Vec<RepoPath>,
    /// The state its timeline folds to.
    pub state: State,
    /// When the things happened that durations are measured between.
    pub milestones: Milestones,
}

impl Incident {
    /// The title, or the id where there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.record.title.as_deref().unwrap_or(self.id.as_str())
    }

    /// What sort of incident.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.record.kind.unwrap_or_default()
    }

    /// Who may ever see it.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        self.record.visibility.unwrap_or_default()
    }

    /// The file of [`Incident::record`].
    #[must_use]
    pub fn file(&self) -> RepoPath {
        self.folder.join("incident.yaml")
    }

    /// An entry by its id, with or without `.md`.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        let id = EntryId::new(name);
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Whether a later entry puts this one right.
    #[must_use]
    pub fn is_corrected(&self, entry: &Entry) -> bool {
        let corrects =
            |other: &Entry| other.record.corrects.as_deref().is_some_and(|name| EntryId::new(name) == entry.id);
        self.entries.iter().any(corrects)
    }

    /// The handovers that nobody has accepted, in the order of the timeline.
    pub fn open_handovers(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let accepts = |entry: &Entry, other: &Entry| {
            other.record.acknowledges.as_deref().is_some_and(|name| EntryId::new(name) == entry.id)
        };
        let asks = |entry: &&Entry| entry.kind() == EntryKind::Handover && entry.record.acknowledges.is_none();
        let handovers = self.entries.iter().filter(asks);
        handovers.filter(move |entry| !self.entries.iter().any(|other| accepts(entry, other)))
    }

    /// Components named anywhere in the incident, each once, in order of their ids.
    #[must_use]
    pub fn components(&self) -> Vec<&str> {
        let listed = self.record.components.iter();
        let changed = self.entries.iter().flat_map(|entry| entry.record.components.keys());
        let all: std::collections::BTreeSet<&str> = listed.chain(changed).map(String::as_str).collect();
        all.into_iter().collect()
    }
}
