//! Messages as they stand in a file: a text, the forms of a counted text, or a list of names.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::MessageFault;
use crate::source::Problem;
use crate::source::yaml::read_map;

/// Messages by their keys.
pub type Messages = BTreeMap<String, Message>;

/// The form that every counted message has.
const OTHER: &str = "other";

/// The plurals that a language may have, by CLDR's names.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", OTHER];

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// One text.
    Text(String),
    /// A text for each plural.
    Forms(BTreeMap<String, String>),
    /// Names in order, as of the months.
    Names(Vec<String>),
}

impl Default for Message {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Message {
    /// The text, or the form for any number.
    #[must_use]
    pub fn text(&self) -> &str {
        self.form(OTHER)
    }

    /// The form of this name, or else that for any number.
    #[must_use]
    pub fn form(&self, category: &str) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Forms(forms) => forms.get(category).or_else(|| forms.get(OTHER)).map_or("", String::as_str),
            Self::Names(_) => "",
        }
    }

    /// The text when nothing is to be filled in.
    #[must_use]
    pub fn fixed(&self) -> Option<&str> {
        match self {
            Self::Text(text) => placeholders(text).next().is_none().then_some(text),
            Self::Forms(_) | Self::Names(_) => None,
        }
    }

    /// The names, when it is a list of them.
    #[must_use]
    pub fn names(&self) -> &[String] {
        if let Self::Names(names) = self { names } else { &[] }
    }

    /// Every text in it.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::Forms(forms) => forms.values().map(String::as_str).collect(),
            Self::Names(names) => names.iter().map(String::as_str).collect(),
        }
    }

    /// Why it cannot be said where the English message of this key is; `None` when it can.
    pub(super) fn fault(&self, key: &str, english: &Messages) -> Option<MessageFault> {
        let Some(model) = english.get(key) else {
            return Some(MessageFault::unknown(key, english.keys().map(String::as_str)));
        };
        if !self.fits(model) {
            return Some(MessageFault::shape(key, model));
        }
        let (name, known) = unknown_placeholder(self, model)?;
        Some(MessageFault::placeholder(key, name, &known))
    }

    /// Whether it can stand where the other does.
    fn fits(&self, model: &Self) -> bool {
        match (self, model) {
            (Self::Text(_), Self::Text(_) | Self::Forms(_)) => true,
            (Self::Forms(forms), Self::Forms(_)) => {
                forms.contains_key(OTHER) && forms.keys().all(|form| FORMS.contains(&form.as_str()))
            }
            (Self::Names(own), Self::Names(model)) => own.len() == model.len(),
            _ => false,
        }
    }
}

/// A file's messages, and what is wrong with it.
pub(super) fn read(text: &str) -> (Messages, Vec<Problem>) {
    read_map(text, 0)
}

/// A placeholder that the English message has not, and those it has. Dates have more than English needs.
fn unknown_placeholder<'m>(message: &'m Message, model: &'m Message) -> Option<(&'m str, Vec<&'m str>)> {
    let mut known: Vec<&str> = model.texts().into_iter().flat_map(placeholders).collect();
    if known.contains(&"month") || known.contains(&"month_short") {
        known.extend(["month", "month_short", "month_number"]);
    }
    known.sort_unstable();
    known.dedup();
    let unknown = message.texts().into_iter().flat_map(placeholders).find(|name| !known.contains(name))?;
    Some((unknown, known))
}

/// The names in braces.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// A text with its placeholders filled in, in one pass: what is filled in is never read again.
#[must_use]
pub fn fill(text: &str, filled: &[(&str, &str)]) -> String {
    let mut pieces = text.split('{');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let known = piece
            .split_once('}')
            .and_then(|(name, rest)| filled.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, rest)));
        match known {
            Some((value, rest)) => out.extend([value, rest]),
            None => out.extend(["{", piece]),
        }
    }
    out
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MessageVisitor)
    }
}

struct MessageVisitor;

impl<'de> Visitor<'de> for MessageVisitor {
    type Value = Message;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, the forms of a text by plural, or a list of names")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Message, E> {
        Ok(Message::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Message, A::Error> {
        let mut forms = BTreeMap::new();
        while let Some((form, text)) = map.next_entry::<String, String>()? {
            forms.insert(form, text);
        }
        Ok(Message::Forms(forms))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Message, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = items.next_element()? {
            names.push(name);
        }
        Ok(Message::Names(names))
    }
}
