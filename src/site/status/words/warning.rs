//! What a build says about a file of messages that does not fit. The page is made all the same.

use std::fmt;

use super::Message;
use crate::source::one_of;

/// How many keys a warning names before it only counts.
const NAMED: usize = 5;

/// One thing that does not fit, in words, with its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsWarning(String);

impl fmt::Display for WordsWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl WordsWarning {
    pub(super) fn no_such_language(language: &str) -> Self {
        let known = one_of(super::BUILT_IN.iter().map(|(language, _)| *language));
        Self(format!(
            "`site.public.language` is `{language}`, and there are no messages in it: the status page is in English; \
             choose {known}, or add templates/messages/{language}.yaml"
        ))
    }

    pub(super) fn missing(path: &str, keys: &[String]) -> Option<Self> {
        let names: Vec<String> = keys.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
        let more = keys.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        (!keys.is_empty())
            .then(|| Self(format!("{path}: in English, because the file has no {}{more}", names.join(", "))))
    }

    pub(super) fn problem(path: &str, line: usize, message: &str) -> Self {
        Self(format!("{path}:{line}: {message}"))
    }

    pub(super) fn unknown(path: &str, key: &str, near: Option<&str>) -> Self {
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        Self(format!("{path}: there is no message `{key}`{near}"))
    }

    pub(super) fn shape(path: &str, key: &str, model: &Message) -> Self {
        let wanted = match model {
            Message::Text(_) => "one text".to_owned(),
            Message::Forms(_) => "a text for each plural, `other` among them".to_owned(),
            Message::Names(names) => format!("a list of {} names", names.len()),
        };
        Self(format!("{path}: `{key}` is left out: it must be {wanted}"))
    }

    pub(super) fn placeholder(path: &str, key: &str, name: &str, known: &[&str]) -> Self {
        let wrapped: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
        let known = if wrapped.is_empty() { "nothing".to_owned() } else { wrapped.join(", ") };
        Self(format!("{path}: `{key}` is left out: nothing fills in {{{name}}}; it may hold {known}"))
    }
}
