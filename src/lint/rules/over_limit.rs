//! `over-limit`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A file is larger, nested deeper or has more problems than Flarebook reads. The limits (2 MiB for a record, 32 levels) are far above
    /// what a record needs; a file beyond them is usually a log pasted into the wrong place.
    ///
    /// Put logs, dumps and recordings into `attachments/` and write down what they show.
    "over-limit", Error, "a file is too large or too deeply nested", Check::Reading(ProblemKind::OverLimit)
}
