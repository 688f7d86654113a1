//! The schemes that come with Flarebook: severities, roles, review sections, criteria.

use std::collections::BTreeMap;

use super::{PirDuty, Required, Role, RolePreset, Severity, SeverityPreset, StatuspageImpact};
use crate::model::{FollowupKind, Kind, WaitingTime};

/// One row of a preset: id, name, meaning, public impact, minutes between updates, review owed.
type Row = (&'static str, &'static str, &'static str, StatuspageImpact, i64, PirDuty);

/// P0 to P2.
const P0_P2: &[Row] = &[
    (
        "P0",
        "Emergency",
        "Nearly everybody is hurt, data is being lost, or security is broken. Everything else stops.",
        StatuspageImpact::Critical,
        30,
        PirDuty::Required,
    ),
    (
        "P1",
        "Major",
        "Many users cannot do something important and have no way around it.",
        StatuspageImpact::Major,
        60,
        PirDuty::Required,
    ),
    (
        "P2",
        "Minor",
        "Some users are hindered, or something is about to break; it can be handled in working hours.",
        StatuspageImpact::Minor,
        240,
        PirDuty::Optional,
    ),
];

/// SEV1 to SEV5.
const SEV1_5: &[Row] = &[
    (
        "SEV1",
        "Critical",
        "A core service is down for nearly everybody, or data or security is at stake.",
        StatuspageImpact::Critical,
        30,
        PirDuty::Required,
    ),
    (
        "SEV2",
        "Major",
        "A core service is badly degraded, or many users cannot do something important.",
        StatuspageImpact::Major,
        60,
        PirDuty::Required,
    ),
    (
        "SEV3",
        "Moderate",
        "Some users are hindered, or there is an awkward way around.",
        StatuspageImpact::Minor,
        120,
        PirDuty::Optional,
    ),
    ("SEV4", "Minor", "A nuisance; few users notice.", StatuspageImpact::Minor, 480, PirDuty::Optional),
    (
        "SEV5",
        "Trivial",
        "Nobody outside notices; worth writing down, because it happens regularly.",
        StatuspageImpact::None,
        1_440,
        PirDuty::Optional,
    ),
];

/// critical, major, minor.
const CRITICAL_MAJOR_MINOR: &[Row] = &[
    (
        "critical",
        "Critical",
        "Users cannot use the product, or data or security is at stake.",
        StatuspageImpact::Critical,
        30,
        PirDuty::Required,
    ),
    (
        "major",
        "Major",
        "An important part does not work for many users.",
        StatuspageImpact::Major,
        60,
        PirDuty::Required,
    ),
    (
        "minor",
        "Minor",
        "Something is worse than it should be; few users are hindered.",
        StatuspageImpact::Minor,
        240,
        PirDuty::Optional,
    ),
];

/// The severities of a preset, worst first.
pub(super) fn severities(preset: SeverityPreset) -> Vec<Severity> {
    let rows = match preset {
        SeverityPreset::P0P2 => P0_P2,
        SeverityPreset::Sev1To5 => SEV1_5,
        SeverityPreset::CriticalMajorMinor => CRITICAL_MAJOR_MINOR,
    };
    rows.iter().zip(1..).map(|(row, level)| severity(row, level)).collect()
}

fn severity(&(id, name, meaning, impact, minutes, pir): &Row, level: u32) -> Severity {
    Severity {
        id: id.to_owned(),
        level,
        name: name.to_owned(),
        meaning: meaning.to_owned(),
        statuspage_impact: Some(impact),
        update_every: Some(WaitingTime::minutes(minutes)),
        sitrep_every: None,
        pir: Some(pir),
        review: None,
        followup_due: BTreeMap::from([(FollowupKind::Repair, WaitingTime::days(i64::from(level) * 7))]),
    }
}

/// The roles of a preset.
pub(super) fn roles(preset: RolePreset) -> Vec<Role> {
    let ids: &[&str] = match preset {
        RolePreset::Minimal => &["lead"],
        RolePreset::Flare => &["lead", "comms"],
        RolePreset::Command => &["lead", "deputy", "comms", "scribe", "tech_lead", "investigator"],
    };
    let mut roles: Vec<Role> = ids.iter().map(|id| role(id)).collect();
    for role in &mut roles {
        role.not_together.retain(|other| ids.contains(&other.as_str()));
    }
    roles
}

fn role(id: &str) -> Role {
    let (name, meaning, aliases): (&str, &str, &[&str]) = match id {
        "lead" => (
            "Incident lead",
            "Keeps the state of the incident, decides, gives the go-ahead for actions, and says when it is mitigated. Does not investigate.",
            &["commander", "incident_commander", "incident_lead", "ic"],
        ),
        "deputy" => ("Deputy", "Stands in for the lead and takes over from them when they rest.", &["deputy_lead"]),
        "comms" => (
            "Communications lead",
            "Tells everybody outside the response, and answers their questions so that nobody else has to.",
            &["communications", "communicator", "comms_lead", "cl"],
        ),
        "scribe" => ("Scribe", "Writes down what happens, with times.", &["recorder"]),
        "tech_lead" => {
            ("Technical lead", "Directs the investigation when several people take part in it.", &["ops", "ops_lead"])
        }
        _ => ("Investigator", "Finds out what is wrong and puts it right.", &["responder", "engineer"]),
    };
    let required = match id {
        "lead" => Required::Always(true),
        "comms" => Required::Kinds(vec![Kind::Incident, Kind::Security]),
        _ => Required::Always(false),
    };
    let not_together: &[&str] = match id {
        "lead" => &["comms", "investigator"],
        "comms" => &["lead"],
        _ => &[],
    };
    let own = |words: &[&str]| words.iter().map(ToString::to_string).collect();
    Role {
        id: id.to_owned(),
        name: name.to_owned(),
        meaning: meaning.to_owned(),
        required,
        not_together: own(not_together),
        aliases: own(aliases),
    }
}

/// The headings of a review.
pub(super) fn pir_sections() -> Vec<String> {
    [
        "Summary",
        "Impact",
        "Detection",
        "Response",
        "Contributing factors",
        "What went well",
        "What went wrong",
        "Where we got lucky",
        "Open questions",
    ]
    .map(ToOwned::to_owned)
    .to_vec()
}

/// What counts as an incident when the policy does not say.
pub(super) fn criteria() -> Vec<String> {
    [
        "Something is broken or slow and users may notice.",
        "Data may have been lost, changed or seen by somebody who should not.",
        "Something will break soon unless several people act together.",
        "When in doubt, it is one. Declaring costs nothing and carries no blame.",
    ]
    .map(ToOwned::to_owned)
    .to_vec()
}
