//! The short way from text to tree, for the YAML that records are really written in.
//!
//! Block maps and lists, scalars on one line, flow collections on one line, block scalars, comments: read in one pass, texts borrowed
//! from the file. Whatever is not surely of that kind (`None` everywhere below) costs nothing but this attempt: the whole document goes to
//! the parser, which knows all of YAML and says what is wrong. So there is no message here, and no tree that the parser would not give
//! too, place by place; `fast/tests.rs` compares the two.

mod block;
mod flow;
mod scalar;
#[cfg(test)]
mod tests;
mod text;

use super::node::Node;
use crate::source::Span;
use crate::source::limits::MAX_YAML_NODES;

/// Deeper documents are left to the parser, whose limit is above this.
const DEEPEST: usize = 16;

/// Longer keys are left to the parser, whose limit is above this; in bytes.
const LONGEST_KEY: usize = 200;

/// The tree of a document, when it is of the ordinary kind.
pub(super) fn tree(text: &str, base: usize) -> Option<Node<'_>> {
    if !is_ordinary(text) {
        return None;
    }
    let mut reader = Reader { text, bytes: text.as_bytes(), base, at: 0, column: None, nodes: 0, depth: 0 };
    reader.seek_content()?;
    if reader.column != Some(0) {
        return None;
    }
    let root = reader.collection(0)?;
    reader.column.is_none().then_some(root)
}

/// Whether only characters occur that mean themselves: no tab, no `\r`, no mark, nothing invisible.
fn is_ordinary(text: &str) -> bool {
    // In blocks, so that many bytes are looked at in one step.
    let visible =
        |block: &[u8]| block.iter().fold(true, |all, &byte| all & ((byte >= b' ' && byte != 0x7f) | (byte == b'\n')));
    let odd =
        |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    text.as_bytes().chunks(128).all(visible) && (text.is_ascii() || !text.contains(odd))
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    base: usize,
    /// The next byte to look at.
    at: usize,
    /// After a value: the column in which the next line with content begins, and where `at` stands; `None` at the end of the text.
    column: Option<usize>,
    nodes: u32,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start + self.base, end + self.base)
    }

    fn slice(&self, start: usize, end: usize) -> Option<&'t str> {
        self.text.get(start..end)
    }

    /// The number of the next node; keys count.
    fn next_id(&mut self) -> Option<u32> {
        self.nodes += 1;
        (self.nodes as usize <= MAX_YAML_NODES).then_some(self.nodes)
    }

    /// The number of a collection that begins; [`Self::close`] ends it.
    fn open(&mut self) -> Option<u32> {
        self.depth += 1;
        if self.depth > DEEPEST { None } else { self.next_id() }
    }

    fn close(&mut self) {
        self.depth -= 1;
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// To the beginning of the next line.
    fn skip_line(&mut self) {
        self.at = self.line_end();
        if self.at < self.bytes.len() {
            self.at += 1;
        }
    }

    /// Where the line ends that `at` is in.
    fn line_end(&self) -> usize {
        self.bytes[self.at..].iter().position(|&byte| byte == b'\n').map_or(self.bytes.len(), |length| self.at + length)
    }

    /// From the beginning of a line to the next content, over blank lines and comments.
    fn seek_content(&mut self) -> Option<()> {
        loop {
            let start = self.at;
            self.skip_spaces();
            match self.peek() {
                None => {
                    self.column = None;
                    return Some(());
                }
                Some(b'\n') => self.at += 1,
                Some(b'#') => self.skip_line(),
                Some(_) => {
                    self.column = Some(self.at - start);
                    let rest = &self.bytes[self.at..];
                    let marker = self.at == start && (rest.starts_with(b"---") || rest.starts_with(b"..."));
                    return (!marker).then_some(());
                }
            }
        }
    }

    /// After a value: nothing but a comment may follow in its line. Goes on to the next content.
    fn finish_line(&mut self) -> Option<()> {
        let end = self.at;
        self.skip_spaces();
        match self.peek() {
            None => {}
            Some(b'\n') => self.at += 1,
            Some(b'#') if self.at > end => self.skip_line(),
            Some(_) => return None,
        }
        self.seek_content()
    }
}
