//! The status page's own words, in the page's language.
//!
//! They come from files of messages ([`crate::wording`]), the team's own laid over those that come with Flarebook. A message is whole: none is
//! glued from parts.

mod dates;
mod plural;

use std::collections::BTreeMap;

pub use dates::Calendar;

use plural::Plurals;
pub(super) use plural::plain_tag as tag;

use crate::source::one_of;
use crate::wording::{BUILT_IN, Message, Messages, Own, built_in, fill};

/// How many names a list holds before it says how many more there are.
const LISTED: usize = 4;

/// The messages of one language.
#[derive(Clone, Debug)]
pub struct Words {
    language: String,
    messages: Messages,
    plurals: Plurals,
}

impl Words {
    /// The words of a language, with one's own files (name of the language, path for warnings, text) laid over those that are built in.
    /// A language that nobody knows is English, with a warning.
    #[must_use]
    pub fn new(language: &str, own: &[OwnMessages]) -> (Self, Vec<String>) {
        let mut warnings = Vec::new();
        let (english, language) = (built_in("en").unwrap_or_default(), plural::plain_tag(language));
        let mut messages = english.clone();
        let shipped = chain(&language).iter().rev().filter_map(|tag| built_in(tag)).fold(None, |_, found| Some(found));
        let mut known: Messages = shipped.unwrap_or_default();
        let mine = own.iter().find(|file| file.language == language);
        if let Some(file) = mine {
            let read = Own::read(&file.text, &english);
            warnings.extend(read.said(&file.path, &file.text));
            warnings.extend(read.missing(&language, &english).map(|fault| format!("{}: {fault}", file.path)));
            known.extend(read.messages);
        }
        let found = !known.is_empty();
        if !found {
            warnings.push(no_such_language(&language));
        }
        messages.extend(known);
        let language = if found { language } else { "en".to_owned() };
        (Self { plurals: Plurals::of(&language), language, messages }, warnings)
    }

    /// The language they are in, as a tag for `lang`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// A message that needs nothing filled in.
    #[must_use]
    pub fn text<'w>(&'w self, key: &'w str) -> &'w str {
        self.messages.get(key).map_or(key, Message::text)
    }

    /// A message with its placeholders filled in.
    #[must_use]
    pub fn say(&self, key: &str, filled: &[(&str, &str)]) -> String {
        fill(self.text(key), filled)
    }

    /// A message that counts, in the form that the language has for this number; `{count}` is the number.
    #[must_use]
    pub fn count(&self, key: &str, count: u64, filled: &[(&str, &str)]) -> String {
        let form = self.messages.get(key).map_or(key, |message| message.form(self.plurals.category(count)));
        let number = count.to_string();
        let all: Vec<(&str, &str)> = filled.iter().copied().chain([("count", number.as_str())]).collect();
        fill(form, &all)
    }

    /// Some names in one sentence: all of them, or the first few and how many more there are.
    #[must_use]
    pub fn list(&self, names: &[&str]) -> String {
        let shown = if names.len() > LISTED + 1 { LISTED } else { names.len() };
        let (first, rest) = names.split_at(shown);
        if !rest.is_empty() {
            let begin = first.iter().copied().map(str::to_owned).reduce(|list, name| self.next(&list, &name));
            return self.count("list_and_more", rest.len() as u64, &[("list", &begin.unwrap_or_default())]);
        }
        match first {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [one, two] => self.say("list_of_two", &[("first", one), ("last", two)]),
            [begin @ .., last] => {
                let begin = begin.iter().copied().map(str::to_owned).reduce(|list, name| self.next(&list, &name));
                self.say("list_end", &[("first", &begin.unwrap_or_default()), ("last", last)])
            }
        }
    }

    fn next(&self, list: &str, name: &str) -> String {
        self.say("list_middle", &[("first", list), ("next", name)])
    }

    /// What stands before and after a placeholder, where it is shown as more than text.
    #[must_use]
    pub fn around(&self, key: &str, placeholder: &str) -> (String, String) {
        let text = self.text(key);
        let (before, after) = text.split_once(&format!("{{{placeholder}}}")).unwrap_or((text, ""));
        (before.to_owned(), after.to_owned())
    }

    /// The messages that need nothing filled in, for templates: `words.components`.
    #[must_use]
    pub fn fixed(&self) -> BTreeMap<&str, &str> {
        let texts = self.messages.iter().filter_map(|(key, message)| Some((key.as_str(), message.fixed()?)));
        texts.collect()
    }

    pub(super) fn names(&self, key: &str) -> &[String] {
        self.messages.get(key).map_or(&[], Message::names)
    }
}

/// A file of messages in the user's repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMessages {
    /// The language, from the file's name.
    pub language: String,
    /// Where it lies, for warnings.
    pub path: String,
    /// What it says.
    pub text: String,
}

fn no_such_language(language: &str) -> String {
    let known = one_of(BUILT_IN.iter().map(|(language, _)| *language));
    format!(
        "`site.public.language` is `{language}`, and there are no messages in it: the status page is in English; \
         choose {known}, or add templates/messages/{language}.yaml"
    )
}

/// A language and what it falls back to: `pt-BR`, `pt`.
fn chain(language: &str) -> Vec<&str> {
    let short = language.split('-').next().unwrap_or(language);
    if short == language { vec![language] } else { vec![language, short] }
}

#[cfg(test)]
mod tests;
