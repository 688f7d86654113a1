//! A range of bytes in one file.

/// Half-open range of bytes, counted from the first byte of the file (a byte-order mark and front matter included).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; files are bounded far below 4 GiB, larger offsets saturate.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clip(start), end: clip(end.max(start)) }
    }

    /// The empty span at the head of a file: "this file, as a whole".
    #[must_use]
    pub const fn file() -> Self {
        Self { start: 0, end: 0 }
    }

    /// The same span moved `by` bytes further into the file.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }

    /// As a range of `usize`.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The range clipped to `text` and moved to character boundaries, so that it can always be sliced.
    #[must_use]
    pub fn within(self, text: &str) -> std::ops::Range<usize> {
        let start = text.floor_char_boundary((self.start as usize).min(text.len()));
        let end = text.ceil_char_boundary((self.end as usize).min(text.len()));
        start..end.max(start)
    }
}
