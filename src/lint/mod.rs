//! Rules over one tree, and the engine that runs them.
//!
//! A rule is one file in `rules/`, named after its id. It says what it found and where; levels, exceptions and order are settled here,
//! once, after all rules have run.

mod engine;
mod message;
mod places;
mod registry;
mod rule;
mod rules;
mod staged;

pub use engine::{Outcome, check, finding_of, settle};
pub use message::{Message, check_message};
pub use registry::{CHANGE_RULES, RULES, find};
pub use rule::{Check, Rule};
pub use rules::{duplicate_id, illegal_transition};
pub use staged::check_staged;
