//! What the records say to somebody who looks: what is owed now, what somebody who joins must know, which incidents are alike. Pages,
//! reports and the commands of a response say the same, because they ask here.

mod alike;
mod briefing;
mod owed;
mod rest;
mod shelf;
mod surroundings;

pub use alike::{Alike, alike};
pub use briefing::{Pending, pending, tried};
pub use owed::{Debt, DebtKind, Today, is_over, of_all, of_incident, owes_meeting, owes_pir};
pub use rest::{Wanted, awake};
pub use shelf::{Shelf, shelf};
pub use surroundings::Surroundings;
