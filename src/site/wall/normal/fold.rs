//! Letters as they are compared.

/// What a character is to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A letter or digit of a word, folded.
    Letter(char),
    /// Not seen, and no end of a word: soft hyphens, joiners, marks on the letter before.
    Nothing,
    /// A word of its own: scripts that put no space between words, and `@`, which makes a handle of a word.
    Alone(char),
    /// The end of a word.
    Break,
}

/// Letters of Latin scripts with marks, from U+00C0 on, as the plain letters they are read as; a space leaves the character as it is.
const LATIN: &str = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
                     aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjjjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// What a character is.
pub fn part(c: char) -> Part {
    match c {
        '@' => Part::Alone('@'),
        'a'..='z' | '0'..='9' => Part::Letter(c),
        'A'..='Z' => Part::Letter(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' => Part::Break,
        '\u{ad}'
        | '\u{34f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{300}'..='\u{36f}' => Part::Nothing,
        '\u{c0}'..='\u{17f}' => latin(c),
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).map_or(Part::Break, part),
        '\u{2e80}'..='\u{2fff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{e00}'..='\u{e7f}'
        | '\u{20000}'..='\u{3ffff}' => Part::Alone(c),
        _ if c.is_alphanumeric() => Part::Letter(c.to_lowercase().next().unwrap_or(c)),
        _ => Part::Break,
    }
}

fn latin(c: char) -> Part {
    let at = usize::try_from(u32::from(c) - 0xc0).unwrap_or_default();
    match LATIN.as_bytes().get(at) {
        Some(b' ') => Part::Break,
        Some(&plain) => Part::Letter(char::from(plain)),
        None => Part::Letter(c),
    }
}
