//! `line-endings`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// Lines end in CR LF. Flarebook reads them, but the first person with another editor changes every line of the file, and the diff of
    /// an incident's record becomes unreadable.
    ///
    /// Put `* text=auto eol=lf` into `.gitattributes` and run `git add --renormalize .` once.
    "line-endings", Warn, "lines end in CR LF", Check::Reading(ProblemKind::LineEndings)
}
