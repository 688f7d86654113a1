//! Byte offset to line and column.

/// A place as people and editors count: both from 1, columns in characters; `offset` in bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
    /// Byte offset, from 0.
    pub offset: usize,
}

/// Where the lines of one text begin. Lines end at `\n`; a `\r` before it belongs to the line.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Indexes `text` once; looking up is then a binary search.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The position of a byte; offsets past the end or inside a character are moved back to the nearest character.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        // An editor does not count the mark that Windows tools put in front of the first character.
        let visible = self.text[start..offset].trim_start_matches('\u{feff}');
        Position { line, column: visible.chars().count() + 1, offset }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_count_characters_and_ignore_a_byte_order_mark() {
        let index = LineIndex::new("\u{feff}aé\r\nüx");
        let place = |offset| (index.position(offset).line, index.position(offset).column);
        assert_eq!(place(3), (1, 1));
        assert_eq!(place(6), (1, 3));
        assert_eq!(place(10), (2, 2));
        assert_eq!(place(999), (2, 3));
    }

    proptest! {
        #[test]
        fn agrees_with_counting_by_hand(text in "[a-zé\n\r]{0,60}", at in 0usize..80) {
            let position = LineIndex::new(&text).position(at);
            let before = &text[..position.offset];
            prop_assert_eq!(position.line, before.matches('\n').count() + 1);
            prop_assert_eq!(position.column, before.rsplit('\n').next().unwrap().chars().count() + 1);
        }
    }
}
