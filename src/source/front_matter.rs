//! Markdown with YAML between two `---` lines at its head.

use super::{Problem, ProblemKind, Span, decode::BYTE_ORDER_MARK};

/// The two parts of a Markdown record, as ranges of bytes in the file.
#[derive(Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the fences.
    pub yaml: std::ops::Range<usize>,
    /// The Markdown after them.
    pub body: std::ops::Range<usize>,
}

/// Splits `text`.
///
/// # Errors
/// When it does not begin with a `---` line, or no second one closes the front matter.
pub fn split(text: &str) -> Result<Parts, Problem> {
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let first = first_line_end(text, start);
    if text[start..first].trim_end() != "---" {
        return Err(missing(start, line_end(text, start, first)));
    }
    let mut at = first;
    while at < text.len() {
        let end = first_line_end(text, at);
        if text[at..end].trim_end() == "---" {
            return Ok(Parts { yaml: first..at, body: end..text.len() });
        }
        at = end;
    }
    Err(not_closed(start, line_end(text, start, first)))
}

/// The offset just after the line that begins at `from`.
fn first_line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

/// The end of what stands in a line.
fn line_end(text: &str, start: usize, next: usize) -> usize {
    start + text[start..next].trim_end().len()
}

fn missing(start: usize, end: usize) -> Problem {
    Problem::new(ProblemKind::FrontMatter, Span::new(start, end), "the file does not begin with front matter")
        .help("put the fields between two lines of `---` at the top, and the text below them")
}

fn not_closed(start: usize, end: usize) -> Problem {
    Problem::new(ProblemKind::FrontMatter, Span::new(start, end), "the front matter that begins here is never closed")
        .help("put a line of `---` between the fields and the text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_with_every_line_ending_and_mark() {
        for text in ["---\nat: x\n---\nBody\n", "---\r\nat: x\r\n---\r\nBody\n", "\u{feff}---\nat: x\n---\nBody\n"] {
            let parts = split(text).unwrap();
            assert_eq!(text[parts.yaml].trim(), "at: x");
            assert_eq!(&text[parts.body], "Body\n");
        }
    }

    #[test]
    fn a_rule_in_the_body_is_body() {
        let text = "---\nat: x\n---\na\n\n---\nb\n";
        assert_eq!(&text[split(text).unwrap().body], "a\n\n---\nb\n");
    }

    #[test]
    fn says_what_is_missing() {
        assert!(split("at: x\n").unwrap_err().message.contains("does not begin"));
        assert!(split("---\nat: x\n").unwrap_err().message.contains("never closed"));
        assert!(split("").is_err());
    }
}
