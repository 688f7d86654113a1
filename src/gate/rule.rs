//! What a rule over a change is.

use super::change::{Change, Pair};
use super::requirements::{Judge, Step};
use crate::diagnostic::{Finding, RuleInfo};
use crate::model::Incident;

/// A rule: what is known about it, and how it checks.
#[derive(Debug)]
pub struct Rule {
    /// Id, level, documentation.
    pub info: &'static RuleInfo,
    /// How it checks.
    pub check: Check,
}

/// How a rule checks.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Looks at one incident before and after.
    Pair(fn(&Pair<'_>, &Change, &mut Vec<Finding>)),
    /// Looks at the whole change.
    Change(fn(&Change, &mut Vec<Finding>)),
    /// Another rule finds it; this one documents it and carries its level.
    Carried,
    /// Something that an incident owes before it is resolved; the ladder shows it, and a change that leaves it missing is refused.
    Owed(fn(&Incident, &Judge<'_>, &mut Vec<Step>)),
}

/// Declares a rule; its doc comment is its documentation for `explain`, the site and reports.
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $id:literal, $level:ident, $summary:literal, $check:expr) => {
        $(#[doc = $doc])+
        pub static INFO: crate::diagnostic::RuleInfo = crate::diagnostic::RuleInfo {
            id: $id,
            summary: $summary,
            level: crate::diagnostic::Level::$level,
            doc: &[$($doc),+],
        };

        /// The rule, for the registry.
        pub static RULE: crate::gate::Rule = crate::gate::Rule { info: &INFO, check: $check };
    };
}
pub(super) use declare_rule;
