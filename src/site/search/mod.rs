//! The search index of the internal site: plain files that work from any server and from the disk.
//!
//! While an incident is loaded it leaves its [`Terms`]: its words, sorted, each once. Incidents in the order of their ids are cut into
//! segments ([`ranges`]); where one begins depends on single ids alone, so that a new, changed or deleted incident touches its own segment
//! only. Of each segment, [`segment`] makes a file of heads (what a result shows) and shards of postings (which word is in which
//! incident, and where); [`index`] names the segments. `assets/search.js` reads them.
//! Why it is our own: docs/decisions/0007-search.md.

mod heads;
mod postings;
mod segments;
mod terms;
mod words;

pub use segments::{Segment, SegmentFacts, index, ranges, segment};
pub use terms::{Terms, terms};

#[cfg(test)]
mod tests;
