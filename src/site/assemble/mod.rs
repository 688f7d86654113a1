//! From the corpus to the page structs: here it is decided what a page says, and in which words.
//!
//! Restricted incidents are left out before anything else looks: no page, no link, no count, no name.

mod archive;
mod attachments;
mod badges;
mod briefing;
mod catalogue;
mod clock;
mod components;
mod entries;
mod feeds;
mod filter;
mod followup;
mod followups;
mod graph;
mod handbook;
mod impact;
mod incident;
mod index;
mod learning;
mod load;
mod lookups;
mod names;
mod notices;
mod numbered;
mod owed;
mod owned;
mod people;
mod phases;
mod resolve;
mod review;
mod roles;
mod rows;
mod search;
mod similar;
mod site;
mod situation;
mod themes;
mod urls;

pub(super) use archive::archive;
pub(super) use attachments::{Attachments, published};
pub(super) use catalogue::catalogue;
pub(super) use clock::SpeaksFor;
pub(super) use feeds::feeds;
pub(super) use followups::followups;
pub(super) use handbook::handbook;
pub(super) use incident::incident;
pub(super) use index::index;
pub(super) use learning::learning;
pub(super) use lookups::{Key, Keying, Lookup};
pub(super) use people::people;
pub(super) use search::search;
pub(super) use site::{Facts, Site, page_stem};
pub(super) use themes::themes;
