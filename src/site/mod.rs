//! The record as a web site: a few kinds of pages, one small script, everything from files.
//!
//! A [`build()`] goes from the corpus to page structs ([`page`]: what a template sees), through templates ([`templates`]) and the one
//! Markdown set-up ([`markdown`]), to files ([`writer`]: staged, then put into place at once). All links are relative: the site
//! works from any folder of any server, and from the disk.

mod assemble;
mod build;
pub mod card;
mod deciding;
mod error;
mod feed;
mod headers;
pub mod markdown;
pub mod page;
mod progress;
mod public;
mod readership;
pub mod search;
pub mod status;
pub mod templates;
pub mod wall;
pub mod writer;

/// What every page says about scripts: none may run but the files of the site itself, of which there are the search and its index.
/// Whoever adds another on the way out (`serve`) replaces these words with leave for that one.
pub const OWN_SCRIPTS: &str = "script-src 'self'";

pub use build::{BuildReport, SiteOptions, build, build_tree};
pub use error::SiteError;
pub use progress::{Listener, Progress};
pub use public::{PublicReport, build_public};
pub use readership::Readership;

#[cfg(test)]
mod tests;
