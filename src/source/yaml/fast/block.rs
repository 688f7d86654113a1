//! Maps and lists that are told by their indentation.

use std::borrow::Cow;

use super::scalar::Raw;
use super::{LONGEST_KEY, Reader};
use crate::source::yaml::keys::{Seen, add_entry};
use crate::source::yaml::node::{Entry, Key, Node, Scalar, Value};

/// Room for the entries of a usual map, so that it is made once.
const USUAL_ENTRIES: usize = 8;

impl<'t> Reader<'t> {
    /// The list or map that begins here, in this column.
    pub(super) fn collection(&mut self, column: usize) -> Option<Node<'t>> {
        if self.is_dash() {
            return self.list(column, false);
        }
        let key = self.key()?;
        self.map(column, key)
    }

    fn is_dash(&self) -> bool {
        self.peek() == Some(b'-') && self.bytes.get(self.at + 1) == Some(&b' ')
    }

    /// A list; `inside` when its dashes stand in the column of the keys of the map that holds it.
    fn list(&mut self, column: usize, inside: bool) -> Option<Node<'t>> {
        let id = self.open()?;
        let dash = self.at;
        let mut items: Vec<Node<'t>> = Vec::with_capacity(USUAL_ENTRIES);
        let mut first = None;
        while self.column == Some(column) && self.is_dash() {
            let dash = self.at;
            self.at += 1;
            self.skip_spaces();
            first.get_or_insert(self.at);
            items.push(self.item(column, column + self.at - dash)?);
        }
        let goes_on = if inside { self.column > Some(column) } else { self.column >= Some(column) };
        if goes_on {
            return None;
        }
        self.close();
        // The parser gives a list without an indentation of its own the place of its first item.
        let start = if inside { first? } else { dash };
        let end = items.last()?.span.end;
        Some(Node { span: crate::source::Span { end, ..self.span(start, start) }, id, value: Value::List(items) })
    }

    /// The item after a dash of the list in `outer`; it begins in column `column`.
    fn item(&mut self, outer: usize, column: usize) -> Option<Node<'t>> {
        match self.peek()? {
            b'[' | b'{' => self.flow_line(),
            b'|' | b'>' => self.block_scalar(outer),
            _ => {
                let raw = self.raw(false)?;
                if self.is_colon() { self.map(column, self.as_key(raw)?) } else { self.scalar_line(raw) }
            }
        }
    }

    /// A map from behind its first key on.
    fn map(&mut self, column: usize, first: Raw<'t>) -> Option<Node<'t>> {
        let id = self.open()?;
        let start = first.start;
        let mut entries: Vec<Entry<'t>> = Vec::with_capacity(USUAL_ENTRIES);
        let mut seen = Seen::default();
        let mut key = first;
        loop {
            self.next_id()?;
            let span = self.span(key.start, key.end);
            let entry = Entry { key: Key { text: key.text, span }, value: self.value(column)? };
            if add_entry(&mut entries, &mut seen, entry).is_some() {
                return None;
            }
            if self.column != Some(column) {
                break;
            }
            key = self.key()?;
        }
        if self.column > Some(column) {
            return None;
        }
        self.close();
        let end = entries.last()?.value.span.end;
        Some(Node { span: crate::source::Span { end, ..self.span(start, start) }, id, value: Value::Map(entries) })
    }

    /// Whether a colon stands here that ends a key.
    fn is_colon(&self) -> bool {
        self.peek() == Some(b':') && matches!(self.bytes.get(self.at + 1), None | Some(b' ' | b'\n'))
    }

    /// A key; leaves `at` on its colon.
    fn key(&mut self) -> Option<Raw<'t>> {
        let raw = self.raw(false)?;
        if self.is_colon() { self.as_key(raw) } else { None }
    }

    fn as_key(&self, raw: Raw<'t>) -> Option<Raw<'t>> {
        (self.at - raw.start <= LONGEST_KEY).then_some(raw)
    }

    /// The value of a key of the map in `column`, from the colon on.
    fn value(&mut self, column: usize) -> Option<Node<'t>> {
        let colon = self.at;
        self.at += 1;
        self.skip_spaces();
        match self.peek() {
            None | Some(b'\n' | b'#') => {
                self.skip_line();
                self.seek_content()?;
                self.value_below(column, colon)
            }
            Some(b'[' | b'{') => self.flow_line(),
            Some(b'|' | b'>') => self.block_scalar(column),
            Some(_) => {
                let raw = self.raw(false)?;
                self.scalar_line(raw)
            }
        }
    }

    /// What stands in the lines below a key: a collection, or nothing.
    fn value_below(&mut self, column: usize, colon: usize) -> Option<Node<'t>> {
        match self.column {
            Some(below) if below > column => self.collection(below),
            Some(below) if below == column && self.is_dash() => self.list(column, true),
            _ => {
                // What the parser makes of nothing.
                let value = Value::Scalar(Scalar { text: Cow::Borrowed("~"), plain: true });
                Some(Node { span: self.span(colon, colon), id: self.next_id()?, value })
            }
        }
    }

    fn flow_line(&mut self) -> Option<Node<'t>> {
        let node = self.flow()?;
        self.finish_line()?;
        Some(node)
    }

    fn scalar_line(&mut self, raw: Raw<'t>) -> Option<Node<'t>> {
        let node = self.scalar(raw)?;
        self.finish_line()?;
        Some(node)
    }
}
