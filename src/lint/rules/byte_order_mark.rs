//! `byte-order-mark`.

use crate::lint::Check;
use crate::lint::rule::declare_rule;
use crate::source::ProblemKind;

declare_rule! {
    /// Some Windows editors put three invisible bytes at the head of a file. Flarebook reads the file all the same; other tools that read
    /// your records may not find the front matter behind them.
    ///
    /// Save as "UTF-8" instead of "UTF-8 with BOM".
    "byte-order-mark", Warn, "a file begins with a byte-order mark", Check::Reading(ProblemKind::ByteOrderMark)
}
