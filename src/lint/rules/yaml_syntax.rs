//! `yaml-syntax`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// A record cannot be read because its YAML is broken: a tab in the indentation, a missing quote, a colon inside a value, a merge
    /// conflict that git left behind.
    ///
    /// Nothing in the file counts until it parses, so an update written in it is an update nobody sees.
    ///
    /// ```yaml
    /// title: Error: login fails       # the second colon begins a new key
    /// title: "Error: login fails"     # quoted, it is text
    /// ```
    "yaml-syntax", Error, "a file is not valid YAML", Check::Reading(ProblemKind::YamlSyntax)
}
