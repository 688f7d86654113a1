//! One file per kind of step; each function does one step of the plan.

pub mod bench;
pub mod browser;
pub mod deny;
pub mod github;
pub mod node;
pub mod rust;
pub mod showcase;
pub mod status;
