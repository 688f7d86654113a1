//! Rules over a change: two commits, compared incident by incident.
//!
//! [`Change::load`] reads what differs, who wrote it, and the facts that were learnt from the network; [`check`] runs the rules, each
//! one file in `rules/`, and [`ladders`] says what stands between each incident and its next status. Both ask the same
//! [`requirements`], so that the list of what is missing and the verdict cannot differ. The policy and the roster of the base judge.

mod change;
mod engine;
mod facts;
mod identity;
mod ladder;
mod load;
mod registry;
mod requirements;
mod rule;
mod rules;
mod tracker;
mod writers;

pub use change::{Change, Pair};
pub use engine::{Verdict, check, counts};
pub use facts::{Approval, FACTS_VERSION, Facts, FactsError, TrackerFact, TrackerState};
pub use ladder::{Ladder, Rung, ladders, outlook};
pub use load::{GateError, Request};
pub use registry::{RULES, all_rules, find_info};
pub use requirements::{Judge, Step, StepState};
pub use rule::Rule;
pub use tracker::{linked_trackers, not_looked_at};
