//! The operations of a response: declare, log, change the status, begin a repository. Each gives the new files that make it up; writing
//! them is the caller's business.

mod begin;
mod declare;
mod error;
mod find;
mod log;
mod operation;
mod render;

pub use begin::{Preset, begin, workflows};
pub use declare::Declaration;
pub use error::RespondError;
pub use find::{person_of, the_incident};
pub use log::{Line, Log};
pub use operation::{Change, Operation, Outcome, Scope};
