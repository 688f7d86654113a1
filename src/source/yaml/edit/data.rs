//! What a document says, without how it is written: what edits put in, and what results are compared by.

use crate::source::yaml::route::Segment;
use crate::source::yaml::{Node, Route, Value};

/// A value of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// A text.
    Text(String),
    /// A number, `true`, `false` or nothing: written without quotes, and meant as such.
    Bare(String),
    /// A list.
    List(Vec<Data>),
    /// A map in the order of the file.
    Map(Vec<(String, Data)>),
}

impl From<&str> for Data {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Data {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Data {
    fn from(value: bool) -> Self {
        Self::Bare(value.to_string())
    }
}

impl From<u64> for Data {
    fn from(number: u64) -> Self {
        Self::Bare(number.to_string())
    }
}

impl<T: Into<Data>> From<Vec<T>> for Data {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl Data {
    /// What a node says; `None` where something was left out of the tree.
    #[must_use]
    pub fn of(node: &Node<'_>) -> Option<Self> {
        Some(match &node.value {
            Value::Scalar(scalar) if scalar.is_null() => Self::Bare("null".to_owned()),
            Value::Scalar(scalar) if scalar.plain && is_bare(&scalar.text) => Self::Bare(scalar.text.to_string()),
            Value::Scalar(scalar) => Self::Text(scalar.text.to_string()),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect::<Option<_>>()?),
            Value::Map(entries) => {
                let pair =
                    |entry: &super::super::Entry<'_>| Some((entry.key.text.to_string(), Self::of(&entry.value)?));
                Self::Map(entries.iter().map(pair).collect::<Option<_>>()?)
            }
            Value::Omitted => return None,
        })
    }

    /// Nothing.
    #[must_use]
    pub fn null() -> Self {
        Self::Bare("null".to_owned())
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Bare(text) if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// The value that a key of a map has.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value at a route.
    #[must_use]
    pub fn find(&self, route: &Route) -> Option<&Self> {
        route.segments().iter().try_fold(self, |value, segment| match (segment, value) {
            (Segment::Key(key), _) => value.get(key),
            (Segment::Index(index), Self::List(items)) => items.get(*index),
            (Segment::Index(_), _) => None,
        })
    }

    /// The value at a route; maps on the way are made where there is nothing.
    pub(super) fn at_mut(&mut self, route: &Route) -> Option<&mut Self> {
        route.segments().iter().try_fold(self, |value, segment| match segment {
            Segment::Key(key) => value.entry_mut(key),
            Segment::Index(index) => match value {
                Self::List(items) => items.get_mut(*index),
                _ => None,
            },
        })
    }

    /// The value of a key, made where there is none.
    pub(super) fn entry_mut(&mut self, key: &str) -> Option<&mut Self> {
        if self.is_null() {
            *self = Self::Map(Vec::new());
        }
        let Self::Map(entries) = self else { return None };
        let at = entries.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            entries.push((key.to_owned(), Self::null()));
            entries.len() - 1
        });
        entries.get_mut(at).map(|(_, value)| value)
    }

    /// Whether it says the same as another, in whatever order the keys of maps are.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.clone().sorted() == other.clone().sorted()
    }

    /// The same with the keys of every map in order: a new key may stand anywhere.
    pub(super) fn sorted(mut self) -> Self {
        match &mut self {
            Self::List(items) => *items = std::mem::take(items).into_iter().map(Self::sorted).collect(),
            Self::Map(entries) => {
                *entries = std::mem::take(entries).into_iter().map(|(key, value)| (key, value.sorted())).collect();
                entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            }
            Self::Text(_) | Self::Bare(_) => {}
        }
        self
    }
}

/// Whether a plain text is no text to YAML: a truth value or a number.
pub(super) fn is_bare(text: &str) -> bool {
    let words = ["true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL", "~", ""];
    words.contains(&text) || is_number(text)
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    let radix = |prefix, radix| {
        digits
            .strip_prefix(prefix)
            .is_some_and(|rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_digit(radix)))
    };
    let begins = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    (begins && digits.contains(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok())
        || radix("0x", 16)
        || radix("0o", 8)
}
