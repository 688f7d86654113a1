//! `not-utf8`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A file holds bytes that are not UTF-8, or a NUL byte. Guessing an encoding would put wrong names into the record, so the file is not
    /// read at all.
    ///
    /// Save it as UTF-8 (in most editors: *Save with encoding*).
    "not-utf8", Error, "a file that is not UTF-8 text", Check::Reading(ProblemKind::NotUtf8)
}
