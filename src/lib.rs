//! Flarebook
#![forbid(unsafe_code)]
pub mod source;
pub mod model;
