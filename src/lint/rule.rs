//! What a rule is.

use crate::corpus::Corpus;
use crate::diagnostic::{Finding, RuleInfo};
use crate::model::Incident;
use crate::source::ProblemKind;

/// A rule: what is known about it, and how it checks.
#[derive(Debug)]
pub struct Rule {
    /// Id, level, documentation.
    pub info: RuleInfo,
    /// How it checks.
    pub check: Check,
}

/// How a rule checks.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// The reader finds it; the rule documents it and carries its level.
    Reading(ProblemKind),
    /// Looks at one incident at a time; incidents are looked at in parallel.
    Incident(fn(&Incident, &Corpus, &mut Vec<Finding>)),
    /// Looks at everything at once.
    Corpus(fn(&Corpus, &mut Vec<Finding>)),
}

/// Declares a rule; its doc comment is its documentation for `explain`, the site and reports.
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $id:literal, $level:ident, $summary:literal, $check:expr) => {
        $(#[doc = $doc])+
        pub static RULE: crate::lint::Rule = crate::lint::Rule {
            info: crate::diagnostic::RuleInfo {
                id: $id,
                summary: $summary,
                level: crate::diagnostic::Level::$level,
                doc: &[$($doc),+],
            },
            check: $check,
        };
    };
}
pub(super) use declare_rule;
