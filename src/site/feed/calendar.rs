//! Calendars, line by line (RFC 5545).

/// The longest line, in bytes, without its end.
const LINE: usize = 75;

/// Lines as a calendar has them: ended by CR and LF, and continued on the next line after 75 bytes.
#[derive(Default)]
pub(in crate::site) struct Lines(pub String);

impl Lines {
    /// A property whose value is no text: words of the format, times, addresses.
    pub fn plain(&mut self, name: &str, value: &str) {
        // Nothing may begin a line of its own.
        let line: String = format!("{name}:{value}").chars().filter(|c| !c.is_control()).collect();
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }
}

/// A text value: what has a meaning in the format is marked as meaning nothing.
pub(in crate::site) fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a;b,c\\d\r\ne\u{7}\"f\""), "a\\;b\\,c\\\\d\\ne\"f\"");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        let value = "日本語🙂é".repeat(40);
        lines.text("SUMMARY", &value);
        assert!(lines.0.ends_with("\r\n"));
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE), "{}", lines.0);
        assert_eq!(lines.0.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
        let mut exact = Lines::default();
        exact.plain("X", &"y".repeat(LINE - 2));
        assert_eq!(exact.0.matches("\r\n").count(), 1);
    }
}
