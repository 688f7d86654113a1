//! Commits of our own: made in the object database from nothing but their files, then the branch, the index and the working tree move there.
//! What the user has staged or changed elsewhere stays as it is.

mod advance;
mod compose;
mod error;
mod index;
mod on_disk;
mod ready;
mod recover;
#[cfg(test)]
mod tests;

pub use advance::Advanced;
pub use compose::Message;
pub use error::CommitError;
pub(super) use ready::in_progress;
pub use ready::{HeadBranch, Landing};
pub use recover::Finished;
pub(super) use recover::{PUSH_LOCK, PUSHING};
