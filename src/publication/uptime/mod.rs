//! Uptime: how long each state lasted, day by day.
//!
//! At each instant the worst of all concurrent states counts, once, however many incidents there are; spans are half-open, so that one
//! that ends at midnight does not touch the next day. Days are cut in the page's zone at their true length. Everything is counted in whole
//! seconds and thousandths of a weight: no figure ever passes through a floating-point number.
//!
//! Planned work is counted apart and never as downtime; an outage during planned work is an outage.

mod calendar;
mod ledger;
mod tally;

#[cfg(test)]
mod tests;

pub use calendar::{Day, Month};
pub use ledger::Ledger;
pub use tally::{Percentage, Tally};
