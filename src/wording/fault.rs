//! What does not fit in a file of messages. The page is made all the same.

use std::fmt;

use super::Message;
use crate::source::did_you_mean;

/// How many keys a fault names before it only counts.
const NAMED: usize = 5;

/// Where in a file a fault is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultAt {
    /// At a key.
    Key(String),
    /// The file as a whole.
    File,
}

/// One thing that does not fit, in words, with its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageFault {
    /// Where it is.
    pub at: FaultAt,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

impl fmt::Display for MessageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl MessageFault {
    fn at(key: &str, message: String, help: Option<String>) -> Self {
        Self { at: FaultAt::Key(key.to_owned()), message, help }
    }

    pub(super) fn missing(keys: &[&str]) -> Option<Self> {
        let names: Vec<String> = keys.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
        let more = keys.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let message = format!("partly in English, because the file has no {}{more}", names.join(", "));
        (!keys.is_empty()).then_some(Self { at: FaultAt::File, message, help: None })
    }

    pub(super) fn unknown<'k>(key: &str, known: impl Iterator<Item = &'k str>) -> Self {
        let near = did_you_mean(key, known).map(|near| format!("did you mean `{near}`?"));
        Self::at(key, format!("there is no message `{key}`"), near)
    }

    pub(super) fn shape(key: &str, model: &Message) -> Self {
        let wanted = match model {
            Message::Text(_) => "one text".to_owned(),
            Message::Forms(_) => "a text for each plural, `other` among them".to_owned(),
            Message::Names(names) => format!("a list of {} names", names.len()),
        };
        Self::at(key, format!("`{key}` is left out: it must be {wanted}"), None)
    }

    pub(super) fn placeholder(key: &str, name: &str, known: &[&str]) -> Self {
        let wrapped: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
        let known = if wrapped.is_empty() { "nothing".to_owned() } else { wrapped.join(", ") };
        Self::at(key, format!("`{key}` is left out: nothing fills in {{{name}}}"), Some(format!("it may hold {known}")))
    }
}
