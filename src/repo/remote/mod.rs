//! Other people's copies of the repository. Whatever crosses the network is done by the `git` program, with the credentials that it would use
//! anyhow; what to do about the answer is decided here.

mod address;
mod carry;
mod error;
mod program;
mod push;
mod target;
mod wait;

pub use address::Address;
pub use carry::Waiting;
pub use error::RemoteError;
pub use push::{Pace, Pushed, Pushing};
pub use target::Target;
