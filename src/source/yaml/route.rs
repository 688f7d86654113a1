//! Routes: the way from the root of a document to a value, and from there to its bytes.

use super::node::{Node, Value};
use crate::source::Span;

/// One step of a route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// The value of a key.
    Key(String),
    /// An item of a list, from 0.
    Index(usize),
}

/// The way to a value: `roles` → `lead`. A route that leads further than the document ends at the last thing that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Vec<Segment>);

/// Which part of a map's entry a route's last step means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The value.
    #[default]
    Value,
    /// The key.
    Key,
}

impl Route {
    /// The route to the root.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// One step on, to a key.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.0.push(Segment::Key(key.into()));
        self
    }

    /// One step on, to an item.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// Its steps.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// The route without its last step, and that step.
    #[must_use]
    pub fn split_last(&self) -> Option<(Self, &Segment)> {
        let (last, before) = self.0.split_last()?;
        Some((Self(before.to_vec()), last))
    }

    /// The last step, where that is a key.
    #[must_use]
    pub fn last_key(&self) -> Option<&str> {
        match self.0.last()? {
            Segment::Key(key) => Some(key),
            Segment::Index(_) => None,
        }
    }

    /// The node it leads to, when the document has it.
    #[must_use]
    pub fn follow<'n, 't>(&self, root: &'n Node<'t>) -> Option<&'n Node<'t>> {
        self.0.iter().try_fold(root, |node, segment| match segment {
            Segment::Key(key) => node.entry(key).map(|entry| &entry.value),
            Segment::Index(index) => node.item(*index),
        })
    }

    /// The bytes it leads to. Where the document has no such value: the key of the map it is missing from, or that map's first key.
    #[must_use]
    pub fn locate(&self, root: &Node<'_>, part: Part) -> Span {
        let (mut node, mut span) = (root, first_line(root));
        for (at, segment) in self.0.iter().enumerate() {
            let last = at + 1 == self.0.len();
            match segment {
                Segment::Key(key) => match node.entry(key) {
                    Some(entry) if last && (part == Part::Key || entry.value.is_null()) => return entry.key.span,
                    Some(entry) => (node, span) = (&entry.value, value_or_key(&entry.value, entry.key.span)),
                    None => return span,
                },
                Segment::Index(index) => match node.item(*index) {
                    Some(item) => (node, span) = (item, first_line(item)),
                    None => return span,
                },
            }
        }
        if matches!(node.value, Value::Scalar(_)) { node.span } else { span }
    }
}

/// A scalar is underlined itself; of a collection the key that holds it, which is on one line.
fn value_or_key(value: &Node<'_>, key: Span) -> Span {
    if matches!(value.value, Value::Scalar(_)) { value.span } else { key }
}

/// A short place that stands for a whole node: the first key of a map, the first item of a list.
fn first_line(node: &Node<'_>) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |entry| entry.key.span),
        Value::List(items) => items.first().map_or(node.span, first_line),
        Value::Scalar(_) | Value::Omitted => node.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'t>(text: &'t str, route: &Route, part: Part) -> &'t str {
        let (node, problems) = super::super::parse(text, 0);
        assert_eq!(problems, []);
        &text[route.locate(&node.unwrap(), part).range()]
    }

    #[test]
    fn leads_to_values_keys_and_what_is_nearest() {
        let text = "title: \"a: b\"\nroles:\n  lead: mary\n  comms:\nlist:\n  - at: x\n    by: y\n  - z\n";
        let route = Route::root().key("roles").key("lead");
        assert_eq!(at(text, &route, Part::Value), "mary");
        assert_eq!(at(text, &route, Part::Key), "lead");
        assert_eq!(at(text, &Route::root().key("roles").key("comms"), Part::Value), "comms");
        assert_eq!(at(text, &Route::root().key("roles").key("scribe"), Part::Value), "roles");
        assert_eq!(at(text, &Route::root().key("list").index(0).key("by"), Part::Value), "y");
        assert_eq!(at(text, &Route::root().key("list").index(1), Part::Value), "z");
        assert_eq!(at(text, &Route::root().key("title"), Part::Value), "\"a: b\"");
        assert_eq!(at(text, &Route::root().key("absent"), Part::Value), "title");
    }
}
