//! Every integration test, in one binary: linking is what makes many of them slow.

mod build;
mod cli;
mod command;
mod generated;
mod hostile;
mod hygiene;
mod layering;
mod rules;
mod schemas;
mod serve;
mod showcase;
mod trees;
