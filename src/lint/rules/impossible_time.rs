//! `impossible-time`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A date or time is not in the format, or in no calendar: `2026-02-30`, `11.50`, `22025-01-02`. When it is clear what was meant, the
    /// message says it.
    ///
    /// Times are RFC 3339 with an offset, as precise as they are known: `2026-03-14T09:41:00Z`, `2026-03-14T09:41Z`, `2026-03-14`,
    /// `2026-03`, `2026`, `unknown`; with a trailing `~` for "about".
    "impossible-time", Error, "a date or time that cannot be read or does not exist", Check::Reading(ProblemKind::ImpossibleTime)
}
