//! `unknown-key`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A key is not part of the format. A misspelt `next_updte` is not an error for YAML: it would simply be ignored, and nobody would be
    /// reminded of the update.
    ///
    /// Correct the spelling, or put free text into `note`, `summary` or the Markdown. `flarebook schema incident` (or `entry`, `followup`,
    /// `people` …) lists what there is.
    "unknown-key", Error, "a key that means nothing here", Check::Reading(ProblemKind::UnknownKey)
}
