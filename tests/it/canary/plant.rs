//! Records with a word of its own in every field.

use serde_json::{Map, Value};

use super::Decision;
use super::table::{FIELDS, decision};

/// What a record is planted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Public,
    Restricted,
    Internal,
    /// An entry that is not for the public, of an incident told by its letter.
    Untold(char),
    /// A component without a public name.
    NotListed,
}

impl Scope {
    pub const fn letter(self) -> char {
        match self {
            Self::Public => 'p',
            Self::Restricted => 'r',
            Self::Internal => 'i',
            Self::Untold('p') => 'u',
            Self::Untold('r') => 'v',
            Self::Untold(_) => 'w',
            Self::NotListed => 'n',
        }
    }

    /// What decides that it is not public.
    fn overrides(self, path: &str) -> Option<&'static str> {
        match (self, path) {
            (Self::Restricted, "incident.visibility") => Some("\"restricted\""),
            (Self::Internal, "incident.visibility") => Some("\"internal\""),
            (Self::Untold(_), "timeline[].audience") => Some("\"internal\""),
            (Self::Untold(_), "timeline[].at") => Some("\"2026-03-14T09:15:00Z\""),
            _ => None,
        }
    }
}

/// What was planted: what must not be seen, and what must.
#[derive(Default)]
pub struct Planted {
    /// What it is, the text, what to look for, whether the wall looks for it.
    pub hidden: Vec<(String, String, String, bool)>,
    /// The word, and the files that have it.
    pub shown: Vec<(String, Vec<String>)>,
}

impl Planted {
    pub fn hide(&mut self, what: &str, text: &str, needle: &str, searched: bool) {
        self.hidden.push((what.to_owned(), text.to_owned(), needle.to_owned(), searched));
    }

    pub fn show(&mut self, word: &str, places: &[&str]) {
        self.shown.push((word.to_owned(), places.iter().map(|place| (*place).to_owned()).collect()));
    }
}

/// The word of a field.
fn word(scope: Scope, path: &str) -> String {
    let number = FIELDS.iter().position(|(known, _)| *known == path).unwrap();
    format!("canary{}{number:03}x", scope.letter())
}

/// Records of some files.
pub fn record(planted: &mut Planted, scope: Scope, files: &[&str]) -> Value {
    let mut record = Value::Null;
    for (path, _) in FIELDS {
        let file = path.split(['.', '[']).next().unwrap();
        let unlisted = scope == Scope::NotListed && *path == "components.*.public_name";
        if !files.contains(&file) || unlisted || path.ends_with(".{}") {
            continue;
        }
        let value = value(planted, scope, path);
        put(planted, &mut record, scope, path, path, value);
    }
    record
}

fn value(planted: &mut Planted, scope: Scope, path: &str) -> Value {
    if let Some(fixed) = scope.overrides(path) {
        return serde_json::from_str(fixed).unwrap();
    }
    let word = word(scope, path);
    let of = |text: &str| text.replace('%', &word);
    let what = format!("{path} ({})", scope.letter());
    let public = scope == Scope::Public;
    match decision(path).unwrap() {
        Decision::Fixed(json) => serde_json::from_str(json).unwrap(),
        Decision::Hidden(text) => {
            planted.hide(&what, &of(text), &word, true);
            of(text).into()
        }
        Decision::Shown(text, places) if public => {
            planted.show(&word, places);
            of(text).into()
        }
        Decision::Shown(text, _) => {
            // A longer text is a secret by its words in a row, not by one of them.
            planted.hide(&what, &of(text), &word, true);
            of(text).into()
        }
        Decision::Unsearched(text, needle) => {
            planted.hide(&what, &of(text), &of(needle), false);
            match of(text).parse::<u64>() {
                Ok(number) => number.into(),
                Err(_) => of(text).into(),
            }
        }
        Decision::As(other) => self::word(Scope::Public, other).into(),
    }
}

/// Puts a value where the rest of its path says.
fn put(planted: &mut Planted, into: &mut Value, scope: Scope, path: &str, rest: &str, value: Value) {
    if rest.is_empty() {
        *into = value;
        return;
    }
    if let Some(rest) = rest.strip_prefix("[]") {
        if into.is_null() {
            *into = Value::Array(vec![Value::Null]);
        }
        return put(planted, &mut into[0], scope, path, rest, value);
    }
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let name = if name == "*" { key(planted, scope, path, rest) } else { name.to_owned() };
    if into.is_null() {
        *into = Value::Object(Map::new());
    }
    put(planted, into.as_object_mut().unwrap().entry(name).or_insert(Value::Null), scope, path, rest, value);
}

/// The key of a map on the way to a field.
fn key(planted: &mut Planted, scope: Scope, path: &str, rest: &str) -> String {
    let before = path.strip_suffix(rest).unwrap().strip_suffix('*').unwrap();
    let path = format!("{before}{{}}");
    match decision(&path) {
        Some(Decision::Fixed(json)) => serde_json::from_str(json).unwrap(),
        Some(Decision::As(other)) => word(Scope::Public, other),
        Some(Decision::Hidden(_)) => {
            let word = word(scope, &path);
            if !planted.hidden.iter().any(|(_, text, _, _)| *text == word) {
                planted.hide(&path, &word, &word, true);
            }
            word
        }
        _ => panic!("what is the key of {path}?"),
    }
}

/// A map as a block of YAML, a line for each key.
pub fn block(value: &Value) -> String {
    let lines = value.as_object().unwrap().iter().map(|(key, value)| format!("{key}: {value}"));
    lines.collect::<Vec<_>>().join("\n")
}
