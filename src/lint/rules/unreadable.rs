//! `unreadable`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// Where a record is expected there is a folder, a symbolic link, a submodule or a file that may not be read; or the record has a
    /// name that is not quite right (`incident.yml`), and so the whole incident would be missing.
    ///
    /// Links are never followed: a record that points out of the repository would be different on every machine, and a pull request could
    /// use one to publish a file it should not see.
    "unreadable", Error, "something that is not a readable file where a record should be", Check::Reading(ProblemKind::Unreadable)
}
