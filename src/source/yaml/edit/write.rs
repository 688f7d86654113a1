//! Values as YAML: on one line, or as lines below a key or a dash.

use super::Data;
use super::data::is_bare;

/// Longest collection that is written in brackets on one line, in bytes.
const LONGEST_IN_BRACKETS: usize = 90;

/// The quotes of a text: those that stood there before, where they can hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// None where nothing can be misread, else double ones.
    Plain,
    Single,
    Double,
}

/// A value below a key or behind a dash: what stands in the line, and the lines that follow it with their indentation.
pub(super) struct Written {
    pub inline: String,
    pub lines: Vec<String>,
}

/// The lines of a map's entry whose key stands in a column.
pub(super) fn entry_lines(key: &str, value: &Data, column: usize, quotes: Quotes) -> Vec<String> {
    let Written { inline, lines } = block(value, column, quotes);
    let space = if inline.is_empty() { "" } else { " " };
    let first = format!("{:column$}{}:{space}{inline}", "", key_text(key, Quotes::Plain));
    std::iter::once(first).chain(lines).collect()
}

/// The lines of a list's item whose dash stands in a column.
pub(super) fn item_lines(item: &Data, column: usize) -> Vec<String> {
    let Written { inline, mut lines } = block(item, column, Quotes::Plain);
    if inline.is_empty() {
        if let Some(first) = lines.first_mut() {
            *first = format!("{:column$}- {}", "", first.trim_start());
        }
        return lines;
    }
    std::iter::once(format!("{:column$}- {inline}", "")).chain(lines).collect()
}

/// A value of which a key or a dash stands in `column`.
pub(super) fn block(value: &Data, column: usize, quotes: Quotes) -> Written {
    let below = column + 2;
    match value {
        Data::Text(text) if fits_literal(text) => literal(text, below),
        Data::List(items) if !fits_brackets(value, column) => {
            Written { inline: String::new(), lines: items.iter().flat_map(|item| item_lines(item, below)).collect() }
        }
        Data::Map(entries) if !fits_brackets(value, column) => {
            let lines = entries.iter().flat_map(|(key, value)| entry_lines(key, value, below, Quotes::Plain));
            Written { inline: String::new(), lines: lines.collect() }
        }
        Data::Text(text) => Written { inline: scalar(text, quotes, false), lines: Vec::new() },
        Data::Bare(_) | Data::List(_) | Data::Map(_) => Written { inline: flow(value, quotes), lines: Vec::new() },
    }
}

/// A text on one line, fit to stand in brackets too: plain where it can only be read as that text, else in double quotes.
#[must_use]
pub fn text_in_line(text: &str) -> String {
    scalar(text, Quotes::Plain, true)
}

/// The same as the key of a map.
#[must_use]
pub fn key_in_line(key: &str) -> String {
    key_text(key, Quotes::Plain)
}

/// A value on one line, fit to stand in brackets too.
pub(super) fn flow(value: &Data, quotes: Quotes) -> String {
    match value {
        Data::Text(text) => scalar(text, quotes, true),
        Data::Bare(text) if is_bare(text) && !text.is_empty() => text.clone(),
        Data::Bare(_) => "null".to_owned(),
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, quotes)).collect();
            format!("[{}]", items.join(", "))
        }
        Data::Map(entries) => {
            let pair = |(key, value): &(String, Data)| format!("{}: {}", key_text(key, quotes), flow(value, quotes));
            let pairs: Vec<String> = entries.iter().map(pair).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// A key; plain where it is a word.
pub(super) fn key_text(key: &str, quotes: Quotes) -> String {
    if quotes != Quotes::Double && is_plain(key, true) && !key.contains(':') {
        key.to_owned()
    } else {
        double_quoted(key)
    }
}

/// Whether a collection holds nothing but short scalars, and few enough for one line.
fn fits_brackets(value: &Data, column: usize) -> bool {
    let is_line = |value: &Data| match value {
        Data::Text(text) => !text.contains('\n'),
        Data::Bare(_) => true,
        Data::List(items) => items.is_empty(),
        Data::Map(entries) => entries.is_empty(),
    };
    let lines = match value {
        Data::List(items) => items.iter().all(is_line),
        Data::Map(entries) => entries.iter().all(|(_, value)| is_line(value)),
        Data::Text(_) | Data::Bare(_) => true,
    };
    lines && column + flow(value, Quotes::Plain).len() <= LONGEST_IN_BRACKETS
}

/// Whether a text of several lines can stand below a `|` as it is.
fn fits_literal(text: &str) -> bool {
    let strange = |c: char| (c.is_control() && c != '\n') || is_odd(c);
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with("\n\n")
        && !text.contains(strange)
        && text.lines().all(|line| line.is_empty() || !line.trim().is_empty())
}

fn literal(text: &str, column: usize) -> Written {
    let inline = if text.ends_with('\n') { "|" } else { "|-" };
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{:column$}{line}", "") };
    Written { inline: inline.to_owned(), lines: text.lines().map(line).collect() }
}

fn scalar(text: &str, quotes: Quotes, in_brackets: bool) -> String {
    let single = || format!("'{}'", text.replace('\'', "''"));
    match quotes {
        Quotes::Plain if is_plain(text, in_brackets) => text.to_owned(),
        Quotes::Single if !text.contains(|c: char| c.is_control() || is_odd(c)) => single(),
        Quotes::Plain | Quotes::Single | Quotes::Double => double_quoted(text),
    }
}

/// Whether a text without quotes is that text to every reader of YAML.
fn is_plain(text: &str, in_brackets: bool) -> bool {
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '('));
    let means_something =
        |c: char| c.is_control() || is_odd(c) || (in_brackets && matches!(c, ',' | '[' | ']' | '{' | '}'));
    let is_text = !text.contains(": ") && !text.contains(" #") && !text.ends_with([':', ' ']);
    begins && is_text && !text.contains(means_something) && !is_ambiguous(text)
}

/// Truth values and numbers of any version of YAML. Days and times are texts to records.
fn is_ambiguous(text: &str) -> bool {
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let numeric = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | '_' | ':' | '-' | '+' | 'x' | 'X' | 'o' | 'O');
    let is_day = text.contains('-') && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    words.contains(&text.to_ascii_lowercase().as_str())
        || (text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(numeric) && !is_day)
}

/// Characters that some readers of YAML refuse, or take for the end of a line.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || is_odd(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
