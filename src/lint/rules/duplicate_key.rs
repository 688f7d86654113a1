//! `duplicate-key`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// The same key stands twice in one map. YAML parsers disagree on which of the two counts; two people then read two different
    /// records.
    ///
    /// Keep one. After a merge, look at both versions in git before choosing.
    "duplicate-key", Error, "a key is given twice in one map", Check::Reading(ProblemKind::DuplicateKey)
}
