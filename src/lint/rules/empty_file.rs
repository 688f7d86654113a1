//! `empty-file`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A record's file is empty, or holds nothing but comments. It was probably created and never filled, or emptied by a failed save.
    ///
    /// Fill it, restore it from git, or delete it.
    "empty-file", Error, "a file without content", Check::Reading(ProblemKind::EmptyFile)
}
