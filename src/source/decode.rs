//! Bytes to text, with what is wrong with the bytes.

use super::{Problem, ProblemKind, Span};

/// The byte-order mark that some Windows tools write.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Turns a file's bytes into text.
///
/// A byte-order mark stays in the text (offsets must hold) and is reported; so is the first line that ends in CR LF. Bytes that are
/// not UTF-8 give no text at all: guessing an encoding would put wrong names into a record.
#[must_use]
pub fn text(bytes: Vec<u8>) -> (Option<String>, Vec<Problem>) {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let mut problems: Vec<Problem> = byte_order_mark(&text).into_iter().collect();
            if has_controls(&text) {
                problems.extend([line_endings(&text), invisible(&text)].into_iter().flatten());
            }
            problems.extend(conflict(&text));
            (Some(text), problems)
        }
        Err(error) => (None, vec![not_utf8(error.utf8_error().valid_up_to(), error.as_bytes())]),
    }
}

/// Whether there is any control character but the ends of lines: one look at most texts, in blocks, spares the closer ones.
fn has_controls(text: &str) -> bool {
    let found = |block: &[u8]| block.iter().fold(false, |any, &byte| any | ((byte < b' ') & (byte != b'\n')));
    text.as_bytes().chunks(128).any(found)
}

fn not_utf8(at: usize, bytes: &[u8]) -> Problem {
    let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
    let bad = bytes.get(at).copied().unwrap_or_default();
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let guess = if utf16 { "it looks like UTF-16" } else { "it may be Latin-1 or Windows-1252" };
    Problem::new(
        ProblemKind::NotUtf8,
        Span::new(at, at + 1),
        format!("the byte 0x{bad:02x} on line {line} (offset {at}) is not UTF-8"),
    )
    .help(format!("save the file as UTF-8; {guess}"))
}

fn byte_order_mark(text: &str) -> Option<Problem> {
    text.starts_with(BYTE_ORDER_MARK).then(|| {
        Problem::new(ProblemKind::ByteOrderMark, Span::new(0, 3), "the file begins with a byte-order mark")
            .help("save it as \"UTF-8\", not as \"UTF-8 with BOM\"")
            .replacement(Some(String::new()))
    })
}

fn line_endings(text: &str) -> Option<Problem> {
    let at = text.find("\r\n")?;
    let message = "lines end in CR LF (Windows) instead of LF";
    Some(
        Problem::new(ProblemKind::LineEndings, Span::new(at, at + 1), message)
            .help("set the editor to LF, and put `* text=auto eol=lf` into .gitattributes"),
    )
}

/// Where git's markers of a conflict begin, when there are any: all three, each at the head of a line.
#[must_use]
pub fn conflict_marker(text: &str) -> Option<usize> {
    let at = match text.starts_with("<<<<<<< ") {
        true => 0,
        // `contains` is much faster than `find`, and nearly every file ends the search here.
        false if !text.contains("\n<<<<<<< ") => return None,
        false => text.find("\n<<<<<<< ")? + 1,
    };
    (text[at..].contains("\n=======") && text[at..].contains("\n>>>>>>> ")).then_some(at)
}

/// A conflict need not break the YAML: in the body of a review it would simply be published.
fn conflict(text: &str) -> Option<Problem> {
    conflict_marker(text).map(conflict_at)
}

/// A conflict whose first marker stands at an offset of the file.
pub(super) fn conflict_at(at: usize) -> Problem {
    Problem::new(ProblemKind::YamlSyntax, Span::new(at, at + 7), "git left a merge conflict in the file")
        .help("keep the lines you want of both sides, and delete the lines of `<<<<<<<`, `=======` and `>>>>>>>`")
}

fn invisible(text: &str) -> Option<Problem> {
    let at = text.find('\0')?;
    Some(
        Problem::new(ProblemKind::NotUtf8, Span::new(at, at + 1), format!("a NUL byte at offset {at}"))
            .help("this is not a text file, or it was cut off while being written; restore it from git"),
    )
}
