//! `[lists]` and `{maps: of one line}`.

use super::{LONGEST_KEY, Reader};
use crate::source::yaml::keys::{Seen, add_entry};
use crate::source::yaml::node::{Entry, Key, Node, Value};

impl<'t> Reader<'t> {
    /// A value inside of brackets, or the bracket itself.
    pub(super) fn flow(&mut self) -> Option<Node<'t>> {
        match self.peek()? {
            b'[' => self.flow_list(),
            b'{' => self.flow_map(),
            _ => {
                let raw = self.raw(true)?;
                self.scalar(raw)
            }
        }
    }

    fn flow_list(&mut self) -> Option<Node<'t>> {
        let (id, start) = (self.open()?, self.at);
        let mut items = Vec::new();
        self.at += 1;
        self.skip_spaces();
        while self.peek() != Some(b']') {
            items.push(self.flow()?);
            self.next_or(b']')?;
        }
        self.at += 1;
        self.close();
        Some(Node { span: self.span(start, self.at), id, value: Value::List(items) })
    }

    fn flow_map(&mut self) -> Option<Node<'t>> {
        let (id, start) = (self.open()?, self.at);
        let (mut entries, mut seen) = (Vec::new(), Seen::default());
        self.at += 1;
        self.skip_spaces();
        while self.peek() != Some(b'}') {
            let entry = self.flow_entry()?;
            if add_entry(&mut entries, &mut seen, entry).is_some() {
                return None;
            }
            self.next_or(b'}')?;
        }
        self.at += 1;
        self.close();
        Some(Node { span: self.span(start, self.at), id, value: Value::Map(entries) })
    }

    fn flow_entry(&mut self) -> Option<Entry<'t>> {
        let raw = self.raw(true)?;
        let colon = self.peek() == Some(b':') && self.bytes.get(self.at + 1) == Some(&b' ');
        if !colon || self.at - raw.start > LONGEST_KEY {
            return None;
        }
        self.next_id()?;
        self.at += 1;
        self.skip_spaces();
        Some(Entry { key: Key { span: self.span(raw.start, raw.end), text: raw.text }, value: self.flow()? })
    }

    /// To the next item behind a comma, or to the closing bracket.
    fn next_or(&mut self, close: u8) -> Option<()> {
        self.skip_spaces();
        match self.peek()? {
            b',' => {
                self.at += 1;
                self.skip_spaces();
                Some(())
            }
            byte => (byte == close).then_some(()),
        }
    }
}
