//! What reports say of a rule beside its findings.

use crate::diagnostic::RuleInfo;
use crate::gate;

/// What is known about a rule, whichever part of the program it belongs to.
pub(super) fn rule_info(id: &str) -> Option<&'static RuleInfo> {
    gate::find_info(id)
}

/// The rule's documentation on the web, once the project has a home there.
pub(super) fn rule_url(rule: &str) -> Option<String> {
    let home = option_env!("CARGO_PKG_HOMEPAGE").filter(|home| !home.is_empty())?;
    Some(format!("{home}/rules.html#{rule}"))
}
