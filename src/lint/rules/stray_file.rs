//! `stray-file`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A file lies in incidents/ where the format has no place for it, so nobody will see it on any page: `log.txt`,
    /// `timeline/notes.txt`, a folder without an `incident.yaml`.
    ///
    /// Rename it to what was meant, or put it into the incident's `attachments/`. A `README.md` is fine anywhere.
    "stray-file", Warn, "a file that has no place in the record and is not read", Check::Reading(ProblemKind::StrayFile)
}
