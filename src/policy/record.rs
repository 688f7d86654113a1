//! flarebook.yaml, field by field.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FollowupPolicy, LifecyclePolicy, RoleScheme, RuleSetting, SeverityScheme};
use crate::model::{Component, ComponentState, Day, Person, WaitingTime};

/// How a team works. All of it has defaults; an empty file is valid.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PolicyRecord {
    /// The severities: a preset (`p0-p2`, `sev1-5`, `critical-major-minor`) or a list of one's own.
    #[schemars(example = &"p0-p2")]
    pub severities: SeverityScheme,
    /// The roles: a preset (`minimal`, `flare`, `command`) or a list of one's own.
    #[schemars(example = &"flare")]
    pub roles: RoleScheme,
    /// Who may move an incident on.
    pub lifecycle: LifecyclePolicy,
    /// What follow-ups owe.
    pub followups: FollowupPolicy,
    /// What post-incident reviews contain.
    pub pir: PirPolicy,
    /// What counts as an incident here, one sentence each.
    #[schemars(example = ["Customers notice something is broken."])]
    pub criteria: Option<Vec<String>>,
    /// Actions that need no go-ahead.
    #[schemars(example = ["Roll back the last deployment"])]
    pub safe_actions: Vec<String>,
    /// Levels and exceptions, by rule id.
    #[schemars(example = serde_json::json!({"partial-time": "off"}))]
    pub rules: BTreeMap<String, RuleSetting>,
    /// The published site.
    pub site: SitePolicy,
    /// The roster, for repositories too small for a people.yaml.
    #[schemars(example = serde_json::json!({"mary": {"name": "Mary Okafor", "email": "mary@corp.example"}}))]
    pub people: BTreeMap<String, Person>,
    /// The service catalogue, for repositories too small for a components.yaml.
    #[schemars(example = serde_json::json!({"login": {"name": "Login", "owner": "mary"}}))]
    pub components: BTreeMap<String, Component>,
}

/// What a review contains.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"sections": ["Summary", "Impact"]}))]
pub struct PirPolicy {
    /// The headings expected in pir.md.
    #[schemars(example = ["Summary", "Impact", "Open questions"])]
    pub sections: Option<Vec<String>>,
}

/// The published site.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"title": "Acme incidents"}))]
pub struct SitePolicy {
    /// Its title.
    #[schemars(example = &"Acme incidents")]
    pub title: Option<String>,
    /// One sentence under the title.
    #[schemars(example = &"What broke, what we did, what we learned.")]
    pub description: Option<String>,
    /// Where it will be served; needed only for feeds and previews.
    #[schemars(example = &"https://incidents.acme.example")]
    pub base_url: Option<String>,
    /// The repository on the forge, for links to the source of a page.
    #[schemars(example = &"https://github.com/acme/incidents")]
    pub repository: Option<String>,
    /// The IANA time zone that times are shown in beside UTC.
    #[schemars(example = &"Europe/Berlin")]
    pub timezone: Option<String>,
    /// A drawing or picture for the head of every page: a path in the repository.
    #[schemars(example = &"docs/logo.svg")]
    pub logo: Option<String>,
    /// Colours that differ from the built-in ones, by name, as `#rrggbb`.
    #[schemars(example = serde_json::json!({"accent": "#b3261e"}))]
    pub colors: BTreeMap<String, String>,
    /// The public status page.
    pub public: PublicPolicy,
}

/// The public status page.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(example = serde_json::json!({"title": "Acme status", "url": "https://status.acme.example", "language": "en"}))]
pub struct PublicPolicy {
    /// Its title; without one, that of the internal site is not shown either: the page says `Status`.
    #[schemars(example = &"Acme status")]
    pub title: Option<String>,
    /// One sentence under the title.
    #[schemars(example = &"Current state and history of Acme's services.")]
    pub description: Option<String>,
    /// Where it will be served; needed for feeds, the API and previews.
    #[schemars(example = &"https://status.acme.example")]
    pub url: Option<String>,
    /// Where customers get help.
    #[schemars(example = &"https://acme.example/support")]
    pub support_url: Option<String>,
    /// The IANA time zone of the page: days are cut in it, and times are shown in it. UTC unless said otherwise.
    #[schemars(example = &"Europe/Berlin")]
    pub timezone: Option<String>,
    /// The language of the page's own words: `en`, `de`, `fr`, `es`, `ja`, or that of a file in `templates/messages/`.
    #[schemars(example = &"en")]
    pub language: Option<String>,
    /// The first day for which there are figures; before it there is no data, which is not the same as "up".
    #[schemars(example = &"2025-01-01")]
    pub since: Option<Day>,
    /// How much of a component's downtime each state counts for, from 0 to 1.
    #[schemars(example = serde_json::json!({"partial_outage": 0.3}))]
    pub uptime_weights: BTreeMap<ComponentState, f64>,
    /// A page older than this says that it is old. One hour unless said otherwise.
    #[schemars(example = &"1h")]
    pub stale_after: Option<WaitingTime>,
    /// Words mixed into the ids of the public page, so that nobody can tell from an id whether they guessed the record's name.
    #[schemars(example = &"any words; changing them changes every public id")]
    pub id_key: Option<String>,
    /// Names, handles and addresses of colleagues that may stand on the public page, as in a review that somebody signs. Without this, a public
    /// page that names a colleague is not built.
    #[schemars(example = ["Mary Okafor"])]
    pub may_name: Vec<String>,
}
