//! The wall: every file of the public site is read once more before it is published, in search of what must not be in it.
//!
//! The public site is made from types that have no field for internal text, so nothing should be found. The wall is there for the day
//! on which somebody adds a field, a template of one's own prints too much, a picture carries its maker's name, or a colleague is
//! named in a text for customers. One hit, and nothing is published. There is no flag that turns it off.
//!
//! [`Secrets`] are gathered from the record and from git ([`gather`]), brought into one form ([`normal`]), and looked for in three ways:
//!
//! - **Firm** ones (full names, mail addresses, `@handle`, incident ids, commits) may stand nowhere, not in a text for the public either.
//! - **Loose** ones are words and short phrases that may be ordinary: a handle `max`, a component `web`, an entry that says "fixed". They may
//!   stand where they stand in the texts that were written for the public, or in the site's own words, told by the word before or after;
//!   anywhere else they are leaks. So a handle `max` does not keep `max-width` from being published, and `"lead": "max"` is found.
//! - **Texts** of eight words and more are found when eight words of them in a row are there, but for runs that a public text has too.
//!
//! Not looked for: numbers, times, single letters, words of the record's vocabularies (`identified`, `P1`), and parts of names: half of the
//! first names of the world are words.

mod filter;
mod gather;
mod kind;
mod leak;
mod locate;
mod normal;
mod search;
mod secrets;

use rayon::prelude::*;

use super::status::PublicFile;

pub use kind::Kind;
pub use leak::{Leak, Leaks};
pub use secrets::Secrets;

/// Reads every file, its name and its content, whatever it is.
///
/// # Errors
/// What was found, in the order of the files.
pub fn check(secrets: &Secrets, files: &[PublicFile]) -> Result<(), Leaks> {
    let found: Vec<Vec<Leak>> = files.par_iter().map(|file| search::file(secrets, file)).collect();
    let leaks: Vec<Leak> = found.into_iter().flatten().collect();
    if leaks.is_empty() { Ok(()) } else { Err(Leaks(leaks)) }
}

#[cfg(test)]
mod tests;
