//! The one form in which texts are compared: escapes undone, letters folded, cut into words.
//!
//! A secret and a produced file go through the same steps, so that it does not matter in which clothes a text comes: capitals,
//! entities, percent signs, `\u` escapes, soft hyphens, markup between or inside words, marks on letters.

mod base64;
mod escapes;
mod fold;
mod words;

pub(super) use base64::embedded;
pub(super) use escapes::unescaped;
pub(super) use words::{Word, sequence, words};

#[cfg(test)]
mod tests;
