//! From the corpus to the page structs: here it is decided what a page says, and in which words.
//!
//! Restricted incidents are left out before anything else looks: no page, no link, no count, no name.

mod attachments;
mod badges;
mod clock;
mod components;
mod entries;
mod followup;
mod followups;
mod handbook;
mod impact;
mod incident;
mod index;
mod learning;
mod lookups;
mod names;
mod notices;
mod phases;
mod resolve;
mod review;
mod roles;
mod rows;
mod search;
mod site;
mod situation;
mod urls;

pub(super) use attachments::{Attachments, published};
pub(super) use followups::followups;
pub(super) use handbook::handbook;
pub(super) use incident::incident;
pub(super) use index::overview;
pub(super) use learning::learning;
pub(super) use lookups::{Key, Keying, Lookup};
pub(super) use search::search;
pub(super) use site::{Facts, page_folder};
