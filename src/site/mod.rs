//! The record as a web site: a few kinds of pages, no scripts, everything from files.
//!
//! A [`build()`] goes from the corpus to page structs ([`page`]: what a template sees), through templates ([`templates`]) and the one
//! Markdown set-up ([`markdown`]), to files ([`writer`]: staged, then put into place at once). All links are relative: the site
//! works from any folder of any server, and from the disk.

mod assemble;
mod build;
pub mod card;
mod error;
mod feed;
mod headers;
pub mod markdown;
pub mod page;
mod public;
pub mod status;
pub mod templates;
pub mod wall;
pub mod writer;

/// What every page says about scripts: that it has none, and that none may run. Whoever adds one on the way out (`serve`)
/// replaces these words with leave for that one.
pub const NO_SCRIPTS: &str = "script-src 'none'";

pub use build::{BuildReport, SiteOptions, build};
pub use error::SiteError;
pub use public::{PublicReport, build_public};

#[cfg(test)]
mod tests;
