//! Findings as data: what a rule says ([`Finding`]), and the same with its place in bytes and its level ([`Diagnostic`]).

mod diagnostic;
mod finding;
mod rule_info;

pub use diagnostic::{Diagnostic, Fix, Label, Level};
pub use finding::{At, Finding, Place};
pub use rule_info::RuleInfo;
