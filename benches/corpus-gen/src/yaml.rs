//! Text as YAML: plain where a person would leave the quotes out.

use std::fmt::Write as _;

/// One line of text as a scalar.
pub fn text(value: &str) -> String {
    if is_plain(value) { value.to_owned() } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// Whether YAML reads it as this very text without quotes.
fn is_plain(value: &str) -> bool {
    let safe = |letter: char| letter.is_ascii_alphanumeric() || " -_./()+;~".contains(letter);
    let begins = value.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let ends = !value.ends_with(' ');
    let special = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    begins && ends && value.chars().all(safe) && !special.contains(&value.to_ascii_lowercase().as_str())
}

/// Several lines as a literal block, each indented by `indent` spaces.
pub fn block(value: &str, indent: usize) -> String {
    let mut out = "|".to_owned();
    for line in value.lines() {
        out.push('\n');
        if !line.is_empty() {
            let _ = write!(out, "{:indent$}{line}", "");
        }
    }
    out
}

/// `[a, b]`
pub fn list(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|value| text(value)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_where_they_are_needed() {
        for (value, written) in [
            ("Login errors", "Login errors"),
            ("Errors: many", "\"Errors: many\""),
            ("3 % of logins", "\"3 % of logins\""),
            ("no", "\"no\""),
            ("say \"hi\" \\", "\"say \\\"hi\\\" \\\\\""),
            ("", "\"\""),
        ] {
            assert_eq!(text(value), written);
        }
    }

    #[test]
    fn blocks_keep_empty_lines() {
        assert_eq!(block("a\n\n- b\n", 4), "|\n    a\n\n    - b");
    }
}
