//! Flarebook
#![forbid(unsafe_code)]
pub mod source;
pub mod model;
pub mod diagnostic; pub mod policy; pub mod repo; pub mod corpus; pub mod lint; pub mod report;
