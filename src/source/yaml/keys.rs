//! The entries of a map while it is read: no key stands twice.

use std::collections::HashMap;

use super::node::{Entry, Key};
use crate::source::Span;

/// The keys of a map so far: few are searched, many are indexed.
#[derive(Default)]
pub(super) struct Seen(Option<HashMap<String, Span>>);

/// Few keys are searched one by one; from here on the index pays.
const INDEX_FROM: usize = 16;

/// Adds an entry; when its key is there already, gives the key back with the place of the first.
pub(super) fn add_entry<'t>(
    entries: &mut Vec<Entry<'t>>,
    seen: &mut Seen,
    entry: Entry<'t>,
) -> Option<(Key<'t>, Span)> {
    if entries.len() < INDEX_FROM {
        let first = entries.iter().find(|known| known.key.text == entry.key.text).map(|known| known.key.span);
        if let Some(first) = first {
            return Some((entry.key, first));
        }
    } else {
        let index = seen
            .0
            .get_or_insert_with(|| entries.iter().map(|known| (known.key.text.to_string(), known.key.span)).collect());
        if let Some(&first) = index.get(&*entry.key.text) {
            return Some((entry.key, first));
        }
        index.insert(entry.key.text.to_string(), entry.key.span);
    }
    entries.push(entry);
    None
}
