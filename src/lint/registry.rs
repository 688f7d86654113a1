//! Every rule there is.

use super::Rule;
use super::rules::{
    byte_order_mark, contradictory_audience, dangling_reference, duplicate_id, duplicate_key, empty_file,
    end_before_start, entry_name, followup_without_owner, front_matter, illegal_transition, impossible_time,
    incident_name, incomplete_disposition, invalid_value, line_endings, low_contrast, missing_time, missing_title,
    naive_time, not_utf8, nothing_to_check, over_limit, partial_time, stray_file, time_order, unknown_component,
    unknown_key, unknown_person, unknown_role, unknown_setting, unknown_severity, unreadable, unscheduled_maintenance,
    unusable_message, unusable_setting, yaml_feature, yaml_syntax,
};

/// All rules, in order of their ids.
pub static RULES: &[&Rule] = &[
    &byte_order_mark::RULE,
    &contradictory_audience::RULE,
    &dangling_reference::RULE,
    &duplicate_id::RULE,
    &duplicate_key::RULE,
    &empty_file::RULE,
    &end_before_start::RULE,
    &entry_name::RULE,
    &followup_without_owner::RULE,
    &front_matter::RULE,
    &illegal_transition::RULE,
    &impossible_time::RULE,
    &incident_name::RULE,
    &incomplete_disposition::RULE,
    &invalid_value::RULE,
    &line_endings::RULE,
    &low_contrast::RULE,
    &missing_time::RULE,
    &missing_title::RULE,
    &naive_time::RULE,
    &not_utf8::RULE,
    &nothing_to_check::RULE,
    &over_limit::RULE,
    &partial_time::RULE,
    &stray_file::RULE,
    &time_order::RULE,
    &unknown_component::RULE,
    &unknown_key::RULE,
    &unknown_person::RULE,
    &unknown_role::RULE,
    &unknown_setting::RULE,
    &unknown_severity::RULE,
    &unreadable::RULE,
    &unscheduled_maintenance::RULE,
    &unusable_message::RULE,
    &unusable_setting::RULE,
    &yaml_feature::RULE,
    &yaml_syntax::RULE,
];

/// A rule by its id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.info.id == id)
}

/// The ids of the rules over a change: they live further up, in `gate`, and a policy may set their levels too. A test there holds that
/// this list is theirs.
pub static CHANGE_RULES: &[&str] = &[
    "branch-rewritten",
    "cancelled-without-reason",
    "due-moved",
    "followup-deleted",
    "followup-unblocked",
    "history-rewritten",
    "ignores-widened",
    "impact-shortened",
    "incident-deleted",
    "incident-renamed",
    "kind-changed",
    "link-added",
    "policy-weakened",
    "published-entry-deleted",
    "published-entry-edited",
    "resolved-too-soon",
    "resolved-with-empty-roles",
    "resolved-with-loose-followups",
    "resolved-with-open-followups",
    "resolved-without-marks",
    "resolved-without-pir",
    "resolved-without-review",
    "review-softened",
    "roster-weakened",
    "severity-lowered",
    "stale-branch",
    "tracker-changed",
    "tracker-unknown",
    "unauthorised-transition",
    "visibility-widened",
    "waiver-not-allowed",
    "waiver-too-long",
    "waiver-without-reason",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_and_every_rule_is_documented() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.info.id).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
        for rule in RULES {
            assert!(rule.info.markdown().len() > 100, "{} says too little", rule.info.id);
            assert!(!rule.info.summary.ends_with('.'), "{}", rule.info.id);
        }
    }
}
