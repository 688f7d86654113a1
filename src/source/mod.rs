//! Text and the places in it: repo-relative paths, byte spans, line and column, decoding, YAML with positions.
//!
//! Nothing here knows what an incident is, and nothing here touches a file system. Problems found while reading are
//! [`Problem`]s: values, never panics and never the first one only.

pub mod decode;
pub mod front_matter;
pub mod glob;
pub mod limits;
mod lines;
mod listed;
mod one_line;
mod path;
mod problem;
mod span;
mod suggest;
mod visible;
pub mod yaml;

pub use lines::{LineIndex, Position};
pub use listed::listed;
pub use one_line::one_line;
pub use path::{PathError, RepoPath};
pub use problem::{Problem, ProblemKind};
pub use span::Span;
pub use suggest::{did_you_mean, one_of};
pub use visible::visible;
