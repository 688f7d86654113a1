//! Why an edit is refused, where, and what to do by hand.

use super::{Data, Edit, write};
use crate::source::{LineIndex, Span};

/// What keeps an edit from being made safely.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no YAML, or YAML that records do not use: anchors, aliases, tags, several documents.
    #[error("{0}")]
    Unreadable(String),
    /// Something else stands where a map or a list should be.
    #[error("expected {expected}, found {found}")]
    OtherShape {
        /// "a map".
        expected: &'static str,
        /// What there is, in a reader's words.
        found: String,
    },
    /// The document has no such place.
    #[error("there is no such place in the document")]
    NoSuchPlace,
    /// Lines that end in a carriage return alone.
    #[error("lines end in CR alone here, which editors and YAML do not agree about")]
    LoneReturn,
    /// A spelling of YAML that is not edited: `? key`, a tab in the indentation, two things in one line.
    #[error("{0}")]
    OddLayout(&'static str),
    /// A comment has no place any more.
    #[error("a comment would be lost")]
    LosesComments,
    /// The result would not read back as it was meant, or something else would read differently.
    #[error("something else in the file would change with it")]
    WouldChangeMore,
}

/// A refused edit. Nothing has been changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {subject} cannot be changed without rewriting the file: {fault}")]
pub struct EditError {
    /// What it is that cannot be done.
    pub fault: Fault,
    /// Where, in bytes of the file.
    pub span: Span,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What was to be changed: "`state`".
    pub subject: String,
    /// What to write by hand.
    pub by_hand: String,
}

impl EditError {
    pub(super) fn new(fault: Fault, span: Span, subject: impl Into<String>) -> Self {
        Self { fault, span, line: 1, column: 1, subject: subject.into(), by_hand: String::new() }
    }

    /// With the words of the edit that was refused.
    pub(super) fn about(self, edit: &Edit) -> Self {
        Self { subject: edit.subject(), by_hand: edit.by_hand(), ..self }
    }

    /// The same in a file of which the document is a part from `offset` on.
    pub(super) fn in_file(self, file: &str, offset: usize) -> Self {
        let span = self.span.shifted(offset);
        let place = LineIndex::new(file).position(span.start as usize);
        Self { span, line: place.line, column: place.column, ..self }
    }

    /// The way out.
    #[must_use]
    pub fn hint(&self) -> String {
        match (&self.fault, self.by_hand.as_str()) {
            (Fault::Unreadable(_), _) => "mend that first (`flarebook check` explains it), then try again".to_owned(),
            (_, "") => "change it in an editor".to_owned(),
            (_, by_hand) => format!("in an editor, {by_hand}"),
        }
    }
}

impl Edit {
    /// What it changes, in words.
    pub(super) fn subject(&self) -> String {
        match self {
            Self::Set { key, .. } | Self::Remove { key, .. } => format!("`{key}`"),
            Self::Append { list, .. } | Self::Drop { list, .. } => match list.last_key() {
                Some(key) => format!("the list `{key}`"),
                None => "the list".to_owned(),
            },
        }
    }

    /// What a person would do instead.
    fn by_hand(&self) -> String {
        match self {
            Self::Set { key, value, .. } => {
                let map = Data::Map(vec![(key.clone(), value.clone())]);
                let text = write::flow(&map, write::Quotes::Plain);
                let inside = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
                format!("write `{}`", inside.unwrap_or_default())
            }
            Self::Append { item, .. } => format!("add `{}`", write::flow(item, write::Quotes::Plain)),
            Self::Drop { item, .. } => format!("delete the item `{}`", write::flow(item, write::Quotes::Plain)),
            Self::Remove { key, .. } => format!("delete `{key}` and its value"),
        }
    }
}
