//! The spanned tree.

use std::borrow::Cow;

use crate::source::Span;

/// A value with the bytes it stands in.
#[derive(Debug, PartialEq, Eq)]
pub struct Node<'t> {
    /// Where the value stands; for an empty value, where it would.
    pub span: Span,
    /// Its number in the document, in order of appearance; what a reader uses to leave a faulty value out.
    pub id: u32,
    /// What it is.
    pub value: Value<'t>,
}

/// What a node holds.
#[derive(Debug, PartialEq, Eq)]
pub enum Value<'t> {
    /// Text; numbers and booleans are told apart only by whoever wants one.
    Scalar(Scalar<'t>),
    /// A list.
    List(Vec<Node<'t>>),
    /// A map in the order of the file; no key stands twice.
    Map(Vec<Entry<'t>>),
    /// Something already reported (an alias, too deep …): not there, for every reader.
    Omitted,
}

/// A scalar as written.
#[derive(Debug, PartialEq, Eq)]
pub struct Scalar<'t> {
    /// The text after unquoting and unescaping.
    pub text: Cow<'t, str>,
    /// Whether it was written without quotes, so that `null` and `true` are meant as such.
    pub plain: bool,
}

/// A key and its value.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The key.
    pub key: Key<'t>,
    /// The value.
    pub value: Node<'t>,
}

/// A key with the bytes it stands in.
#[derive(Debug, PartialEq, Eq)]
pub struct Key<'t> {
    /// The key's text.
    pub text: Cow<'t, str>,
    /// Where it stands.
    pub span: Span,
}

impl Scalar<'_> {
    /// YAML's ways to write "nothing".
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.plain && matches!(&*self.text, "" | "~" | "null" | "Null" | "NULL")
    }
}

impl<'t> Node<'t> {
    /// Whether the value is absent or written as null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar(scalar) => scalar.is_null(),
            Value::Omitted => true,
            Value::List(_) | Value::Map(_) => false,
        }
    }

    /// The entry of a map by its key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry<'t>> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key.text == key),
            _ => None,
        }
    }

    /// The item of a list by its index.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<&Node<'t>> {
        match &self.value {
            Value::List(items) => items.get(index),
            _ => None,
        }
    }

    /// What the value is, in a reader's words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.value {
            Value::Scalar(scalar) if scalar.is_null() => "nothing".to_owned(),
            Value::Scalar(scalar) => format!("`{}`", shorten(&scalar.text)),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a map".to_owned(),
            Value::Omitted => "nothing usable".to_owned(),
        }
    }
}

/// The beginning of a text that may be long, hostile or of several lines, fit for a message.
pub(super) fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    let clean: String = line.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if clean.len() < text.len() { format!("{clean}…") } else { clean }
}
