//! Every integration test, in one binary: linking is what makes many of them slow.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod audiences;
mod build;
mod canary;
mod changes;
mod cli;
mod command;
mod contention;
mod corrections;
mod declaring;
mod evasions;
mod folding;
mod followups;
#[cfg(unix)]
mod forges;
mod formats;
mod gate;
mod generated;
mod hooks;
mod hostile;
mod hygiene;
mod inert;
mod landing;
mod layering;
mod live;
mod pages;
mod respond;
mod rules;
mod schemas;
mod serve;
mod showcase;
#[cfg(target_os = "linux")]
mod terminal;
mod trees;
mod trouble;
mod who_reads;
mod yaml;
