//! Line and column of labels: found here once, so that no two formats can disagree.

use std::collections::HashMap;

use super::plain::line;
use crate::diagnostic::Label;
use crate::lint::Outcome;
use crate::source::{LineIndex, Position, RepoPath, Span};

/// Line indexes of the files with findings, each made once.
pub(super) struct Places<'d> {
    indexes: HashMap<&'d RepoPath, (LineIndex<'d>, &'d str)>,
}

/// Where a label is in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Its first character.
    pub start: Position,
    /// The place after its last character.
    pub end: Position,
    /// Whether the file as a whole is meant; `start` and `end` are then its head.
    pub whole_file: bool,
}

impl<'d> Places<'d> {
    pub fn new(outcome: &'d Outcome) -> Self {
        let indexes = outcome.texts.iter().map(|(path, text)| (path, (LineIndex::new(text), text.as_str())));
        Self { indexes: indexes.collect() }
    }

    pub fn of(&self, label: &Label) -> Region {
        match self.indexes.get(&label.path) {
            Some((index, text)) if label.span != Span::file() && !text.is_empty() => {
                let range = label.span.within(text);
                Region { start: index.position(range.start), end: index.position(range.end), whole_file: false }
            }
            _ => {
                let head = Position { line: 1, column: 1, offset: 0 };
                Region { start: head, end: head, whole_file: true }
            }
        }
    }

    /// The place as people write it: `path:line:column`, or the path alone for a whole file.
    pub fn in_words(&self, label: &Label) -> String {
        let Region { start, whole_file, .. } = self.of(label);
        let path = line(label.path.as_str());
        if whole_file { path } else { format!("{path}:{}:{}", start.line, start.column) }
    }
}
