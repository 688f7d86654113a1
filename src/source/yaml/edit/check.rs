//! Reading the result: it says what was meant, and nothing else has changed.

use super::comments::comments;
use super::page::Page;
use super::{Data, Edit, EditError, Fault};
use crate::source::yaml::parse;

/// Compares the text after an edit with what it should say.
pub(super) fn check(page: &Page<'_>, edit: &Edit, edited: &str) -> Result<(), EditError> {
    let refuse = |fault| Err(EditError::new(fault, page.span_of(&edit.place()), "").about(edit));
    let before = page.root.as_ref().map_or_else(|| Some(Data::null()), Data::of);
    let (after, problems) = parse(edited, 0);
    let after = after.as_ref().map_or_else(|| Some(Data::null()), Data::of);
    let (Some(meant), Some(after)) = (before.and_then(|before| edit.applied(before)), after) else {
        return refuse(Fault::WouldChangeMore);
    };
    if !problems.is_empty() || meant.sorted() != after.sorted() {
        return refuse(Fault::WouldChangeMore);
    }
    let (Some(was), Some(is)) = (comments(page.text), comments(edited)) else {
        return refuse(Fault::WouldChangeMore);
    };
    // One may have moved to another line, and stands before its neighbour now.
    let texts = |comments: Vec<(usize, String)>| {
        let mut texts: Vec<String> = comments.into_iter().map(|(_, text)| text).collect();
        texts.sort();
        texts
    };
    if texts(was) == texts(is) { Ok(()) } else { refuse(Fault::LosesComments) }
}

impl Edit {
    /// What a document says after it, told without any text; `None` where it cannot be done at all.
    pub(super) fn applied(&self, mut document: Data) -> Option<Data> {
        match self {
            Self::Set { map, key, value, .. } => *document.at_mut(map)?.entry_mut(key)? = value.clone(),
            Self::Append { list, item } => {
                let at = document.at_mut(list)?;
                if at.is_null() {
                    *at = Data::List(Vec::new());
                }
                let Data::List(items) = at else { return None };
                items.push(item.clone());
            }
            Self::Drop { list, item } => {
                if let Some(Data::List(items)) = document.find(list)
                    && let Some(index) = items.iter().position(|known| known == item)
                    && let Some(Data::List(items)) = document.at_mut(list)
                {
                    items.remove(index);
                }
            }
            Self::Remove { map, key } => {
                if document.find(map).and_then(|map| map.get(key)).is_some()
                    && let Some(Data::Map(entries)) = document.at_mut(map)
                {
                    entries.retain(|(known, _)| known != key);
                }
            }
        }
        Some(document)
    }

    /// What it changes, or the map that has no such key yet.
    pub(super) fn place(&self) -> crate::source::yaml::Route {
        match self {
            Self::Set { map, key, .. } | Self::Remove { map, key } => map.clone().key(key.clone()),
            Self::Append { list, .. } | Self::Drop { list, .. } => list.clone(),
        }
    }

    /// Where it is.
    pub(super) fn route(&self) -> &crate::source::yaml::Route {
        match self {
            Self::Set { map, .. } | Self::Remove { map, .. } => map,
            Self::Append { list, .. } | Self::Drop { list, .. } => list,
        }
    }
}
