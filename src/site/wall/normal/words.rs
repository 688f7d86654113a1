//! A text as words, each by a number that two equal words share.

use super::fold::{Part, part};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is, folded.
    pub hash: u64,
    /// Where it begins in the text.
    pub at: usize,
    /// How many letters it has.
    pub letters: u16,
    /// Whether it stands in a tag or comment of HTML or XML, and not in what is shown.
    pub in_tag: bool,
    /// Whether it is digits alone.
    pub is_number: bool,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number for a sequence of words.
pub fn sequence(words: impl IntoIterator<Item = u64>) -> u64 {
    words.into_iter().fold(SEED, |sum, word| (sum.rotate_left(7) ^ word).wrapping_mul(PRIME))
}

const CDATA: &[u8] = b"<![CDATA[";

/// Tags that may stand inside a word without ending it.
const INSIDE_WORDS: [&str; 18] = [
    "a", "abbr", "b", "bdi", "bdo", "code", "del", "em", "font", "i", "ins", "mark", "s", "small", "span", "strong",
    "u", "wbr",
];

/// The words of a text whose escapes are undone.
pub fn words(text: &[u8]) -> Vec<Word> {
    let mut reader = Reader { words: Vec::with_capacity(text.len() / 6), open: None, in_tag: false };
    reader.read(text, 0);
    reader.flush();
    reader.words
}

struct Reader {
    words: Vec<Word>,
    open: Option<Word>,
    in_tag: bool,
}

impl Reader {
    /// Reads on; `base` is where `text` begins in the whole.
    fn read(&mut self, text: &[u8], base: usize) {
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            at += match byte {
                // What stands in it is text.
                b'<' if text.get(at..).is_some_and(|rest| rest.starts_with(CDATA)) => {
                    self.flush();
                    CDATA.len()
                }
                b'<' if !self.in_tag && opens_tag(text, at) => self.tag(text, at, base),
                b'>' if self.in_tag => {
                    self.flush();
                    self.in_tag = false;
                    1
                }
                byte if byte.is_ascii() => {
                    self.take(char::from(byte), base + at);
                    1
                }
                _ => self.beyond_ascii(text, at, base),
            };
        }
    }

    fn beyond_ascii(&mut self, text: &[u8], at: usize, base: usize) -> usize {
        match decoded(text.get(at..).unwrap_or_default()) {
            Some(c) => {
                self.take(c, base + at);
                c.len_utf8()
            }
            None => {
                self.flush();
                1
            }
        }
    }

    fn take(&mut self, c: char, at: usize) {
        match part(c) {
            Part::Letter(c) => self.letter(c, at),
            Part::Nothing => {}
            // In the midst of an address it is a sign like any other.
            Part::Alone('@') if self.open.is_some() => self.flush(),
            Part::Alone(c) => {
                self.flush();
                self.letter(c, at);
                self.flush();
            }
            Part::Break => self.flush(),
        }
    }

    fn letter(&mut self, c: char, at: usize) {
        let in_tag = self.in_tag;
        let word = self.open.get_or_insert(Word { hash: SEED, at, letters: 0, in_tag, is_number: true });
        word.hash = (word.hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME).rotate_left(23);
        word.letters = word.letters.saturating_add(1);
        word.is_number &= c.is_ascii_digit();
    }

    fn flush(&mut self) {
        self.words.extend(self.open.take());
    }

    /// Enters a tag; one that stands inside a word is read beside it. Returns how many bytes were taken.
    fn tag(&mut self, text: &[u8], at: usize, base: usize) -> usize {
        if let Some(word) = self.open
            && let Some(length) = inside_a_word(text, at)
        {
            self.open = None;
            self.in_tag = true;
            self.read(text.get(at + 1..at + length - 1).unwrap_or_default(), base + at + 1);
            self.flush();
            self.in_tag = false;
            self.open = Some(word);
            return length;
        }
        self.flush();
        self.in_tag = true;
        1
    }
}

/// Whether a `<` begins a tag, a comment or the like.
fn opens_tag(text: &[u8], at: usize) -> bool {
    text.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
}

/// The length of a tag that does not end the word it stands in.
fn inside_a_word(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..text.len().min(at + 512))?;
    let length = 1 + rest.iter().position(|&byte| byte == b'>')?;
    let name = rest.get(1..)?.strip_prefix(b"/").unwrap_or(rest.get(1..)?);
    let end = name.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    let known =
        INSIDE_WORDS.iter().any(|tag| name.get(..end).is_some_and(|name| name.eq_ignore_ascii_case(tag.as_bytes())));
    let next = decoded(text.get(at + length..)?)?;
    (known && matches!(part(next), Part::Letter(_) | Part::Nothing)).then_some(length)
}

/// The first character of a text; `None` where it is not UTF-8.
fn decoded(text: &[u8]) -> Option<char> {
    let length = match text.first()? {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return None,
    };
    std::str::from_utf8(text.get(..length)?).ok()?.chars().next()
}
