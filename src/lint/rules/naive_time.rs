//! `naive-time`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A time says neither `Z` nor an offset such as `+01:00`. Three people in three zones will read it as three different moments, and
    /// every duration computed from it is wrong by hours.
    ///
    /// End it with `Z` if it is UTC, else with the offset that your clock had then.
    "naive-time", Error, "a time without an offset", Check::Reading(ProblemKind::NaiveTime)
}
