//! Escapes of HTML, XML, JSON, scripts, style sheets and addresses, undone.

use std::borrow::Cow;

/// So often may a text be wrapped: HTML in JSON in an attribute is three.
const ROUNDS: usize = 5;

/// Named characters that may stand in or beside a word. Of letters with marks only the letter counts, see [`marked`].
const NAMED: [(&str, &str); 22] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("Tab", " "),
    ("NewLine", "\n"),
    ("shy", ""),
    ("zwj", ""),
    ("zwnj", ""),
    ("commat", "@"),
    ("period", "."),
    ("hyphen", "-"),
    ("dash", "-"),
    ("lowbar", "_"),
    ("sol", "/"),
    ("colon", ":"),
    ("szlig", "ss"),
];

/// The marks that a named letter may carry.
const MARKS: [&str; 9] = ["acute", "grave", "uml", "circ", "tilde", "cedil", "ring", "slash", "caron"];

/// A text with its escapes undone, until none is left.
pub fn unescaped(text: &[u8]) -> Cow<'_, [u8]> {
    let mut now = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        match once(&now) {
            Some(next) => now = Cow::Owned(next),
            None => break,
        }
    }
    now
}

const fn begins(byte: u8) -> bool {
    matches!(byte, b'&' | b'%' | b'\\')
}

/// One layer taken off; `None` when there is none.
fn once(text: &[u8]) -> Option<Vec<u8>> {
    let first = text.iter().position(|&byte| begins(byte))?;
    let mut out = Vec::with_capacity(text.len());
    let (mut at, mut changed) = (first, false);
    out.extend_from_slice(&text[..first]);
    while at < text.len() {
        let rest = &text[at..];
        let plain = rest.iter().position(|&byte| begins(byte)).unwrap_or(rest.len());
        if plain > 0 {
            out.extend_from_slice(&rest[..plain]);
            at += plain;
            continue;
        }
        let taken = match rest[0] {
            b'&' => entity(rest, &mut out),
            b'%' => percent(rest, &mut out),
            _ => backslash(rest, &mut out),
        };
        match taken {
            Some(length) => (at, changed) = (at + length, true),
            None => {
                out.push(rest[0]);
                at += 1;
            }
        }
    }
    changed.then_some(out)
}

fn push(out: &mut Vec<u8>, code: u32) -> Option<()> {
    let c = char::from_u32(code)?;
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    Some(())
}

/// The number that the leading digits of a base make, and how many they are; at most `most`.
fn number(text: &[u8], base: u32, most: usize) -> Option<(u32, usize)> {
    let digits = text.iter().take(most).take_while(|byte| char::from(**byte).is_digit(base)).count();
    let value = std::str::from_utf8(text.get(..digits)?).ok()?;
    Some((u32::from_str_radix(value, base).ok()?, digits))
}

/// `&amp;`, `&eacute;`, `&#77;`, `&#x4d;`; those by number also without the semicolon, as browsers take them.
fn entity(text: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    if text.get(1) == Some(&b'#') {
        let hex = matches!(text.get(2), Some(b'x' | b'X'));
        let start = if hex { 3 } else { 2 };
        let (code, digits) = number(text.get(start..)?, if hex { 16 } else { 10 }, 9)?;
        push(out, code)?;
        let end = start + digits;
        return Some(end + usize::from(text.get(end) == Some(&b';')));
    }
    let end = text.iter().take(12).position(|&byte| byte == b';')?;
    let name = std::str::from_utf8(text.get(1..end)?).ok()?;
    match NAMED.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => out.extend_from_slice(text.as_bytes()),
        None => out.push(marked(name)?),
    }
    Some(end + 1)
}

/// The letter of `eacute` and the like.
fn marked(name: &str) -> Option<u8> {
    let (letter, mark) = name.split_at_checked(1)?;
    let letter = *letter.as_bytes().first()?;
    (letter.is_ascii_alphabetic() && MARKS.contains(&mark)).then_some(letter)
}

fn percent(text: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let (code, 2) = number(text.get(1..)?, 16, 2)? else { return None };
    out.push(u8::try_from(code).ok()?);
    Some(3)
}

/// `\u004d`, `\u{4d}`, `\x4d`, `\4d `, `\n`, `\"`; of any other only the backslash goes.
fn backslash(text: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let next = *text.get(1)?;
    let coded = match next {
        b'u' if text.get(2) == Some(&b'{') => number(text.get(3..)?, 16, 6).map(|(code, digits)| (code, digits + 4)),
        b'u' => utf16(text),
        b'x' => number(text.get(2..)?, 16, 2).filter(|(_, digits)| *digits == 2).map(|(code, _)| (code, 4)),
        _ => css(text),
    };
    if let Some((code, length)) = coded
        && push(out, code).is_some()
    {
        return Some(length);
    }
    match next {
        b'n' | b'r' | b't' | b'f' | b'b' => out.push(b' '),
        byte => out.push(byte),
    }
    Some(2)
}

/// `\uXXXX`, or two of them that make one character.
fn utf16(text: &[u8]) -> Option<(u32, usize)> {
    let unit = |from: usize| number(text.get(from..)?, 16, 4).filter(|(_, digits)| *digits == 4).map(|(code, _)| code);
    let first = unit(2)?;
    if (0xd800..0xdc00).contains(&first)
        && text.get(6..8) == Some(b"\\u")
        && let Some(second @ 0xdc00..0xe000) = unit(8)
    {
        return Some((0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00), 12));
    }
    Some((first, 6))
}

/// A character of a style sheet by its number, and the space that ends it.
fn css(text: &[u8]) -> Option<(u32, usize)> {
    let (code, digits) = number(text.get(1..)?, 16, 6)?;
    let end = 1 + digits;
    (digits >= 2 && code >= 0x20).then_some((code, end + usize::from(text.get(end) == Some(&b' '))))
}
