//! Changes of files that somebody wrote: only the bytes that must change do, or nothing does and the refusal says why.
//!
//! An edit finds its place in the spanned tree, puts new text there, and then everything is read again: the result must say what was
//! meant, everything else must say what it said, and every comment must still be there. What cannot be done that way is refused with
//! the place, the reason, and what to write by hand. Comments, order, quotes, indentation, blank lines and line endings stay.

mod add;
mod append;
mod check;
mod comments;
mod data;
mod error;
mod items;
mod page;
mod remove;
mod replace;
mod set;
mod splice;
#[cfg(test)]
mod tests;
mod write;

pub use data::Data;
pub use error::{EditError, Fault};
pub use items::{Items, items, standalone};
pub use write::{key_in_line, text_in_line};

use super::route::{Route, Segment};
use crate::source::{Span, decode::BYTE_ORDER_MARK, front_matter};
use page::Page;

/// One change of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A key of a map gets a value: another one, or its first. Maps on the way that are not there are made.
    Set {
        /// The map.
        map: Route,
        /// The key.
        key: String,
        /// The value.
        value: Data,
        /// The usual order of the map's keys: a new one goes behind the nearest that comes before it. Without an order, to the end.
        order: &'static [&'static str],
    },
    /// A list gets one item more, at its end. A list that is not there is made, when a key of a map leads to it.
    Append {
        /// The list.
        list: Route,
        /// The item.
        item: Data,
    },
    /// An item of a list goes; comments beside it stay. One that is not there is no fault.
    Drop {
        /// The list.
        list: Route,
        /// The item.
        item: Data,
    },
    /// A key of a map goes, with its value; comments beside it stay. A key that is not there is no fault.
    Remove {
        /// The map.
        map: Route,
        /// The key.
        key: String,
    },
}

impl Edit {
    /// Sets a key of a map.
    pub fn set(map: Route, key: impl Into<String>, value: impl Into<Data>) -> Self {
        Self::Set { map, key: key.into(), value: value.into(), order: &[] }
    }

    /// The same with the usual order of keys.
    #[must_use]
    pub fn in_order(self, order: &'static [&'static str]) -> Self {
        match self {
            Self::Set { map, key, value, .. } => Self::Set { map, key, value, order },
            other => other,
        }
    }

    /// What it is about, as a path: `impact.customers`.
    #[must_use]
    pub fn key(&self) -> String {
        let last = match self {
            Self::Set { key, .. } | Self::Remove { key, .. } => Some(key.clone()),
            Self::Append { .. } | Self::Drop { .. } => None,
        };
        let steps = self.route().segments().iter().map(|step| match step {
            Segment::Key(key) => key.clone(),
            Segment::Index(index) => index.to_string(),
        });
        steps.chain(last).collect::<Vec<_>>().join(".")
    }

    /// Appends to a list.
    pub fn append(list: Route, item: impl Into<Data>) -> Self {
        Self::Append { list, item: item.into() }
    }

    /// Takes an item out of a list.
    pub fn drop(list: Route, item: impl Into<Data>) -> Self {
        Self::Drop { list, item: item.into() }
    }

    /// Removes a key of a map.
    pub fn remove(map: Route, key: impl Into<String>) -> Self {
        Self::Remove { map, key: key.into() }
    }
}

/// The text of a YAML file after some edits, one after the other.
///
/// # Errors
/// When one of them cannot be made without touching something else; then none is.
pub fn edit(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let (before, yaml) = text.split_at(mark);
    let edited = all(yaml, edits).map_err(|error| error.in_file(text, mark))?;
    Ok(format!("{before}{edited}"))
}

/// The text of a Markdown file after some edits of its front matter.
///
/// # Errors
/// As [`edit`]; also when there is no front matter.
pub fn edit_front_matter(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let parts = front_matter::split(text).map_err(|problem| {
        let span = problem.span;
        EditError::new(Fault::Unreadable(problem.message), span, "the front matter").in_file(text, 0)
    })?;
    let start = parts.yaml.start;
    let edited = all(&text[parts.yaml.clone()], edits).map_err(|error| error.in_file(text, start))?;
    let whole = format!("{}{edited}{}", &text[..start], &text[parts.yaml.end..]);
    let kept =
        front_matter::split(&whole).is_ok_and(|new| whole[new.yaml] == edited && whole[new.body] == text[parts.body]);
    let refusal = || EditError::new(Fault::WouldChangeMore, Span::new(start, start), "the front matter");
    if kept { Ok(whole) } else { Err(refusal().in_file(text, 0)) }
}

fn all(yaml: &str, edits: &[Edit]) -> Result<String, EditError> {
    edits.iter().try_fold(yaml.to_owned(), |text, edit| one(&text, edit))
}

fn one(text: &str, edit: &Edit) -> Result<String, EditError> {
    let page = Page::read(text, &edit.subject())?;
    let changed = match edit {
        Edit::Set { map, key, value, order } => set::set(&page, map, key, value, order),
        Edit::Append { list, item } => append::append(&page, list, item),
        Edit::Drop { list, item } => remove::item(&page, list, item),
        Edit::Remove { map, key } => remove::remove(&page, map, key),
    };
    let mut refusal = None;
    for way in changed.map_err(|refusal| refusal.about(edit))? {
        let edited = way.apply(text);
        match check::check(&page, edit, &edited) {
            Ok(()) => return Ok(edited),
            Err(error) => _ = refusal.get_or_insert(error),
        }
    }
    Err(refusal.unwrap_or_else(|| EditError::new(Fault::NoSuchPlace, page.span_of(&edit.place()), "").about(edit)))
}

/// The text with `key` of the map at `route` set to `value`; `None` when that cannot be done without touching anything else.
#[must_use]
pub fn set_scalar(text: &str, route: &Route, key: &str, value: &str) -> Option<String> {
    edit(text, &[Edit::set(route.clone(), key, value)]).ok()
}
