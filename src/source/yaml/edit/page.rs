//! A document with its lines: where values stand, where they end, and in which column.

use super::{EditError, Fault};
use crate::source::Span;
use crate::source::yaml::route::Segment;
use crate::source::yaml::{Entry, Node, Route, Value, parse};

/// A document that can be edited.
pub(super) struct Page<'t> {
    pub text: &'t str,
    pub root: Option<Node<'t>>,
}

/// A value that a route leads to.
#[derive(Clone, Copy)]
pub(super) struct Found<'n, 't> {
    pub node: &'n Node<'t>,
    /// Whether it is in brackets, its own or those of what holds it.
    pub in_brackets: bool,
}

pub(super) type Step<T> = Result<T, EditError>;

/// A refusal, not yet with the words of the edit.
pub(super) fn refuse<T>(fault: Fault, at: usize) -> Step<T> {
    Err(EditError::new(fault, Span::new(at, at), ""))
}

pub(super) fn odd<T>(what: &'static str, at: usize) -> Step<T> {
    refuse(Fault::OddLayout(what), at)
}

impl<'t> Page<'t> {
    pub fn read(text: &'t str, subject: &str) -> Step<Self> {
        let lone =
            text.bytes().enumerate().find(|&(at, byte)| byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n'));
        if let Some((at, _)) = lone {
            return Err(EditError::new(Fault::LoneReturn, Span::new(at, at), subject));
        }
        let (root, problems) = parse(text, 0);
        match problems.into_iter().next() {
            Some(problem) => Err(EditError::new(Fault::Unreadable(problem.message), problem.span, subject)),
            None => Ok(Self { text, root }),
        }
    }

    /// The value that a route leads to, when there is one.
    pub fn find(&self, route: &Route) -> Option<Found<'_, 't>> {
        let root = self.root.as_ref()?;
        let begin = Found { node: root, in_brackets: self.is_flow(root) };
        route.segments().iter().try_fold(begin, |found, segment| {
            let node = match segment {
                Segment::Key(key) => &found.node.entry(key)?.value,
                Segment::Index(index) => found.node.item(*index)?,
            };
            Some(Found { node, in_brackets: found.in_brackets || self.is_flow(node) })
        })
    }

    /// Where a refusal about a route points to.
    pub fn span_of(&self, route: &Route) -> Span {
        let span = |root| route.locate(root, crate::source::yaml::Part::Key);
        self.root.as_ref().map_or_else(Span::file, span)
    }

    /// Whether a collection stands in brackets. A list without an indentation of its own has the place of its first item.
    pub fn is_flow(&self, node: &Node<'_>) -> bool {
        let start = node.span.range().start;
        let first = match &node.value {
            Value::List(items) => items.first().map(|item| item.span.range().start),
            Value::Map(entries) => entries.first().map(|entry| entry.key.span.range().start),
            Value::Scalar(_) | Value::Omitted => return false,
        };
        matches!(self.byte(start), Some(b'[' | b'{')) && first.is_none_or(|first| first > start)
    }

    pub fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The first byte of the line.
    pub fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of what stands in the line, before its line break.
    pub fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        if end > at && self.byte(end) == Some(b'\n') && self.byte(end - 1) == Some(b'\r') { end - 1 } else { end }
    }

    /// The beginning of the next line.
    pub fn next_line(&self, at: usize) -> Option<usize> {
        self.text[at..].find('\n').map(|newline| at + newline + 1)
    }

