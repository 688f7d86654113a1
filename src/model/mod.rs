//! What a record says, as typed values: incidents, timeline entries, follow-ups, reviews, people, components; and what follows from
//! them: the state an incident is in, its milestones, the time between them.
//!
//! `*Record` types are the files, field by field (serde reads them, schemars makes the schemas). [`Incident`] is a folder of them,
//! loaded. Nothing here reads a file or knows a policy.

mod component;
mod day;
mod entry;
mod followup;
mod identity;
mod incident;
mod milestones;
mod moment;
mod moment_packed;
mod moment_parse;
mod one_or_many;
mod person;
mod pir;
mod sample;
mod state;
mod time_expression;
mod vocabulary;
mod waiting_time;

pub use component::Component;
pub use day::Day;
pub use entry::{Entry, EntryId, EntryRecord, Holders};
pub use followup::{Followup, FollowupRecord, Settlement, Waiver};
pub use identity::{IncidentId, slug};
pub use incident::{CausedBy, Detected, Impact, Incident, IncidentRecord, Origin, Review, Scheduled};
pub use milestones::{Elapsed, Milestones, Phase};
pub use moment::{Moment, Precision};
pub use one_or_many::OneOrMany;
pub use person::Person;
pub use pir::{Pir, PirRecord, Section};
pub use sample::Sample;
pub use state::{ComponentChange, SeverityChange, State, Tenure, Transition};
pub use time_expression::{NoTime, Side, TimeExpression, time_of_day};
pub use vocabulary::{
    Audience, ComponentState, Detector, EntryKind, FollowupKind, FollowupState, Kind, PirState, ReviewOutcome, Risk,
    Status, Tlp, Visibility,
};
pub use waiting_time::WaitingTime;
