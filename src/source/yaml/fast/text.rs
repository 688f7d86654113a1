//! Block scalars: `|` keeps the lines, `>` folds them into paragraphs; `-` strips the last line break, `+` keeps all of them.

use std::borrow::Cow;

use super::Reader;
use crate::source::yaml::node::{Node, Scalar, Value};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Clip,
    Strip,
    Keep,
}

/// The lines of a scalar so far: the first is borrowed, further ones are copied behind it.
struct Lines<'t> {
    folded: bool,
    first: Option<&'t str>,
    text: String,
    /// Line breaks of blank lines that wait for the next line.
    blank_lines: usize,
    /// Whether the line before begins with a space; such lines are never folded.
    was_indented: bool,
}

impl<'t> Reader<'t> {
    /// The scalar whose `|` or `>` stands here, of the collection in column `outer`.
    pub(super) fn block_scalar(&mut self, outer: usize) -> Option<Node<'t>> {
        let folded = self.peek()? == b'>';
        self.at += 1;
        let chomping = self.chomping()?;
        let (indent, blank_lines) = self.indent_of_text(outer)?;
        let start = self.at;
        let mut lines = Lines { folded, first: None, text: String::new(), blank_lines, was_indented: false };
        let mut begin = start;
        let begin_of_next = loop {
            let end = self.line_end();
            lines.push(self.slice(begin, end)?);
            self.at = end;
            if end == self.bytes.len() {
                break end;
            }
            self.at += 1;
            let next = self.skip_blank_lines(indent, &mut lines.blank_lines);
            if self.at - next != indent || self.at == self.bytes.len() {
                break next;
            }
            begin = self.at;
        };
        let end = self.at;
        let text = lines.finish(chomping, self.text, start);
        let value = Value::Scalar(Scalar { text, plain: false });
        let node = Node { span: self.span(start, end), id: self.next_id()?, value };
        self.at = begin_of_next;
        self.seek_content()?;
        Some(node)
    }

    /// What follows the indicator; anything but the end of the line is for the parser.
    fn chomping(&mut self) -> Option<Chomping> {
        let chomping = match self.peek()? {
            b'-' => Chomping::Strip,
            b'+' => Chomping::Keep,
            _ => Chomping::Clip,
        };
        self.at += usize::from(chomping != Chomping::Clip);
        if self.peek()? != b'\n' {
            return None;
        }
        self.at += 1;
        Some(chomping)
    }

    /// The indentation of the first line, and how many blank ones stand before it.
    fn indent_of_text(&mut self, outer: usize) -> Option<(usize, usize)> {
        let (mut widest, mut blank_lines) = (0, 0);
        loop {
            let begin = self.at;
            self.skip_spaces();
            let indent = self.at - begin;
            match self.peek()? {
                b'\n' => {
                    self.at += 1;
                    blank_lines += 1;
                    widest = widest.max(indent);
                }
                _ => return (indent > outer && widest <= indent).then_some((indent, blank_lines)),
            }
        }
    }

    /// Over blank lines and the indentation of the line after them; the beginning of that line.
    fn skip_blank_lines(&mut self, indent: usize, blank_lines: &mut usize) -> usize {
        loop {
            let begin = self.at;
            while self.at - begin < indent && self.peek() == Some(b' ') {
                self.at += 1;
            }
            if self.peek() != Some(b'\n') {
                return begin;
            }
            self.at += 1;
            *blank_lines += 1;
        }
    }
}

impl<'t> Lines<'t> {
    fn push(&mut self, line: &'t str) {
        let is_indented = line.starts_with(' ');
        let is_first = self.first.is_none() && self.text.is_empty();
        if is_first && self.blank_lines == 0 {
            self.first = Some(line);
        } else {
            if let Some(first) = self.first.take() {
                self.text.reserve(first.len() + line.len() + 2);
                self.text.push_str(first);
            }
            if !is_first {
                self.join(is_indented);
            }
            self.text.extend(std::iter::repeat_n('\n', self.blank_lines));
            self.text.push_str(line);
        }
        self.blank_lines = 0;
        self.was_indented = is_indented;
    }

    /// The break between two lines; folded, it is a space or nothing at all where blank lines follow.
    fn join(&mut self, is_indented: bool) {
        let folds = self.folded && !self.was_indented && !is_indented;
        match (folds, self.blank_lines) {
            (true, 0) => self.text.push(' '),
            (true, _) => {}
            (false, _) => self.text.push('\n'),
        }
    }

    fn finish(self, chomping: Chomping, text: &'t str, start: usize) -> Cow<'t, str> {
        let kept = if chomping == Chomping::Keep { self.blank_lines } else { 0 };
        let breaks = if chomping == Chomping::Strip { 0 } else { 1 + kept };
        if let Some(first) = self.first {
            let end = start + first.len();
            // The line's own break stands behind it in the file.
            match (breaks, text.get(start..=end)) {
                (0, _) => return Cow::Borrowed(first),
                (1, Some(with_break)) => return Cow::Borrowed(with_break),
                _ => return Cow::Owned(first.to_owned() + &"\n".repeat(breaks)),
            }
        }
        Cow::Owned(self.text + &"\n".repeat(breaks))
    }
}