    /// The line break in use at the end of a line.
    pub fn newline(&self, line_end: usize) -> &'static str {
        let rest = &self.text[line_end..];
        let sample = if rest.is_empty() { self.text } else { rest };
        match sample.find('\n') {
            Some(at) if sample[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// The next byte that is neither a space nor a tab.
    pub fn skip_blanks(&self, at: usize) -> usize {
        at + self.text[at..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// The column in which something stands that only spaces and dashes may stand before.
    pub fn column(&self, at: usize) -> Step<usize> {
        let before = &self.text[self.line_start(at)..at];
        match before.bytes().find(|byte| !matches!(byte, b' ' | b'-')) {
            None => Ok(before.len()),
            Some(b'\t') => odd("a tab stands in the indentation", at),
            Some(b'?') => odd("a key is written with `?`", at),
            Some(_) => odd("something else stands before it in the line", at),
        }
    }

    /// Just behind the colon of an entry.
    pub fn behind_colon(&self, entry: &Entry<'_>) -> Step<usize> {
        let end = entry.key.span.range().end;
        let at = self.skip_blanks(end);
        if self.byte(at) == Some(b':') { Ok(at + 1) } else { odd("its key has no colon beside it", end) }
    }

    /// Where the colon or dash ends that a value stands behind; `None` for the root, and in brackets.
    pub fn behind(&self, route: &Route) -> Step<Option<usize>> {
        let Some((parent, last)) = route.split_last() else { return Ok(None) };
        let Some(holder) = self.find(&parent).filter(|holder| !holder.in_brackets) else { return Ok(None) };
        match last {
            Segment::Key(key) => holder.node.entry(key).map(|entry| self.behind_colon(entry)).transpose(),
            Segment::Index(index) => {
                let items = self.items(holder.node, self.behind(&parent)?)?;
                Ok(items.get(*index).map(|&(dash, _)| dash + 1))
            }
        }
    }

    /// Where the dashes of a block list stand that itself stands behind a colon or a dash, and where each item ends.
    pub fn items(&self, list: &Node<'_>, behind: Option<usize>) -> Step<Vec<(usize, usize)>> {
        let Value::List(items) = &list.value else { return Ok(Vec::new()) };
        let mut found: Vec<(usize, usize)> = Vec::with_capacity(items.len());
        let mut column = 0;
        for item in items {
            let dash = match found.last() {
                // The span of a list without an indentation of its own begins with its first item.
                None => self.dash(behind.map_or(list.span.range().start, |behind| self.content(behind)))?,
                Some(&(_, end)) => self.next_dash(end, column)?,
            };
            column = self.column(dash)?;
            found.push((dash, self.end(item, dash + 1, column)?));
        }
        Ok(found)
    }

    /// The next byte that is neither white space nor in a comment.
    fn content(&self, behind: usize) -> usize {
        let mut at = self.skip_blanks(behind);
        while matches!(self.byte(at), Some(b'\r' | b'\n' | b'#')) {
            match self.next_line(at) {
                Some(next) => at = self.skip_blanks(next),
                None => return self.text.len(),
            }
        }
        at
    }

    fn dash(&self, at: usize) -> Step<usize> {
        let apart = matches!(self.byte(at + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n'));
        if self.byte(at) == Some(b'-') && apart { Ok(at) } else { odd("the list's first dash stands elsewhere", at) }
    }

    fn next_dash(&self, end: usize, column: usize) -> Step<usize> {
        let mut line = end;
        while let Some(next) = self.next_line(line) {
            let at = self.skip_blanks(next);
            match self.byte(at) {
                Some(b'-') if at - next == column => return Ok(at),
                None | Some(b'\r' | b'\n' | b'#') => line = next,
                Some(_) => break,
            }
        }
        odd("the list's dashes are hard to tell", end)
    }

    /// Where a value ends whose colon or dash, in `column`, ends at `behind`. For a block scalar with `+` the blank lines after it count.
    pub fn end(&self, node: &Node<'_>, behind: usize, column: usize) -> Step<usize> {
        match &node.value {
            Value::Scalar(scalar) => match self.block_scalar(behind, scalar.plain, column) {
                Some((_, end)) => Ok(end),
                None if node.span.range().is_empty() => Ok(behind),
                None => Ok(node.span.range().end),
            },
            Value::List(_) | Value::Map(_) if self.is_flow(node) => Ok(node.span.range().end),
            Value::Map(entries) => match entries.last() {
                Some(last) => {
                    let own = self.column(entries[0].key.span.range().start)?;
                    self.end(&last.value, self.behind_colon(last)?, own)
                }
                None => Ok(behind),
            },
            Value::List(_) => Ok(self.items(node, Some(behind))?.last().map_or(behind, |&(_, end)| end)),
            Value::Omitted => odd("it cannot be read", behind),
        }
    }

    /// The header of a block scalar behind a colon or dash, and where the scalar ends.
    pub fn block_scalar(&self, behind: usize, plain: bool, column: usize) -> Option<(std::ops::Range<usize>, usize)> {
        let start = self.skip_blanks(behind);
        if plain || !matches!(self.byte(start), Some(b'|' | b'>')) {
            return None;
        }
        let length = self.text[start..].bytes().take_while(|byte| !byte.is_ascii_whitespace()).count();
        let header = &self.text[start..start + length];
        let digit = header.bytes().find(u8::is_ascii_digit).map(|digit| column + usize::from(digit - b'0'));
        let mut end = self.line_end(start);
        let mut indent = digit;
        let mut line = start;
        while let Some(next) = self.next_line(line) {
            let stop = self.line_end(next);
            let spaces = self.text[next..stop].bytes().take_while(|byte| *byte == b' ').count();
            let blank = self.text[next..stop].trim().is_empty();
            if !blank && spaces < *indent.get_or_insert(spaces.max(column + 1)) {
                break;
            }
            // The end of a text is no line of it.
            if !blank || (header.contains('+') && next < self.text.len()) {
                end = stop;
            }
            line = next;
        }
        Some((start..start + length, end))
    }

    /// The end of the last line of something that ends at `end` and whose first line begins in `column`: comments that stand deeper
    /// belong to it.
    pub fn extent(&self, end: usize, column: usize) -> Step<usize> {
        let mut last = self.line_end(end);
        let rest = &self.text[end..last];
        if !(rest.trim().is_empty() || (rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#'))) {
            return odd("something else follows it in the line", end);
        }
        let mut line = end;
        while let Some(next) = self.next_line(line) {
            let stop = self.line_end(next);
            let content = self.text[next..stop].trim_start_matches(' ');
            if content.starts_with('#') && stop - next - content.len() > column {
                last = stop;
            } else if !content.trim().is_empty() {
                break;
            }
            line = next;
        }
        Ok(last)
    }
}
