//! `invalid-value`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A value is not what its field takes: a text where a list belongs, a status that does not exist, a number that is none.
    ///
    /// Closed vocabularies (statuses, kinds, states) are listed in the message; the nearest word is suggested.
    "invalid-value", Error, "a value of the wrong shape or outside its vocabulary", Check::Reading(ProblemKind::InvalidValue)
}
