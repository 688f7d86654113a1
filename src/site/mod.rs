//! The record as a web site.
pub mod markdown;
pub mod page;
pub mod templates;
pub mod writer;
mod error;
pub use error::SiteError;
