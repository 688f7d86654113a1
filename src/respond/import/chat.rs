//! An export of a chat as Slack writes it: a list of messages, or an object with one.

use jiff::Timestamp;
use serde::Deserialize;

use super::{Reading, person};
use crate::corpus::Corpus;
use crate::model::Moment;

/// A message; what else it says is left out.
#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    subtype: Option<String>,
    #[serde(default)]
    text: String,
    ts: String,
    #[serde(default)]
    user: Option<String>,
    #[serde(default)]
    username: Option<String>,
    #[serde(default)]
    user_profile: Profile,
}

/// Who wrote it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    name: Option<String>,
    real_name: Option<String>,
    display_name: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Export {
    List(Vec<Message>),
    Channel { messages: Vec<Message> },
}

/// The messages, oldest first; `None` when it is no such export.
pub(super) fn read(corpus: &Corpus, text: &str) -> Option<Vec<Reading>> {
    let messages = match serde_json::from_str(text).ok()? {
        Export::List(messages) | Export::Channel { messages } => messages,
    };
    let said = |message: &Message| !message.text.trim().is_empty() && !is_noise(message);
    let read = |(index, message): (usize, Message)| {
        let (seconds, _) = message.ts.split_once('.').unwrap_or((&message.ts, ""));
        let at = Timestamp::from_second(seconds.parse().ok()?).ok()?;
        let profile = &message.user_profile;
        let names = [&profile.email, &profile.name, &profile.real_name, &profile.display_name];
        let names = names.into_iter().chain([&message.username, &message.user]).flatten();
        let by = names.into_iter().find_map(|name| person(corpus, name));
        // Who is not on the roster keeps the name they have in the chat.
        let called = [&profile.real_name, &profile.display_name, &profile.name, &message.username];
        let called = called.into_iter().flatten().find(|name| !name.is_empty()).filter(|_| by.is_none());
        let called = called.map_or_else(String::new, |name| format!("{name}: "));
        let text = format!("{called}{}", plain(&message.text));
        Some(Reading { line: index + 1, at: Moment::from_timestamp(at), by, text })
    };
    let kept = messages.into_iter().enumerate().filter(|(_, message)| said(message));
    let mut readings: Vec<Reading> = kept.map(read).collect::<Option<_>>()?;
    readings.sort_by_key(|reading| (reading.at.earliest(), reading.line));
    Some(readings)
}

/// People who come and go, and names of channels, say nothing about an incident.
fn is_noise(message: &Message) -> bool {
    message.subtype.as_deref().is_some_and(|kind| kind.starts_with("channel_") || kind.starts_with("group_"))
}

/// A message's text: links as Markdown has them, and its escapes undone.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((link, after)) = after.split_once('>') else { break };
        plain.push_str(before);
        let (target, label) = link.split_once('|').unwrap_or((link, ""));
        match (target.starts_with("http"), label) {
            (true, "") => plain.push_str(&format!("<{target}>")),
            (true, label) => plain.push_str(&format!("[{label}]({target})")),
            (false, "") => plain.push_str(target),
            (false, label) => plain.push_str(label),
        }
        rest = after;
    }
    plain.push_str(rest);
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim().to_owned()
}
