//! The rules, one file each, named after their ids; and what several of them look at.

mod followups;
mod published;
mod weaker;

pub mod branch_rewritten;
pub mod due_moved;
pub mod duplicate_id;
pub mod followup_deleted;
pub mod followup_unblocked;
pub mod history_rewritten;
pub mod ignores_widened;
pub mod illegal_transition;
pub mod impact_shortened;
pub mod incident_deleted;
pub mod incident_renamed;
pub mod kind_changed;
pub mod link_added;
pub mod policy_weakened;
pub mod published_entry_deleted;
pub mod published_entry_edited;
pub mod resolved_too_soon;
pub mod resolved_with_empty_roles;
pub mod resolved_with_loose_followups;
pub mod resolved_with_open_followups;
pub mod resolved_without_marks;
pub mod resolved_without_pir;
pub mod resolved_without_review;
pub mod roster_weakened;
pub mod severity_lowered;
pub mod stale_branch;
pub mod tracker_unknown;
pub mod unauthorised_transition;
pub mod visibility_widened;
pub mod waiver_not_allowed;
pub mod waiver_too_long;
pub mod waiver_without_reason;
