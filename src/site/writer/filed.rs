//! What is known of a file of a site without reading it.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// What is known of a file's content: its SHA-256 and its length. Written as the one in hexadecimal, a colon, and the other in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filed {
    sum: [u8; 32],
    length: u64,
}

impl Filed {
    /// Of a file of which nothing is known: no file is taken for it.
    pub const UNKNOWN: Self = Self { sum: [0; 32], length: 0 };

    /// Of a file's bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { sum: Sha256::digest(bytes).into(), length: u64::try_from(bytes.len()).unwrap_or(u64::MAX) }
    }

    /// The length of the file in bytes.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Reads what [`Self`] is written as; anything else tells nothing.
    fn read(text: &str) -> Self {
        let known = || {
            let (digits, length) = text.split_once(':')?;
            let mut sum = [0; 32];
            let mut pairs = digits.as_bytes().chunks_exact(2);
            for byte in &mut sum {
                let [high, low] = pairs.next()? else { return None };
                *byte = digit(*high)? << 4 | digit(*low)?;
            }
            (digits.len() == 64).then_some(Self { sum, length: length.parse().ok()? })
        };
        known().unwrap_or(Self::UNKNOWN)
    }
}

const fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

impl Serialize for Filed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(80);
        for byte in self.sum {
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from(DIGITS[usize::from(digit)]));
            }
        }
        text.push(':');
        text.push_str(&self.length.to_string());
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Filed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Filed;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("what is known of a file")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Filed, E> {
                Ok(Filed::read(text))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_as_it_is_written() {
        let filed = Filed::of(b"a page");
        let text = serde_json::to_string(&filed).unwrap();
        assert_eq!(serde_json::from_str::<Filed>(&text).unwrap(), filed);
        assert_eq!(text.len(), 64 + 4);
        for odd in ["", "00", "00:1", &text.replace(':', ""), &text.replacen(['a', 'b', 'c', 'd', 'e', 'f'], "x", 1)] {
            assert_eq!(Filed::read(odd.trim_matches('"')), Filed::UNKNOWN, "{odd}");
        }
    }
}
