//! `yaml-feature`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// Anchors and aliases (`&a`, `*a`), tags (`!type`), directives, several documents in a file and keys that are not words are refused.
    ///
    /// Records are read by tired people in diffs and by other programs; a value that stands somewhere else than where it is used helps
    /// neither, and alias bombs have taken down better parsers. Write the value out.
    "yaml-feature", Error, "YAML beyond plain maps, lists and text", Check::Reading(ProblemKind::YamlFeature)
}
