//! The policy as it applies.

use std::collections::BTreeMap;

use super::presets;
use super::{
    FollowupPolicy, LifecyclePolicy, PolicyRecord, Role, RoleScheme, RuleSetting, Severity, SeverityScheme, SitePolicy,
};

/// A policy with its presets and defaults filled in.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Severities, worst first.
    pub severities: Vec<Severity>,
    /// Roles, in the order of the policy.
    pub roles: Vec<Role>,
    /// Rules of the lifecycle.
    pub lifecycle: LifecyclePolicy,
    /// Rules for follow-ups.
    pub followups: FollowupPolicy,
    /// The headings expected in a review.
    pub pir_sections: Vec<String>,
    /// What counts as an incident.
    pub criteria: Vec<String>,
    /// Actions that need no go-ahead.
    pub safe_actions: Vec<String>,
    /// Settings by rule id.
    pub rules: BTreeMap<String, RuleSetting>,
    /// The published site.
    pub site: SitePolicy,
}

impl Policy {
    /// Fills in what the record leaves open.
    #[must_use]
    pub fn resolve(record: &PolicyRecord) -> Self {
        let mut severities = match &record.severities {
            SeverityScheme::Preset(preset) => presets::severities(*preset),
            SeverityScheme::Custom(severities) => severities.clone(),
        };
        severities.sort_by(|a, b| a.level.cmp(&b.level).then_with(|| a.id.cmp(&b.id)));
        let roles = match &record.roles {
            RoleScheme::Preset(preset) => presets::roles(*preset),
            RoleScheme::Custom(roles) => roles.clone(),
        };
        let known = |id: &String| roles.iter().any(|role| role.id == *id);
        let (mut lifecycle, mut followups) = (record.lifecycle.clone(), record.followups.clone());
        // The defaults name the lead; a scheme of one's own may have none. What is written stays, and is checked.
        if lifecycle.authority == LifecyclePolicy::default().authority {
            lifecycle.authority.retain(|_, holders| holders.iter().all(known));
        }
        if followups.waiver_by == FollowupPolicy::default().waiver_by {
            followups.waiver_by.retain(known);
        }
        Self {
            severities,
            roles,
            lifecycle,
            followups,
            pir_sections: record.pir.sections.clone().unwrap_or_else(presets::pir_sections),
            criteria: record.criteria.clone().unwrap_or_else(presets::criteria),
            safe_actions: record.safe_actions.clone(),
            rules: record.rules.clone(),
            site: record.site.clone(),
        }
    }

    /// A severity by its id.
    #[must_use]
    pub fn severity(&self, id: &str) -> Option<&Severity> {
        self.severities.iter().find(|severity| severity.id == id)
    }

    /// A role by its id or one of its aliases; aliases in any case, for people write IC.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<&Role> {
        let by_id = self.roles.iter().find(|role| role.id == name);
        by_id.or_else(|| {
            self.roles.iter().find(|role| role.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name)))
        })
    }

    /// The id of a role named by its id or an alias; the name itself when there is no such role.
    #[must_use]
    pub fn role_id(&self, name: &str) -> String {
        self.role(name).map_or(name, |role| role.id.as_str()).to_owned()
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::resolve(&PolicyRecord::default())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RolePreset, SeverityPreset};
    use super::*;

    #[test]
    fn every_preset_is_complete() {
        for preset in [SeverityPreset::P0P2, SeverityPreset::Sev1To5, SeverityPreset::CriticalMajorMinor] {
            let severities = presets::severities(preset);
            assert!(severities.len() >= 3);
            for (rank, severity) in severities.iter().enumerate() {
                assert_eq!(severity.level as usize, rank + 1, "{}", severity.id);
                assert!(!severity.meaning.is_empty() && !severity.name.is_empty() && severity.update_every.is_some());
            }
        }
        for preset in [RolePreset::Minimal, RolePreset::Flare, RolePreset::Command] {
            let policy = Policy { roles: presets::roles(preset), ..Policy::default() };
            assert_eq!(policy.role_id("commander"), "lead");
            assert_eq!(policy.role_id("IC"), "lead");
            for role in &policy.roles {
                for other in &role.not_together {
                    assert!(policy.role(other).is_some(), "{other}");
                }
            }
        }
    }
}
