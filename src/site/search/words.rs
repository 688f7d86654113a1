//! Words as the index has them: lower-case, without diacritics, told apart the same way in `assets/search.js`.
//!
//! All words of a text land in one buffer, and are sorted and told apart by their places in it: nothing is allocated for a single word.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Longer words are not for people: hashes of pictures, tokens, base64.
const LONGEST_WORD: usize = 40;

/// A word's place in the buffer. The first eight bytes stand in front: they decide most comparisons.
type Place = (u64, u32, u32);

/// Words being collected.
#[derive(Default)]
pub(super) struct Words {
    folded: String,
    places: Vec<Place>,
    /// Where the word that is being read began.
    start: usize,
    /// The last character of a script without spaces, and whether it is in a pair already.
    last: Option<(char, bool)>,
}

impl Words {
    /// Takes in a text. Addresses are no words; what Markdown adds around words is none either.
    pub fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                self.leave_run();
                self.folded.push(char::from(byte.to_ascii_lowercase()));
                at += 1;
            } else if byte.is_ascii() {
                at += if byte == b':' && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"://")) {
                    self.folded.truncate(self.start);
                    address_length(&bytes[at..])
                } else {
                    1
                };
                self.end();
            } else {
                let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                self.other(character);
                at += character.len_utf8();
            }
        }
        self.end();
    }

    /// One word that is taken as it is.
    pub fn exactly(&mut self, word: &str) {
        self.folded.push_str(word);
        self.end_word();
    }

    /// The words so far, sorted, each once, with spaces between; begins anew.
    pub fn take(&mut self) -> String {
        let word = |place: &Place| self.folded.get(place.1 as usize..place.2 as usize).unwrap_or_default();
        let mut places = std::mem::take(&mut self.places);
        places.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| word(a).cmp(word(b))));
        places.dedup_by(|a, b| a.0 == b.0 && word(a) == word(b));
        let mut all = String::with_capacity(places.iter().map(|place| (place.2 - place.1) as usize + 1).sum());
        for place in &places {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(word(place));
        }
        places.clear();
        self.places = places;
        self.folded.clear();
        self.start = 0;
        all
    }

    /// A character outside ASCII.
    fn other(&mut self, character: char) {
        if without_spaces(character) {
            return self.pair(character);
        }
        self.leave_run();
        for part in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(std::iter::once(character)) {
            if is_mark(part) {
                continue;
            }
            if part.is_alphanumeric() { self.letter(part) } else { self.end_word() }
        }
    }

    /// A letter that is still not ASCII once its marks are gone may be written with others.
    fn letter(&mut self, letter: char) {
        for lower in letter.to_lowercase() {
            match lower {
                'ß' => self.folded.push_str("ss"),
                'æ' => self.folded.push_str("ae"),
                'œ' => self.folded.push_str("oe"),
                'þ' => self.folded.push_str("th"),
                'ø' => self.folded.push('o'),
                'ł' => self.folded.push('l'),
                'đ' | 'ð' => self.folded.push('d'),
                'ı' => self.folded.push('i'),
                'ς' => self.folded.push('σ'),
                mark if is_mark(mark) => {}
                other => self.folded.push(other),
            }
        }
    }

    /// Scripts without spaces are read as overlapping pairs of characters.
    fn pair(&mut self, character: char) {
        self.end_word();
        if let Some((before, _)) = self.last {
            self.folded.extend([before, character]);
            self.end_word();
        }
        self.last = Some((character, self.last.is_some()));
    }

    /// Out of a run of such characters; one that stood alone is a word.
    fn leave_run(&mut self) {
        if let Some((alone, false)) = self.last {
            self.folded.push(alone);
            self.end_word();
        }
        self.last = None;
    }

    fn end(&mut self) {
        self.leave_run();
        self.end_word();
    }

    fn end_word(&mut self) {
        let (start, end) = (self.start, self.folded.len());
        let word = self.folded.get(start..end).unwrap_or_default();
        let letter = word.len() == 1 && word.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
        let places = u32::try_from(start).ok().zip(u32::try_from(end).ok());
        match places {
            Some((start, end)) if !word.is_empty() && !letter && word.len() <= LONGEST_WORD => {
                self.places.push((first_bytes(word), start, end));
                self.start = self.folded.len();
            }
            _ => self.folded.truncate(start),
        }
    }
}

/// The first eight bytes as a number that sorts as they do.
pub(super) fn first_bytes(word: &str) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(word.bytes()).for_each(|(to, from)| *to = from);
    u64::from_be_bytes(first)
}

/// How far an address reaches.
fn address_length(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"()<>[]\"'`".contains(byte);
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

/// Thai, Lao, Burmese, Khmer, Chinese, Japanese and Korean.
const fn without_spaces(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that are left out: accents, and the vowel points of Hebrew and Arabic.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}
