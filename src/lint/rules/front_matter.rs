//! `front-matter`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// Timeline entries and reviews are Markdown files whose fields stand between two lines of `---` at the very top.
    ///
    /// ```markdown
    /// ---
    /// at: 2026-03-14T09:41:00Z
    /// by: mary
    /// ---
    /// Restarted the login service.
    /// ```
    "front-matter", Error, "a Markdown record without closed front matter", Check::Reading(ProblemKind::FrontMatter)
}
