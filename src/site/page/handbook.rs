//! The handbook: the policy as a page people can read at three in the morning.

use serde::Serialize;

use super::{Badge, Frame, Link, Person};

/// How we handle incidents.
#[derive(Debug, Clone, Serialize)]
pub struct HandbookPage {
    /// What surrounds it.
    pub frame: Frame,
    /// What counts as an incident here.
    pub criteria_html: Vec<String>,
    /// Severities, worst first.
    pub severities: Vec<SeverityRow>,
    /// Roles, in the policy's order.
    pub roles: Vec<RoleRow>,
    /// The lifecycle, step by step.
    pub lifecycle: Vec<LifecycleStep>,
    /// How long to watch before standing down, in words.
    pub stability_wait: Option<String>,
    /// What may be done without asking.
    pub safe_actions_html: Vec<String>,
    /// The sections expected in a review.
    pub pir_sections: Vec<String>,
    /// Sentences on follow-ups: deadlines by kind, who may waive, for how long.
    pub followup_rules: Vec<String>,
    /// What we run and whom to call.
    pub components: Vec<ContactRow>,
    /// Teams and who is in them.
    pub teams: Vec<TeamRow>,
    /// Everybody on the roster.
    pub people: Vec<TeamRow>,
}

/// One severity.
#[derive(Debug, Clone, Serialize)]
pub struct SeverityRow {
    /// Its badge.
    pub badge: Badge,
    /// What it means.
    pub meaning: Option<String>,
    /// `every 30 min`; absent when there is no cadence.
    pub updates: Option<String>,
    /// `required` or `optional`.
    pub pir: String,
    /// Follow-ups due within; absent when not set.
    pub followups: Option<String>,
}

/// One role.
#[derive(Debug, Clone, Serialize)]
pub struct RoleRow {
    /// Its anchor.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub meaning: Option<String>,
    /// `Always needed`, `Needed for incidents and security incidents`, `Where there are hands for it`.
    pub needed: String,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// Roles that the same person should not hold at the same time.
    pub apart_from: Vec<String>,
}

/// One step of the lifecycle.
#[derive(Debug, Clone, Serialize)]
pub struct LifecycleStep {
    /// Its badge.
    pub badge: Badge,
    /// What it means.
    pub meaning: String,
    /// `the lead`; absent when anyone may set it.
    pub authority: Option<String>,
}

/// A component and whom to call about it.
#[derive(Debug, Clone, Serialize)]
pub struct ContactRow {
    /// Its anchor.
    pub anchor: String,
    /// Its name, and its page.
    pub name: Link,
    /// The name customers know, when it has one.
    pub public_name: Option<String>,
    /// The group it belongs to.
    pub group: Option<String>,
    /// One sentence on what it does.
    pub description: Option<String>,
    /// Who owns it.
    pub owners: Vec<Person>,
    /// What it needs.
    pub depends_on: Vec<Link>,
    /// What to do.
    pub runbooks: Vec<Link>,
    /// What may be done to it without asking.
    pub safe_actions_html: Vec<String>,
}

/// A team with its members, or a person with their facts.
#[derive(Debug, Clone, Serialize)]
pub struct TeamRow {
    /// Its anchor.
    pub anchor: String,
    /// The name, and the page.
    pub name: Person,
    /// Members of a team; teams of a person.
    pub members: Vec<Person>,
    /// GitHub, e-mail, time zone: as links or text.
    pub facts: Vec<Link>,
}
