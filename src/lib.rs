//! Flarebook: incidents as code.
//!
//! The modules, from the bottom up; each may use only those above it in this list (`tests/it/layering.rs` holds that):
//!
//! - [`source`]: text and places in it, YAML with positions
//! - [`diagnostic`]: findings as data
//! - [`model`]: incidents, entries, follow-ups, reviews, people, components; the state they fold to
//! - [`policy`]: flarebook.yaml, with presets and defaults
//! - [`wording`]: the status page's own words as files
//! - [`repo`]: working trees and git revisions behind one trait; the only place with git2
//! - [`corpus`]: everything one tree holds
//! - [`lint`]: rules over a corpus
//! - [`gate`]: rules over a pair of commits
//! - [`overview`]: what is owed, what somebody who joins must know, what is alike
//! - [`respond`]: the operations of a response; committing and pushing them
//! - [`publication`]: what the public may know, as types that have no field for anything else
//! - [`site`]: pages from a corpus
//! - [`report`]: results for people and for programs
//! - [`schema`]: JSON Schemas of the files
//! - [`github`]: the forge; the only asynchronous code
//! - [`cli`], [`cmd`]: the command line; one file per subcommand

pub mod cli;
pub mod cmd;
pub mod corpus;
pub mod diagnostic;
pub mod gate;
pub mod github;
pub mod lint;
pub mod model;
pub mod overview;
pub mod policy;
pub mod publication;
pub mod repo;
pub mod report;
pub mod respond;
pub mod schema;
pub mod site;
pub mod source;
pub mod wording;
