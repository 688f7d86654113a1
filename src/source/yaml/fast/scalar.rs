//! Scalars of one line: plain, and in either kind of quotes.

use std::borrow::Cow;

use super::Reader;
use crate::source::yaml::node::{Node, Scalar, Value};

/// A scalar of which is not yet known whether it is a key.
pub(super) struct Raw<'t> {
    pub text: Cow<'t, str>,
    pub plain: bool,
    pub start: usize,
    pub end: usize,
}

impl<'t> Reader<'t> {
    /// A scalar; `flow` when it stands in brackets.
    pub(super) fn raw(&mut self, flow: bool) -> Option<Raw<'t>> {
        let start = self.at;
        let (text, plain) = match self.peek()? {
            b'\'' => (self.single_quoted()?, false),
            b'"' => (self.double_quoted()?, false),
            _ => (self.plain(flow)?, true),
        };
        Some(Raw { text, plain, start, end: self.at })
    }

    pub(super) fn scalar(&mut self, raw: Raw<'t>) -> Option<Node<'t>> {
        let value = Value::Scalar(Scalar { text: raw.text, plain: raw.plain });
        Some(Node { span: self.span(raw.start, raw.end), id: self.next_id()?, value })
    }

    fn plain(&mut self, flow: bool) -> Option<Cow<'t, str>> {
        let start = self.at;
        if !begins_plain(self.bytes[start], self.bytes.get(start + 1).copied()) {
            return None;
        }
        let (mut at, mut end) = (start, start);
        loop {
            // Most bytes mean nothing but themselves; this is where the reader spends its time.
            let length = self.bytes[at..].iter().position(|&byte| MAY_END_PLAIN[usize::from(byte)]);
            let special = length.map_or(self.bytes.len(), |length| at + length);
            if special > at {
                (at, end) = (special, special);
            }
            match self.bytes.get(at) {
                None | Some(b'\n') => break,
                Some(b' ') => {
                    at += 1;
                    continue;
                }
                Some(b'#') if end < at => break,
                Some(b':') if matches!(self.bytes.get(at + 1), None | Some(b' ' | b'\n')) => break,
                Some(b':') if flow && self.bytes.get(at + 1).is_some_and(|&next| is_flow(next)) => break,
                Some(&byte) if flow && is_flow(byte) => break,
                Some(_) => {}
            }
            at += 1;
            end = at;
        }
        self.at = end;
        self.slice(start, end).map(Cow::Borrowed)
    }

    fn single_quoted(&mut self) -> Option<Cow<'t, str>> {
        let mut owned: Option<String> = None;
        loop {
            let start = self.at + 1;
            let length = self.bytes[start..].iter().position(|byte| matches!(byte, b'\'' | b'\n'))?;
            let end = start + length;
            if self.bytes[end] == b'\n' {
                return None;
            }
            let part = self.slice(start, end)?;
            self.at = end + 1;
            if self.peek() != Some(b'\'') {
                return Some(joined(owned, part));
            }
            let text = owned.get_or_insert_default();
            text.push_str(part);
            text.push('\'');
        }
    }

    fn double_quoted(&mut self) -> Option<Cow<'t, str>> {
        let mut owned: Option<String> = None;
        self.at += 1;
        loop {
            let start = self.at;
            let length = self.bytes[start..].iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n'))?;
            let end = start + length;
            let part = self.slice(start, end)?;
            self.at = end + 1;
            match self.bytes[end] {
                b'"' => return Some(joined(owned, part)),
                b'\\' => {
                    let text = owned.get_or_insert_default();
                    text.push_str(part);
                    text.push(self.escape()?);
                }
                _ => return None,
            }
        }
    }

    /// The character that is written behind a backslash.
    fn escape(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some('\n'),
            b't' => Some('\t'),
            b'r' => Some('\r'),
            b'"' | b'\\' | b'/' => Some(char::from(byte)),
            b'x' => self.hexadecimal(2),
            b'u' => self.hexadecimal(4),
            _ => None,
        }
    }

    fn hexadecimal(&mut self, length: usize) -> Option<char> {
        let digits = self.slice(self.at, self.at + length)?;
        self.at += length;
        let number = digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16))?;
        char::from_u32(number.ok()?)
    }
}

fn joined(owned: Option<String>, part: &str) -> Cow<'_, str> {
    match owned {
        Some(text) => Cow::Owned(text + part),
        None => Cow::Borrowed(part),
    }
}

/// The bytes at which a plain scalar may end, or only seem to.
const MAY_END_PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\n #:,[]{}";
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
};

const fn is_flow(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

/// Whether a plain scalar begins here beyond doubt.
fn begins_plain(byte: u8, next: Option<u8>) -> bool {
    match byte {
        b'-' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == b'.' || next == b'-'),
        b'\n' | b'?' | b':' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`' => false,
        _ => !is_flow(byte),
    }
}
