//! What is embedded in a page as base64.

/// What stands behind a `;` before base64.
const MARK: &[u8] = b"base64,";

/// The bytes of every `data:…;base64,…` of a text.
pub fn embedded(text: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.iter().position(|&byte| byte == b';') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.get(..MARK.len()).is_some_and(|mark| mark.eq_ignore_ascii_case(MARK)) {
            rest = rest.get(MARK.len()..).unwrap_or_default();
            found.push(decoded(rest));
        }
    }
    found
}

/// The leading bytes of a text that are base64, decoded.
fn decoded(text: &[u8]) -> Vec<u8> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for &byte in text {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            byte if byte.is_ascii_whitespace() => continue,
            _ => break,
        };
        bits = (bits << 6 | u32::from(six)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held & 0xff).unwrap_or_default());
        }
    }
    out
}
