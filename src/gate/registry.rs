//! Every rule over a change.

use super::rule::Rule;
use super::rules::{
    branch_rewritten, cancelled_without_reason, due_moved, duplicate_id, followup_deleted, followup_unblocked,
    history_rewritten, ignores_widened, illegal_transition, impact_shortened, incident_deleted, incident_renamed,
    kind_changed, link_added, policy_weakened, published_entry_deleted, published_entry_edited, resolved_too_soon,
    resolved_with_empty_roles, resolved_with_loose_followups, resolved_with_open_followups, resolved_without_marks,
    resolved_without_pir, resolved_without_review, review_softened, roster_weakened, severity_lowered, stale_branch,
    tracker_changed, tracker_unknown, unauthorised_transition, visibility_widened, waiver_not_allowed, waiver_too_long,
    waiver_without_reason,
};
use crate::diagnostic::RuleInfo;
use crate::lint;

/// All rules, in order of their ids.
pub static RULES: &[&Rule] = &[
    &branch_rewritten::RULE,
    &cancelled_without_reason::RULE,
    &due_moved::RULE,
    &duplicate_id::RULE,
    &followup_deleted::RULE,
    &followup_unblocked::RULE,
    &history_rewritten::RULE,
    &ignores_widened::RULE,
    &illegal_transition::RULE,
    &impact_shortened::RULE,
    &incident_deleted::RULE,
    &incident_renamed::RULE,
    &kind_changed::RULE,
    &link_added::RULE,
    &policy_weakened::RULE,
    &published_entry_deleted::RULE,
    &published_entry_edited::RULE,
    &resolved_too_soon::RULE,
    &resolved_with_empty_roles::RULE,
    &resolved_with_loose_followups::RULE,
    &resolved_with_open_followups::RULE,
    &resolved_without_marks::RULE,
    &resolved_without_pir::RULE,
    &resolved_without_review::RULE,
    &review_softened::RULE,
    &roster_weakened::RULE,
    &severity_lowered::RULE,
    &stale_branch::RULE,
    &tracker_changed::RULE,
    &tracker_unknown::RULE,
    &unauthorised_transition::RULE,
    &visibility_widened::RULE,
    &waiver_not_allowed::RULE,
    &waiver_too_long::RULE,
    &waiver_without_reason::RULE,
];

/// What is known about a rule of either sort, by its id.
#[must_use]
pub fn find_info(id: &str) -> Option<&'static RuleInfo> {
    let of_change = || RULES.iter().find(|rule| rule.info.id == id).map(|rule| rule.info);
    lint::find(id).map(|rule| &rule.info).or_else(of_change)
}

/// The rules of both sorts, in order of their ids.
#[must_use]
pub fn all_rules() -> Vec<&'static RuleInfo> {
    let of_change = RULES.iter().map(|rule| rule.info).filter(|rule| lint::find(rule.id).is_none());
    let mut rules: Vec<&RuleInfo> = lint::RULES.iter().map(|rule| &rule.info).chain(of_change).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_may_name_every_rule() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.info.id).filter(|id| lint::find(id).is_none()).collect();
        assert_eq!(ids, lint::CHANGE_RULES);
        assert!(ids.is_sorted());
    }
}
